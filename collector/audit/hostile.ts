// Takes the sting out of what an audited page says: its names and addresses may be made to fool terminals and readers.

/** Control characters, and those that turn the direction of writing or cannot be seen. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

const CUT = '…'

/** One line, without what a terminal would act on. */
export function tame(text: string, charactersMax = 160): string {
  const whole = text.replaceAll(UNSAFE, '\uFFFD')
  const characters = Array.from(whole.slice(0, 2 * charactersMax + 2))
  return characters.length <= charactersMax && whole.length <= 2 * charactersMax
    ? whole
    : characters.slice(0, charactersMax - 1).join('') + CUT
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** As text or as the value of a quoted attribute. */
export const escapeHtml = (text: string, charactersMax?: number): string =>
  tame(text, charactersMax).replaceAll(/[&<>"']/g, (each) => ENTITIES[each]!)

/** JSON that means the same, in characters that a terminal shows. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(/[\p{Cf}\p{Co}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (each) =>
    Array.from(
      { length: each.length },
      (_, at) => `\\u${each.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
