// What stands in shops around numbers that belong to nobody, in eight languages of Latin script; `{x}` is the number.
import type { Lang } from './types.ts'

export interface Carriers {
  readonly order: readonly string[]
  readonly sku: readonly string[]
  readonly gtin: readonly string[]
  readonly tracking: readonly string[]
  readonly price: readonly string[]
  readonly date: readonly string[]
  readonly product: readonly string[]
  readonly place: readonly string[]
  readonly version: readonly string[]
  readonly isbn: readonly string[]
  readonly colour: readonly string[]
  readonly quantity: readonly string[]
}

export const CARRIERS_WEST: Readonly<
  Record<Exclude<Lang, 'ja' | 'ko' | 'zh-CN' | 'zh-TW' | 'ar'>, Carriers>
> = {
  en: {
    order: ['Where is my order {x}?', 'Order {x} confirmed – Harbour Goods', 'order no. {x}'],
    sku: ['Item {x} is out of stock', 'SKU {x}', 'Do you still have {x} in size M?'],
    gtin: ['EAN {x}', 'The barcode on the box reads {x}.', 'barcode {x}'],
    tracking: ['Tracking number {x}', 'My parcel {x} has been stuck since Monday.'],
    price: ['I paid {x} but see another price now.', 'Total: {x} incl. VAT', 'under {x}'],
    date: ['Delivery expected {x}', 'I ordered on {x} and nothing came.'],
    product: ['{x}', 'Is {x} back soon?', '{x} | Harbour Goods'],
    place: ['Our store is at {x}', 'pickup point {x}'],
    version: ['Does it work with firmware {x}?', 'App version {x}'],
    isbn: ['ISBN {x}', 'Paperback, ISBN {x}'],
    colour: ['Is there a paint close to {x}?', 'colour {x}'],
    quantity: ['I need {x} by Friday.', 'Quantity: {x}'],
  },
  de: {
    order: [
      'Wo bleibt meine Bestellung {x}?',
      'Bestellung {x} bestätigt – Hafenladen',
      'Bestellnr. {x}',
    ],
    sku: ['Artikel {x} ist nicht lieferbar', 'Art.-Nr. {x}', 'Gibt es {x} noch in Größe M?'],
    gtin: ['EAN {x}', 'Auf dem Karton steht der Strichcode {x}.', 'GTIN {x}'],
    tracking: ['Sendungsnummer {x}', 'Mein Paket {x} hängt seit Montag fest.'],
    price: [
      'Ich habe {x} bezahlt, jetzt kostet es weniger.',
      'Summe: {x} inkl. MwSt.',
      'unter {x}',
    ],
    date: ['Lieferung voraussichtlich {x}', 'Ich habe am {x} bestellt und nichts kam.'],
    product: ['{x}', 'Kommt {x} bald wieder?', '{x} – Hafenladen'],
    place: ['Unser Laden liegt bei {x}', 'Abholstelle {x}'],
    version: ['Geht das mit Firmware {x}?', 'App-Version {x}'],
    isbn: ['ISBN {x}', 'Taschenbuch, ISBN {x}'],
    colour: ['Gibt es eine Farbe wie {x}?', 'Farbton {x}'],
    quantity: ['Ich brauche {x} bis Freitag.', 'Menge: {x}'],
  },
  fr: {
    order: [
      'Où en est ma commande {x} ?',
      'Commande {x} confirmée – Le Comptoir',
      'commande n° {x}',
    ],
    sku: ['L’article {x} est épuisé', 'Réf. {x}', 'Avez-vous encore {x} en taille M ?'],
    gtin: ['EAN {x}', 'Le code-barres de la boîte est {x}.', 'code-barres {x}'],
    tracking: ['Numéro de suivi {x}', 'Mon colis {x} est bloqué depuis lundi.'],
    price: ['J’ai payé {x} et le prix a baissé.', 'Total : {x} TTC', 'moins de {x}'],
    date: ['Livraison prévue {x}', 'J’ai commandé le {x} et rien n’est arrivé.'],
    product: ['{x}', '{x} revient quand ?', '{x} – Le Comptoir'],
    place: ['Notre boutique se trouve ici : {x}', 'point relais {x}'],
    version: ['Est-ce compatible avec le micrologiciel {x} ?', 'Version {x} de l’application'],
    isbn: ['ISBN {x}', 'Poche, ISBN {x}'],
    colour: ['Une peinture proche de {x} ?', 'couleur {x}'],
    quantity: ['Il me faut {x} avant vendredi.', 'Quantité : {x}'],
  },
  es: {
    order: ['¿Dónde está mi pedido {x}?', 'Pedido {x} confirmado – La Tienda', 'pedido n.º {x}'],
    sku: ['El artículo {x} está agotado', 'Ref. {x}', '¿Queda {x} en talla M?'],
    gtin: ['EAN {x}', 'El código de barras de la caja es {x}.', 'código de barras {x}'],
    tracking: ['Número de seguimiento {x}', 'Mi paquete {x} está parado desde el lunes.'],
    price: ['Pagué {x} y ahora cuesta menos.', 'Total: {x} IVA incl.', 'menos de {x}'],
    date: ['Entrega prevista {x}', 'Hice el pedido el {x} y no llega nada.'],
    product: ['{x}', '¿Vuelve pronto {x}?', '{x} – La Tienda'],
    place: ['Nuestra tienda está en {x}', 'punto de recogida {x}'],
    version: ['¿Funciona con el firmware {x}?', 'Versión {x} de la app'],
    isbn: ['ISBN {x}', 'Bolsillo, ISBN {x}'],
    colour: ['¿Hay una pintura parecida a {x}?', 'color {x}'],
    quantity: ['Necesito {x} para el viernes.', 'Cantidad: {x}'],
  },
  it: {
    order: ['Dov’è il mio ordine {x}?', 'Ordine {x} confermato – La Bottega', 'ordine n. {x}'],
    sku: ['L’articolo {x} è esaurito', 'Cod. art. {x}', 'C’è ancora {x} in taglia M?'],
    gtin: ['EAN {x}', 'Sulla scatola il codice a barre è {x}.', 'codice a barre {x}'],
    tracking: ['Codice di spedizione {x}', 'Il pacco {x} è fermo da lunedì.'],
    price: ['Ho pagato {x} e ora costa meno.', 'Totale: {x} IVA inclusa', 'meno di {x}'],
    date: ['Consegna prevista {x}', 'Ho ordinato il {x} e non è arrivato nulla.'],
    product: ['{x}', 'Quando torna {x}?', '{x} – La Bottega'],
    place: ['Il negozio si trova a {x}', 'punto di ritiro {x}'],
    version: ['Funziona con il firmware {x}?', 'Versione {x} della app'],
    isbn: ['ISBN {x}', 'Tascabile, ISBN {x}'],
    colour: ['C’è una vernice simile a {x}?', 'colore {x}'],
    quantity: ['Mi servono {x} entro venerdì.', 'Quantità: {x}'],
  },
  pt: {
    order: [
      'Onde está a minha encomenda {x}?',
      'Encomenda {x} confirmada – A Loja',
      'pedido n.º {x}',
    ],
    sku: ['O artigo {x} está esgotado', 'Ref. {x}', 'Ainda há {x} no tamanho M?'],
    gtin: ['EAN {x}', 'O código de barras da caixa é {x}.', 'código de barras {x}'],
    tracking: ['Código de rastreio {x}', 'A encomenda {x} está parada desde segunda.'],
    price: ['Paguei {x} e agora está mais barato.', 'Total: {x} com IVA', 'até {x}'],
    date: ['Entrega prevista {x}', 'Comprei em {x} e não chegou nada.'],
    product: ['{x}', 'Quando volta {x}?', '{x} – A Loja'],
    place: ['A loja fica em {x}', 'ponto de recolha {x}'],
    version: ['Funciona com o firmware {x}?', 'Versão {x} da aplicação'],
    isbn: ['ISBN {x}', 'Livro de bolso, ISBN {x}'],
    colour: ['Há uma tinta parecida com {x}?', 'cor {x}'],
    quantity: ['Preciso de {x} até sexta.', 'Quantidade: {x}'],
  },
  nl: {
    order: [
      'Waar blijft mijn bestelling {x}?',
      'Bestelling {x} bevestigd – De Haven',
      'bestelnr. {x}',
    ],
    sku: ['Artikel {x} is uitverkocht', 'Art.nr. {x}', 'Is {x} er nog in maat M?'],
    gtin: ['EAN {x}', 'Op de doos staat barcode {x}.', 'streepjescode {x}'],
    tracking: ['Track & trace {x}', 'Mijn pakket {x} ligt sinds maandag stil.'],
    price: ['Ik betaalde {x} en nu is het goedkoper.', 'Totaal: {x} incl. btw', 'onder {x}'],
    date: ['Bezorging verwacht {x}', 'Ik bestelde op {x} en er kwam niets.'],
    product: ['{x}', 'Komt {x} terug?', '{x} – De Haven'],
    place: ['Onze winkel ligt op {x}', 'afhaalpunt {x}'],
    version: ['Werkt het met firmware {x}?', 'Appversie {x}'],
    isbn: ['ISBN {x}', 'Paperback, ISBN {x}'],
    colour: ['Is er verf als {x}?', 'kleur {x}'],
    quantity: ['Ik heb {x} nodig voor vrijdag.', 'Aantal: {x}'],
  },
  pl: {
    order: [
      'Gdzie jest moje zamówienie {x}?',
      'Zamówienie {x} potwierdzone – Sklep Portowy',
      'nr zamówienia {x}',
    ],
    sku: ['Produkt {x} jest niedostępny', 'Indeks {x}', 'Czy jest jeszcze {x} w rozmiarze M?'],
    gtin: ['EAN {x}', 'Na pudełku jest kod kreskowy {x}.', 'kod kreskowy {x}'],
    tracking: ['Numer przesyłki {x}', 'Moja paczka {x} stoi od poniedziałku.'],
    price: ['Zapłaciłem {x}, a teraz jest taniej.', 'Razem: {x} z VAT', 'do {x}'],
    date: ['Dostawa planowana {x}', 'Zamówiłam {x} i nic nie przyszło.'],
    product: ['{x}', 'Kiedy wróci {x}?', '{x} – Sklep Portowy'],
    place: ['Nasz sklep: {x}', 'punkt odbioru {x}'],
    version: ['Czy działa z oprogramowaniem {x}?', 'Wersja aplikacji {x}'],
    isbn: ['ISBN {x}', 'Oprawa miękka, ISBN {x}'],
    colour: ['Czy jest farba podobna do {x}?', 'kolor {x}'],
    quantity: ['Potrzebuję {x} do piątku.', 'Ilość: {x}'],
  },
}
