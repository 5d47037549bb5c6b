// Words beside a number that say what it is, in thirteen languages.

/** In the order of the groups of `WORDS` and `SIGNS`. */
const PHONE = 0
const ID = 1
const CARD = 2

/** Accents are gone from the view. A word of its own: `tel` is in many others, and a mark of ours is no label. */
const WORDS =
  /(?<![a-z\d[])(?=[abcdfghikmnprstvw])(?:(tele?(?:[fp][a-z]*|movel)?|phone[a-z]*|mobi[el][a-z]*|movil|handy[a-z]*|cell(?:ulare?)?|celular|call me|fax|sms|gsm|whatsapp|wa\.me)|(ssn|social.sec[a-z]*|nino|national.(?:ins[a-z]*|id)|ni.number|tax.?id|steuer.?id[a-z]*|id.?nr|identifika[a-z]*|secu(?:rite.soc[a-z]*)?|nir|codice.fisc[a-z]*|bsn|burgerserv[a-z]*|pesel|cpf|dni|nif|curp|pas[sz]?[ae]?po[a-z]*|reisepass)|(cards?|cc|carte|carta|cartao|tarjeta|kaart[a-z]*|kart(?:e[a-z]*|[ay])|kreditk[a-z]*|visa|mastercard|maestro|amex|credit|debit))(?![a-z])/gi
const SIGNS =
  /(電話|电话|전화|手机|手機|携帯|휴대|핸드폰|هاتف|جوال|موبايل)|(マイナンバー|個人番号|주민|身[份分][证證]|护照|護照|旅券|여권|الهوية|القومي|جواز)|(カード|카드|卡|بطاق)/g
const FOREIGN = /[\u0600-\uffff]/

/** How far before a number, and behind its first digit, a label still speaks of it. */
const REACH: readonly (readonly [number, number])[] = [
  [32, 40],
  [40, 0],
  [32, 40],
]

export interface Labels {
  /** Asked with places in rising order alone. */
  readonly isPhone: (at: number) => boolean
  readonly isId: (at: number) => boolean
  readonly isCard: (at: number) => boolean
}

type Ranges = [start: number, end: number][]

function collect(text: string, pattern: RegExp, into: readonly Ranges[]): void {
  pattern.lastIndex = 0
  for (let found; (found = pattern.exec(text));) {
    const kind = found[1] ? PHONE : found[2] ? ID : CARD
    into[kind]!.push([found.index, pattern.lastIndex])
  }
}

function beside(ranges: Ranges, [before, after]: readonly [number, number]) {
  let next = 0
  return (at: number): boolean => {
    while (next < ranges.length && ranges[next]![0] < at) next++
    return (
      (next > 0 && at - ranges[next - 1]![1] <= before) ||
      (next < ranges.length && ranges[next]![0] - at < after)
    )
  }
}

export function labelsOf(text: string): Labels {
  const all: readonly [Ranges, Ranges, Ranges] = [[], [], []]
  collect(text, WORDS, all)
  if (FOREIGN.test(text)) {
    collect(text, SIGNS, all)
    for (const ranges of all) ranges.sort((a, b) => a[0] - b[0])
  }
  return {
    isPhone: beside(all[PHONE], REACH[PHONE]!),
    isId: beside(all[ID], REACH[ID]!),
    isCard: beside(all[CARD], REACH[CARD]!),
  }
}
