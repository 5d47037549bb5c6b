// Prices, dates, products, places and the like, written as each language writes them.
import { LOWER, UPPER, dateOf } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Lang } from './types.ts'

type Money = (whole: string, cents: string) => string
const grouped = (mark: string, text: string) => text.replace(/\B(?=(\d{3})+$)/g, mark)
const euro: Money = (whole, cents) => `${grouped('.', whole)},${cents} €`

const MONEY: Readonly<Record<Lang, readonly Money[]>> = {
  en: [
    (whole, cents) => `£${grouped(',', whole)}.${cents}`,
    (whole, cents) => `$${grouped(',', whole)}.${cents}`,
    (whole, cents) => `USD ${whole}.${cents}`,
  ],
  de: [euro, (whole, cents) => `CHF ${grouped('’', whole)}.${cents}`, (whole) => `EUR ${whole},-`],
  fr: [
    (whole, cents) => `${grouped('\u202f', whole)},${cents} €`,
    (whole, cents) => `${whole}€${cents}`,
  ],
  es: [euro, (whole, cents) => `$${grouped(',', whole)}.${cents} MXN`],
  it: [euro, (whole, cents) => `€ ${grouped('.', whole)},${cents}`],
  pt: [euro, (whole, cents) => `R$ ${grouped('.', whole)},${cents}`],
  nl: [(whole, cents) => `€ ${grouped('.', whole)},${cents}`, (whole) => `€ ${whole},-`],
  pl: [(whole, cents) => `${grouped('\u00a0', whole)},${cents} zł`, (whole) => `${whole} PLN`],
  ja: [(whole) => `¥${grouped(',', `${whole}0`)}`, (whole) => `${grouped(',', `${whole}0`)}円`],
  ko: [(whole) => `₩${grouped(',', `${whole}00`)}`, (whole) => `${grouped(',', `${whole}00`)}원`],
  'zh-CN': [(whole, cents) => `¥${whole}.${cents}`, (whole) => `${whole}元`],
  'zh-TW': [(whole) => `NT$${grouped(',', whole)}`, (whole) => `${whole}元`],
  ar: [
    (whole, cents) => `${grouped(',', whole)}.${cents} ر.س`,
    (whole, cents) => `AED ${whole}.${cents}`,
    (whole) => `${eastern(whole)} جنيه`,
  ],
}

const eastern = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))

export function makePrice(chance: Chance, lang: Lang): string {
  const price = () =>
    chance.pick(MONEY[lang])(
      chance.fill(chance.pick(['P', 'Pd', 'Pdd', 'Pddd', 'Pdddd'])),
      chance.digits(2),
    )
  return chance.int(0, 4) ? price() : `${price()} – ${price()}`
}

const DATES: Readonly<Record<Lang, readonly string[]>> = {
  en: ['D/M/Y', 'M/D/Y', 'Y-M-D', '28 November Y', 'Y-M-DTh:m:00Z', 'D/M/Y h:m'],
  de: ['D.M.Y', 'D.M.Y, h:m Uhr', 'D. November Y', 'D.M.–D.M.Y', 'zwischen h:m und h:m'],
  fr: ['D/M/Y', 'D novembre Y', 'D/M/Y à hhm', 'entre h:m et h:m'],
  es: ['D/M/Y', 'D-M-Y', 'D de noviembre de Y', 'D/M/Y h:m'],
  it: ['D/M/Y', 'D-M-Y', 'D novembre Y', 'D/M/Y ore h.m'],
  pt: ['D/M/Y', 'D de novembro de Y', 'D/M/Y às h:m'],
  nl: ['D-M-Y', 'D november Y', 'D-M-Y h:m uur'],
  pl: ['D.M.Y', 'D listopada Y', 'D.M.Y, godz. h:m'],
  ja: ['Y年M月D日', 'Y/M/D h:m', '令和8年M月D日'],
  ko: ['Y년 M월 D일', 'Y.M.D', 'Y-M-D h:m'],
  'zh-CN': ['Y年M月D日', 'Y-M-D h:m:00', 'Y/M/D'],
  'zh-TW': ['Y年M月D日', 'Y/M/D h:m', '115年M月D日'],
  ar: ['D/M/Y', 'Y/M/D', 'D نوفمبر Y', 'D-M-Y h:m'],
}

export function makeDate(chance: Chance, lang: Lang): string {
  const { year, month, day } = dateOf(chance, 2024, 2027)
  const two = (high: number) => String(chance.int(0, high)).padStart(2, '0')
  const text = chance
    .pick(DATES[lang])
    .replace(/[YMDhm](?![a-z])|h(?=hm)/g, (sign) =>
      sign === 'Y' ? year : sign === 'M' ? month : sign === 'D' ? day : two(sign === 'h' ? 23 : 59),
    )
  return lang === 'ar' && chance.int(0, 2) === 0 ? eastern(text) : text
}

const PRODUCTS = [
  'iPhone 15 Pro 256',
  'iPhone 17 Pro Max 512 GB',
  'Galaxy S26 Ultra 1TB',
  'Sony WH-1000XM6',
  'LEGO 10281',
  'LEGO Technic 42115 (3696)',
  'RTX 5090 32GB GDDR7',
  'Ryzen 9 9950X3D',
  'Kärcher K 5 WCM 1.324-430.0',
  'Canon EOS R6 Mark II 24-105 4.0-7.1',
  'Nikon Z 180-600 f/5.6-6.3',
  'Bosch GSR 18V-55 06019H5202',
  'Makita DHP484Z 18 V',
  'Philips HD9285/90',
  'Miele WWD 020 WCS',
  'Ikea Billy 80x28x202 cm',
  'Levi’s 501 W34 L32',
  'Nike Air Max 90 CN8490-002',
  'Adidas Samba OG B75806',
  'Michelin 205/55 R16 91V',
  'Continental 225/45 ZR17 94Y XL',
  'Schrauben M6x40 DIN 912 8.8',
  'Kugellager 6204-2RS 20x47x14',
  'Canon PGI-580XXL / CLI-581XXL',
  'HP 305XL 3YM62AE',
  'Duracell CR2032 3V 4er',
  'Panasonic 18650 3400mAh',
  'Shimano CS-M7100 10-51T',
  'Chanel N°5 100 ml',
  'Levante 7 den 36 38 40',
  'Tolino vision color 7" 32 GB',
  'Seagate ST8000VN004 8TB 7200',
  '4711 Echt Kölnisch Wasser 800 ml',
  'Cat 6a S/FTP 0.25-10 m',
  'Pantone 18-1438 TCX',
  'RAL 7016',
  'E27 2700K 806 lm 60 W',
  'Playmobil 70980',
  'Switch 2 HAC-001(-01)',
  'Garmin Forerunner 965 010-02809-10',
] as const

export const makeProduct = (chance: Chance): string => chance.pick(PRODUCTS)

export function makeModel(chance: Chance): string {
  return chance.fill(
    chance.pick([
      'AAPddd-dd',
      'Mk Pddd S Ndd',
      'AA-PdddAA/dd',
      'PddxPddxPdd cm',
      'Pdd/dd RPd 9dV',
      'APddAAd',
      'Pddd W / 230 V / 50 Hz',
      'Pd × Pd × Pd mm',
      '36 38 40 42 44 46',
      '110/116 122/128 134/140',
    ]),
  )
}

/** Shops stand in towns: coordinates of half the globe, to five places at most. */
export function makePlace(chance: Chance): string {
  const degrees = (most: number) => `${chance.int(10, most)}.${chance.fill('dddPd')}`
  return chance.pick([
    () => `${degrees(59)}, ${degrees(99)}`,
    () => `${degrees(59)},-${degrees(99)}`,
    () =>
      `${chance.int(10, 59)}°${chance.int(10, 59)}'${chance.int(10, 59)}"N ${chance.int(10, 99)}°${chance.int(10, 59)}'E`,
    () => `geo:${degrees(59)},${degrees(99)}`,
  ])()
}

export function makeVersion(chance: Chance): string {
  return chance.fill(
    chance.pick([
      'd.dd.d',
      'vP.d.d-beta.d',
      '26.Pd.d',
      '1d.d (PdAPdd)',
      'P.dd.ddd.dddd',
      '2026.11.d',
      'iOS 26.d.d',
    ]),
  )
}

export function makeColour(chance: Chance): string {
  const hex = '0123456789abcdef'
  return chance.pick([
    () => `#${chance.chars(6, hex)}`,
    () => `#${chance.chars(3, hex).toUpperCase()}`,
    () => `#${chance.chars(8, hex).toUpperCase()}`,
    () => `rgb(${chance.int(0, 255)}, ${chance.int(0, 255)}, ${chance.int(0, 255)})`,
    () => `RAL ${chance.int(1000, 9023)}`,
  ])()
}

const UNITS: Readonly<Record<Lang, readonly string[]>> = {
  en: ['pcs', 'boxes of 12', 'kg', 'sheets'],
  de: ['Stück', 'Kartons à 12', 'kg', 'Blatt'],
  fr: ['pièces', 'cartons de 12', 'kg', 'feuilles'],
  es: ['unidades', 'cajas de 12', 'kg', 'hojas'],
  it: ['pezzi', 'scatole da 12', 'kg', 'fogli'],
  pt: ['unidades', 'caixas de 12', 'kg', 'folhas'],
  nl: ['stuks', 'dozen van 12', 'kg', 'vellen'],
  pl: ['szt.', 'kartonów po 12', 'kg', 'arkuszy'],
  ja: ['個', '箱', 'kg', '枚'],
  ko: ['개', '상자', 'kg', '장'],
  'zh-CN': ['件', '箱', '公斤', '张'],
  'zh-TW': ['件', '箱', '公斤', '張'],
  ar: ['قطعة', 'علبة', 'كجم', 'ورقة'],
}

export function makeQuantity(chance: Chance, lang: Lang): string {
  const unit = chance.pick(UNITS[lang])
  return (
    chance.fill(chance.pick([`Pd`, `Pdd`, `P.ddd`, `Pdddd`, `P × Pdd`, `P-Pd`, `1000000`])) +
    ` ${unit}`
  )
}

const WORDS = [
  'winter',
  'jacke',
  'damen',
  'robe',
  'ete',
  'zapatos',
  'running',
  'wasserdicht',
  'kapuze',
  'coton',
  'bio',
  'pulover',
  'sneaker',
  'leder',
  'premium',
  'outdoor',
] as const

/** Long, of letters and digits, and nobody's. */
export function makeSlug(chance: Chance): string {
  const words = Array.from({ length: chance.int(3, 7) }, () => chance.pick(WORDS)).join('-')
  return chance.pick([
    words,
    `${words}-${chance.fill('Pddd')}`,
    `${chance.fill('Pdddd')}-${words}`,
    `${words}-${chance.int(36, 48)}`,
  ])
}

export function makeUtm(chance: Chance): string {
  const campaign = chance.pick([
    'black-friday_2026_de',
    'bf26_prospecting_lal-3pct_video15s',
    'newsletter-kw48-2026',
    'summer_sale_2026_retargeting_14d',
    'PMAX_DE_Schuhe_Q4_2026',
    'spring%20launch%202026',
    'cpc_brand_exact_fr_2026-11',
  ])
  return `utm_source=${chance.pick(['google', 'newsletter', 'facebook', 'idealo'])}&utm_medium=${chance.pick(['cpc', 'email', 'social', 'affiliate'])}&utm_campaign=${campaign}&utm_content=${chance.chars(1, LOWER)}${chance.int(1, 9)}&utm_id=${chance.fill('Pdddd')}${chance.chars(1, UPPER)}`
}
