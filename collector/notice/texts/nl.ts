// What visitors are told in Dutch. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const nl: NoticeTexts = {
  title: 'Je privacy',
  ask: 'Met je toestemming meten we hoe deze webshop wordt gebruikt, om die te verbeteren. De webshop werkt in beide gevallen hetzelfde en je kunt je keuze op elk moment wijzigen.',
  accept: 'Alles toestaan',
  reject: 'Alles weigeren',
  choose: 'Zelf kiezen',
  tell: 'We meten hoe deze webshop wordt gebruikt, om die te verbeteren. Je kunt op elk moment bezwaar maken.',
  understood: 'OK',
  link: 'Privacyinstellingen',
  save: 'Keuzes opslaan',
  withdraw: 'Alles intrekken',
  close: 'Sluiten',
  controller: 'Verantwoordelijk: {name}, {address}.',
  complaints: 'Vragen en klachten: {contact}.',
  policy: 'Privacyverklaring',
  kept: 'Wordt {days} dagen bewaard.',
  keptHere: 'Blijft op dit apparaat.',
  honoured: 'Opt-outverzoek gehonoreerd: je browser verstuurt Global Privacy Control.',
  export: 'Mijn gegevens downloaden',
  erase: 'Mijn gegevens wissen',
  erased: 'Je gegevens zijn gewist.',
  receipt: 'Bewijs downloaden',
  failed: 'Dat is niet gelukt. Probeer het later opnieuw.',
  purposes: {
    analytics: {
      name: 'Statistieken',
      meaning: 'Bezoeken, pagina’s en bestellingen tellen om te zien wat werkt.',
    },
    heatmaps: {
      name: 'Heatmaps',
      meaning: 'Zien waar op pagina’s wordt geklikt en tot waar wordt gelezen.',
    },
    replay: {
      name: 'Sessieopnames',
      meaning: 'Terugkijken hoe een pagina is gebruikt, met alle tekst onleesbaar.',
    },
    experiments: {
      name: 'A/B-tests',
      meaning: 'Verschillende versies van een pagina tonen en vergelijken.',
    },
    recommendations: {
      name: 'Aanbevelingen',
      meaning: 'Producten aanbevelen op basis van een geschiedenis die op dit apparaat blijft.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Bezoeken koppelen aan advertentieklikken en de kosten daarvan.',
    },
  },
}
