// Takes the worst that a page may have written into its texts out of an event as it leaves; the collector looks again, for more.

/** Bounded, so that no text takes long. */
const EMAIL = /[^\s/?&=<>@]{1,64}(?:@|%40)[^\s/?&=<>@]{1,64}\.[^\s/?&=<>@.]{2,24}/g
/** What has the form of a payment card of 15 or 16 digits, in groups or as one, in an address as well; no part of a longer number. */
const CARD = /\b[2-6](?:(?:%20|[ .+\xa0-])?\d){14,15}\b(?!(?:%20|[ .+\xa0-])\d)/g

/** ISO/IEC 7812: every second digit from the right is doubled, and the sum of all ends in 0. */
const marked = (found: string): string =>
  [...found.replace(/%20|\D/g, '')].reduceRight((sum, digit, at, { length }) => {
    const value = +digit << ((length - 1 - at) & 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0) % 10
    ? found
    : '[card]'

/**
 * A copy of what may be written in JSON, its texts without e-mail addresses and payment cards; ids, by which things are
 * counted, stay.
 * @example mask({ title: 'Order of ann@shop.example' }) // { title: 'Order of [email]' }
 */
export const mask = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (key, text) =>
    typeof text === 'string' && !key.endsWith('_id')
      ? text.replace(EMAIL, '[email]').replace(CARD, marked)
      : (text as unknown),
  ) as T
