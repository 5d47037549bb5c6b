// How the banner looks on a site: colours and corners, whether it can be read so, and the style that it becomes.
import { COLOUR_FORM, contrastOf, LEAST, textOfRatio } from './contrast.ts'

export const COLOUR_NAMES = ['background', 'text', 'line', 'accent', 'onAccent'] as const
export type ColourName = (typeof COLOUR_NAMES)[number]

export const SCHEMES = ['light', 'dark'] as const
export type Scheme = (typeof SCHEMES)[number]

/** Each as `#rrggbb`. */
export type Colours = Readonly<Partial<Record<ColourName, string>>>

/** What is not set is as the page has it, else as ours is. Accept and Reject have one rule of style: nothing here tells them apart. */
export interface Look {
  readonly light?: Colours
  readonly dark?: Colours
  /** Of the corners, in pixels. */
  readonly radius?: number
}

export const RADIUS = { usual: 10, max: 24 } as const

/** As the style of the banner has them. */
export const USUAL_COLOURS: Readonly<Record<Scheme, Readonly<Record<ColourName, string>>>> = {
  light: {
    background: '#ffffff',
    text: '#1d2127',
    line: '#717a86',
    accent: '#1f4e79',
    onAccent: '#ffffff',
  },
  dark: {
    background: '#1b1f24',
    text: '#eceff2',
    line: '#8d96a1',
    accent: '#9cc7ee',
    onAccent: '#10151a',
  },
}

const PAIRS = [
  ['text', 'background', LEAST.text],
  ['onAccent', 'accent', LEAST.text],
  ['accent', 'background', LEAST.text],
  ['line', 'background', LEAST.outline],
] as const satisfies readonly (readonly [ColourName, ColourName, number])[]

/** Two colours of a look that cannot be told apart well enough. */
export interface Unreadable {
  readonly scheme: Scheme
  readonly colour: ColourName
  readonly on: ColourName
  readonly ratio: number
  readonly least: number
}

/** What nobody could read, in either scheme. A banner that cannot be read is no question, and no answer to it is consent. */
export function unreadableIn(look: Look = {}): Unreadable[] {
  return SCHEMES.flatMap((scheme) => {
    const colours = { ...USUAL_COLOURS[scheme], ...look[scheme] }
    return PAIRS.flatMap(([colour, on, least]) => {
      const ratio = contrastOf(colours[colour], colours[on])
      return ratio < least ? [{ scheme, colour, on, ratio, least }] : []
    })
  })
}

/** @example textOfUnreadable(…) // 'text on background with a contrast of 4.5 at least, not 3.21' */
export function textOfUnreadable({ colour, on, ratio, least }: Unreadable): string {
  return `${colour} on ${on} with a contrast of ${least} at least, not ${textOfRatio(ratio)}`
}

const PROPERTIES: Readonly<Record<ColourName, string>> = {
  background: '--bg',
  text: '--ink',
  line: '--line',
  accent: '--main',
  onAccent: '--on',
}

/** The rules that come after those of the banner; empty where nothing is set. What is no colour is left out, whoever has stored it. */
export function styleOf(look: Look = {}): string {
  const schemes = SCHEMES.map((scheme) => {
    const set = COLOUR_NAMES.flatMap((name) => {
      const colour = look[scheme]?.[name] ?? ''
      return COLOUR_FORM.test(colour) ? [`${PROPERTIES[name]}:${colour}`] : []
    })
    return set.length > 0 ? `@media(prefers-color-scheme:${scheme}){:host{${set.join(';')}}}` : ''
  })
  const { radius } = look
  // Set where the page's own would be inherited: ours is nearer.
  const corners = Number.isInteger(radius) ? `:host{--tm-radius:${radius}px}` : ''
  return [...schemes, corners].join('')
}
