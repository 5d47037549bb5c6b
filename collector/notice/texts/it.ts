// What visitors are told in Italian. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const it: NoticeTexts = {
  title: 'Privacy',
  ask: 'Previo consenso, misuriamo l’utilizzo di questo negozio per migliorarlo. Il negozio funziona allo stesso modo in ogni caso e la scelta si può modificare in qualsiasi momento.',
  accept: 'Accetta tutto',
  reject: 'Rifiuta tutto',
  choose: 'Personalizza',
  tell: 'Misuriamo l’utilizzo di questo negozio per migliorarlo. È possibile opporsi in qualsiasi momento.',
  understood: 'OK',
  link: 'Preferenze sulla privacy',
  save: 'Salva preferenze',
  withdraw: 'Revoca tutto',
  close: 'Chiudi',
  controller: 'Titolare del trattamento: {name}, {address}.',
  complaints: 'Domande e reclami: {contact}.',
  policy: 'Informativa sulla privacy',
  kept: 'Conservazione: {days} giorni.',
  keptHere: 'Resta su questo dispositivo.',
  honoured: 'Richiesta di opt-out accolta: il browser invia Global Privacy Control.',
  export: 'Scarica i miei dati',
  erase: 'Cancella i miei dati',
  erased: 'I dati sono stati cancellati.',
  receipt: 'Scarica la conferma',
  failed: 'Operazione non riuscita. Riprovare più tardi.',
  purposes: {
    analytics: {
      name: 'Statistiche',
      meaning: 'Contare visite, pagine e ordini per capire cosa funziona.',
    },
    heatmaps: {
      name: 'Mappe di calore',
      meaning: 'Vedere dove si clicca e fin dove si leggono le pagine.',
    },
    replay: {
      name: 'Replay della sessione',
      meaning: 'Rivedere come è stata usata una pagina, con tutti i testi oscurati.',
    },
    experiments: {
      name: 'Test A/B',
      meaning: 'Mostrare versioni diverse di una pagina e confrontarle.',
    },
    recommendations: {
      name: 'Prodotti consigliati',
      meaning: 'Consigliare prodotti in base a una cronologia che resta su questo dispositivo.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Collegare le visite ai clic pubblicitari e al relativo costo.',
    },
  },
}
