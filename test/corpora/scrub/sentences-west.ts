// What customers write and pages say around a secret, in eight languages of Latin script; `{x}` is the secret, `{l}` its label.
import type { Kind, Lang } from './types.ts'

/** Two sentences of a visitor and one message of a form; searches and titles fit every kind. */
export interface Sentences extends Readonly<Record<Kind, readonly [string, string, string]>> {
  readonly search: readonly string[]
  readonly title: readonly string[]
  /** The path of the search page. */
  readonly path: string
  /** The word before a telephone number. */
  readonly telephone: string
}

export const SENTENCES_WEST: Readonly<
  Record<Exclude<Lang, 'ja' | 'ko' | 'zh-CN' | 'zh-TW' | 'ar'>, Sentences>
> = {
  en: {
    card: [
      'Hi, my card {x} was charged twice yesterday, can you please refund one of them?',
      'I tried to pay with {x} and it says declined, what now?',
      'The card number "{x}" is not accepted in this shop.',
    ],
    iban: [
      'Please send the refund to {x}, thanks a lot!',
      'My bank details: {x}, account holder is my wife.',
      'We could not verify the IBAN {x}.',
    ],
    'national-id': [
      'Customs asks for my {l}, it is {x}. Do you need a copy too?',
      'For the invoice please use {l} {x}.',
      '{l}: "{x}" does not have the expected format.',
    ],
    email: [
      'Could you resend the invoice to {x}? I never got it.',
      'I registered as {x}, but now I use another address.',
      'An account with {x} already exists.',
    ],
    phone: [
      'Please call me at {x} after 6 pm, my phone is off during work.',
      'The driver can reach me by phone: {x}.',
      'The phone number {x} is too short.',
    ],
    token: [
      'The link {x} says it has expired.',
      'I clicked on {x} and landed on an empty page.',
      'Could not load {x}: 403 Forbidden',
    ],
    search: ['{x}', 'invoice {x}', '{x} status'],
    title: ['Results for "{x}" | Harbour Goods', '{x} – My account – Harbour Goods'],
    path: '/en/search',
    telephone: 'phone',
  },
  de: {
    card: [
      'Guten Tag, von meiner Karte {x} wurde gestern zweimal abgebucht.',
      'Ich wollte mit {x} bezahlen, aber es kommt immer ein Fehler.',
      'Die Kartennummer „{x}“ ist ungültig.',
    ],
    iban: [
      'Bitte überweisen Sie den Betrag auf {x}, vielen Dank.',
      'Meine Bankverbindung lautet {x}, Kontoinhaber ist mein Mann.',
      'Die IBAN {x} konnte nicht geprüft werden.',
    ],
    'national-id': [
      'Der Zoll möchte meine {l} wissen: {x}. Brauchen Sie die auch?',
      'Für die Rechnung bitte {l} {x} angeben.',
      '{l} „{x}“ hat nicht die richtige Länge.',
    ],
    email: [
      'Können Sie die Rechnung noch einmal an {x} schicken?',
      'Ich habe mich damals mit {x} angemeldet und komme nicht mehr rein.',
      'Zu {x} gibt es bereits ein Konto.',
    ],
    phone: [
      'Bitte rufen Sie mich unter der Telefonnummer {x} zurück, am besten abends.',
      'Der Fahrer erreicht mich mobil, Tel. {x}.',
      'Die Telefonnummer {x} ist zu kurz.',
    ],
    token: [
      'Der Link {x} ist abgelaufen, bitte neu schicken.',
      'Wenn ich {x} anklicke, sehe ich eine leere Seite.',
      'Fehler beim Laden von {x} (403)',
    ],
    search: ['{x}', 'rechnung {x}', '{x} wo ist mein paket'],
    title: ['Suche nach „{x}“ – Hafenladen', '{x} | Mein Konto | Hafenladen'],
    path: '/de/suche',
    telephone: 'telefon',
  },
  fr: {
    card: [
      'Bonjour, ma carte {x} a été débitée deux fois hier soir.',
      'J’ai essayé de payer avec {x} mais le paiement est refusé.',
      'Le numéro de carte « {x} » n’est pas valide.',
    ],
    iban: [
      'Merci de faire le remboursement sur {x}.',
      'Voici mon RIB : {x}, le compte est au nom de ma mère.',
      'L’IBAN {x} est introuvable.',
    ],
    'national-id': [
      'La douane me demande mon {l}, c’est le {x}. Vous en avez besoin ?',
      'Pour la facture, notez {l} {x} s’il vous plaît.',
      '{l} : « {x} » n’a pas le bon format.',
    ],
    email: [
      'Pouvez-vous renvoyer la facture à {x} ? Je ne l’ai jamais reçue.',
      'Je me suis inscrit avec {x} il y a deux ans.',
      'Un compte existe déjà pour {x}.',
    ],
    phone: [
      'Rappelez-moi au numéro de téléphone {x} après 18 h.',
      'Le livreur peut me joindre, tél. {x}.',
      'Le numéro de téléphone {x} est trop court.',
    ],
    token: [
      'Le lien {x} a expiré, pouvez-vous le renvoyer ?',
      'Quand je clique sur {x}, la page reste blanche.',
      'Impossible de charger {x} : accès refusé',
    ],
    search: ['{x}', 'facture {x}', 'suivi {x}'],
    title: ['Résultats pour « {x} » – Le Comptoir', '{x} | Mon compte | Le Comptoir'],
    path: '/fr/recherche',
    telephone: 'téléphone',
  },
  es: {
    card: [
      'Hola, me han cobrado dos veces en la tarjeta {x}.',
      'Intenté pagar con {x} y me sale rechazada.',
      'El número de tarjeta «{x}» no es válido.',
    ],
    iban: [
      'Por favor, hagan la devolución a {x}.',
      'Mi cuenta es {x}, a nombre de mi hermana.',
      'No se ha podido comprobar el IBAN {x}.',
    ],
    'national-id': [
      'En la aduana me piden el {l}: {x}. ¿Lo necesitan también?',
      'Para la factura pongan {l} {x}, gracias.',
      '{l} «{x}» no tiene el formato correcto.',
    ],
    email: [
      '¿Pueden reenviar la factura a {x}? No me ha llegado.',
      'Me registré con {x} pero no recuerdo la contraseña.',
      'Ya existe una cuenta con {x}.',
    ],
    phone: [
      'Llámenme al teléfono {x} a partir de las seis.',
      'El repartidor puede llamarme, tel. {x}.',
      'El teléfono {x} es demasiado corto.',
    ],
    token: [
      'El enlace {x} ha caducado.',
      'Pincho en {x} y la página sale en blanco.',
      'No se pudo cargar {x}: acceso denegado',
    ],
    search: ['{x}', 'factura {x}', 'pedido de {x}'],
    title: ['Resultados de «{x}» – La Tienda', '{x} | Mi cuenta | La Tienda'],
    path: '/es/buscar',
    telephone: 'teléfono',
  },
  it: {
    card: [
      'Buongiorno, sulla carta {x} risulta un doppio addebito.',
      'Ho provato a pagare con {x} ma viene rifiutata.',
      'Il numero di carta "{x}" non è valido.',
    ],
    iban: [
      'Vi prego di fare il rimborso su {x}, grazie mille.',
      'Le mie coordinate: {x}, intestato a mio padre.',
      'Impossibile verificare l’IBAN {x}.',
    ],
    'national-id': [
      'La dogana chiede {l}: {x}. Serve anche a voi?',
      'Per la fattura indicate {l} {x}.',
      '{l} "{x}" non ha il formato giusto.',
    ],
    email: [
      'Potete rimandare la fattura a {x}? Non è mai arrivata.',
      'Mi sono registrata con {x} ma ora uso un altro indirizzo.',
      'Esiste già un account per {x}.',
    ],
    phone: [
      'Richiamatemi al numero di telefono {x} dopo le 18.',
      'Il corriere può chiamarmi, cell. {x}.',
      'Il telefono {x} è troppo corto.',
    ],
    token: [
      'Il link {x} è scaduto, potete rimandarlo?',
      'Se clicco su {x} vedo una pagina bianca.',
      'Errore nel caricamento di {x}: accesso negato',
    ],
    search: ['{x}', 'fattura {x}', 'ordine {x}'],
    title: ['Risultati per "{x}" – La Bottega', '{x} | Il mio account | La Bottega'],
    path: '/it/cerca',
    telephone: 'telefono',
  },
  pt: {
    card: [
      'Olá, o meu cartão {x} foi cobrado duas vezes.',
      'Tentei pagar com {x} e deu recusado.',
      'O número de cartão "{x}" não é válido.',
    ],
    iban: [
      'Por favor façam o reembolso para {x}.',
      'Os meus dados bancários: {x}, em nome do meu pai.',
      'Não foi possível verificar o IBAN {x}.',
    ],
    'national-id': [
      'A alfândega pediu o meu {l}: {x}. Precisam também?',
      'Na fatura coloquem {l} {x}, por favor.',
      '{l} "{x}" não tem o formato correto.',
    ],
    email: [
      'Podem reenviar a fatura para {x}? Nunca chegou.',
      'Registei-me com {x} mas já não uso esse endereço.',
      'Já existe uma conta com {x}.',
    ],
    phone: [
      'Liguem-me para o telefone {x} depois das 18h.',
      'O motorista pode ligar, tel. {x}.',
      'O telefone {x} é demasiado curto.',
    ],
    token: [
      'O link {x} expirou, podem enviar outro?',
      'Clico em {x} e a página fica em branco.',
      'Falha ao carregar {x}: acesso negado',
    ],
    search: ['{x}', 'fatura {x}', 'encomenda {x}'],
    title: ['Resultados para "{x}" – A Loja', '{x} | A minha conta | A Loja'],
    path: '/pt/procurar',
    telephone: 'telefone',
  },
  nl: {
    card: [
      'Hallo, van mijn kaart {x} is twee keer geld afgeschreven.',
      'Ik wilde met {x} betalen maar krijg steeds een fout.',
      'Het kaartnummer "{x}" is ongeldig.',
    ],
    iban: [
      'Graag het bedrag terugstorten op {x}, alvast bedankt.',
      'Mijn rekening is {x}, op naam van mijn vrouw.',
      'De IBAN {x} kon niet worden gecontroleerd.',
    ],
    'national-id': [
      'De douane vraagt om mijn {l}, dat is {x}. Hebben jullie die ook nodig?',
      'Zet op de factuur {l} {x} alstublieft.',
      '{l} "{x}" heeft niet de juiste lengte.',
    ],
    email: [
      'Kunnen jullie de factuur nog eens sturen naar {x}?',
      'Ik heb me aangemeld met {x} maar kan niet inloggen.',
      'Er bestaat al een account voor {x}.',
    ],
    phone: [
      'Bel me terug op telefoonnummer {x}, liefst na zessen.',
      'De bezorger kan mij bellen, tel. {x}.',
      'Het telefoonnummer {x} is te kort.',
    ],
    token: [
      'De link {x} is verlopen.',
      'Als ik op {x} klik krijg ik een witte pagina.',
      'Kan {x} niet laden: geen toegang',
    ],
    search: ['{x}', 'factuur {x}', '{x} bestelling'],
    title: ['Zoeken naar "{x}" – De Haven', '{x} | Mijn account | De Haven'],
    path: '/nl/zoeken',
    telephone: 'telefoon',
  },
  pl: {
    card: [
      'Dzień dobry, z mojej karty {x} pobrano opłatę dwa razy.',
      'Próbowałem zapłacić kartą {x}, ale jest odrzucana.',
      'Numer karty „{x}” jest nieprawidłowy.',
    ],
    iban: [
      'Proszę o zwrot na konto {x}, dziękuję.',
      'Moje konto to {x}, na nazwisko żony.',
      'Nie udało się sprawdzić numeru IBAN {x}.',
    ],
    'national-id': [
      'Urząd celny pyta o mój {l}: {x}. Czy też go potrzebujecie?',
      'Na fakturze proszę podać {l} {x}.',
      '{l} „{x}” ma zły format.',
    ],
    email: [
      'Czy możecie wysłać fakturę jeszcze raz na {x}?',
      'Zarejestrowałam się jako {x}, ale nie mogę się zalogować.',
      'Konto dla {x} już istnieje.',
    ],
    phone: [
      'Proszę o telefon pod numer {x} po godzinie 18.',
      'Kurier może dzwonić, tel. {x}.',
      'Numer telefonu {x} jest za krótki.',
    ],
    token: [
      'Link {x} wygasł, proszę o nowy.',
      'Po kliknięciu w {x} widzę pustą stronę.',
      'Nie można wczytać {x}: brak dostępu',
    ],
    search: ['{x}', 'faktura {x}', 'zamówienie {x}'],
    title: ['Wyniki dla „{x}” – Sklep Portowy', '{x} | Moje konto | Sklep Portowy'],
    path: '/pl/szukaj',
    telephone: 'telefon',
  },
}
