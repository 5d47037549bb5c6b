// Judges the figures that were taken from the preview: each line says what holds, how much of it was found, and the way out.
import { LEAST, textOfRatio } from '../../packages/wire/contrast.ts'
import { SCHEMES } from '../../packages/wire/look.ts'
import type { Language } from '../../packages/wire/notice.ts'
import type { AnswerButton, Contrast, Measured } from './preview/preview.ts'

export interface Check {
  readonly title: string
  readonly isPassed: boolean
  /** What was measured. */
  readonly figure: string
  /** What to do where it has not passed. */
  readonly way: string
  /** All figures, where there are many. */
  readonly rows: readonly string[]
}

/** Of the windows that are measured: a page at 400 %, a phone, a desk. */
export const WIDTHS = [320, 390, 1280] as const

/** Smallest side of what is to be touched, WCAG 2.2, 2.5.5. */
const TARGET_PX = 44
/** Rounded edges of boxes. */
const SLACK_PX = 1

/** The worst of each, the worst of all first. */
function worst(contrasts: readonly Contrast[]): Contrast[] {
  const byWhat = new Map<string, number>()
  for (const { what, ratio } of contrasts)
    byWhat.set(what, Math.min(ratio, byWhat.get(what) ?? Infinity))
  return [...byWhat].map(([what, ratio]) => ({ what, ratio })).sort((a, b) => a.ratio - b.ratio)
}

function contrastCheck(
  title: string,
  contrasts: readonly Contrast[],
  least: number,
  way: string,
): Check {
  const rows = worst(contrasts)
  const [lowest] = rows
  return {
    title,
    isPassed: lowest !== undefined && lowest.ratio >= least,
    figure: lowest
      ? `lowest ${textOfRatio(lowest.ratio)} of ${rows.length}, needed ${least}`
      : 'nothing was found to measure',
    way,
    rows: rows.map(({ what, ratio }) => `${textOfRatio(ratio)} ${what}`),
  }
}

const placeOf = ({ layer, width, scheme }: Measured): string =>
  `${layer === 'banner' ? 'first layer' : 'preferences'}, ${width} px, ${scheme}`

const sizeOf = ({ width, height }: AnswerButton): string => `${width} × ${height} px`

function isAlike(one: AnswerButton, other: AnswerButton): boolean {
  return (
    Math.abs(one.width - other.width) <= SLACK_PX &&
    Math.abs(one.height - other.height) <= SLACK_PX &&
    one.style === other.style
  )
}

function alikeCheck(measured: readonly Measured[]): Check {
  const faulty = measured.filter(
    ({ accept, reject }) => !accept || !reject || !isAlike(accept, reject),
  )
  const [first] = faulty.length > 0 ? faulty : measured
  const { accept, reject } = first ?? {}
  const sizes =
    accept && reject
      ? `Reject ${sizeOf(reject)}, Accept ${sizeOf(accept)}`
      : 'one of them is missing'
  return {
    title: 'Accept and Reject are alike',
    isPassed: measured.length > 0 && faulty.length === 0,
    figure:
      faulty.length === 0
        ? `${sizes}, one style in ${measured.length} pictures`
        : `${sizes}: ${faulty.map(placeOf).join('; ')}`,
    way: 'Make the texts of both about as long, so that neither button grows.',
    rows: [],
  }
}

/** A no that is a layer further away than a yes is none that is as easy. */
function nearCheck(measured: readonly Measured[]): Check {
  const faulty = measured.filter(
    ({ accept, reject }) => !accept || !reject || Math.abs(accept.stop - reject.stop) !== 1,
  )
  const first = measured.find(({ layer }) => layer === 'banner')
  const stopOf = (button: AnswerButton | null | undefined) =>
    button ? `stop ${button.stop} of the Tab key` : 'missing'
  return {
    title: 'Reject is as near as Accept',
    isPassed: measured.length > 0 && faulty.length === 0,
    figure: `on the first layer Reject is ${stopOf(first?.reject)}, Accept ${stopOf(first?.accept)}`,
    way: 'Give the two answers texts of their own.',
    rows: faulty.map(placeOf),
  }
}

function targetCheck(measured: readonly Measured[]): Check {
  const targets = measured.flatMap((each) => each.targets)
  const sideOf = ({ width, height }: { width: number; height: number }) => Math.min(width, height)
  const [smallest] = targets.toSorted((a, b) => sideOf(a) - sideOf(b))
  return {
    title: 'Large enough to touch',
    isPassed: smallest !== undefined && sideOf(smallest) >= TARGET_PX,
    figure: smallest
      ? `smallest ${smallest.width} × ${smallest.height} px of ${targets.length}, needed ${TARGET_PX}`
      : 'nothing was found to measure',
    way: `Make the text longer: ${smallest?.text ?? ''}`,
    rows: [],
  }
}

function cutCheck(measured: readonly Measured[]): Check {
  const cut = measured.flatMap((each) => each.cut.map((text) => `${text} (${placeOf(each)})`))
  const sideways = measured.filter(({ sidewaysPx }) => sidewaysPx > 0)
  const farthest = Math.max(0, ...sideways.map(({ sidewaysPx }) => sidewaysPx))
  return {
    title: `Nothing cut off at ${WIDTHS[0]} px, which is 1280 px at 400 %`,
    isPassed: measured.length > 0 && cut.length === 0 && sideways.length === 0,
    figure: `${cut.length} texts cut off, ${farthest} px sideways`,
    way: 'Shorten long words, or put a soft hyphen into them.',
    rows: [...cut, ...sideways.map(placeOf)],
  }
}

function languageCheck(measured: readonly Measured[], language: Language): Check {
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  const [first] = measured
  return {
    title: 'Language and direction are said',
    isPassed:
      measured.length > 0 &&
      measured.every((each) => each.language === language && each.direction === direction),
    figure: `lang ${first?.language || 'missing'}, dir ${first?.direction || 'missing'}`,
    way: 'This comes with the language: load the page again.',
    rows: [],
  }
}

function namesCheck(measured: readonly Measured[]): Check {
  const find = (layer: Measured['layer']) => measured.find((each) => each.layer === layer)
  const isNamed = (each: Measured | undefined, role: string) =>
    each !== undefined && each.role === role && each.heading !== '' && each.name === each.heading
  const [banner, dialog] = [find('banner'), find('preferences')]
  const tell = (each: Measured | undefined) => `${each?.role ?? 'nothing'} “${each?.name ?? ''}”`
  return {
    title: 'A screen reader finds and names it',
    isPassed: isNamed(banner, 'region') && isNamed(dialog, 'dialog'),
    figure: `${tell(banner)}, ${tell(dialog)}`,
    way: 'Give heading and preferences a text.',
    rows: [],
  }
}

/** All lines, in the order in which they are read. */
export function checksOf(measured: readonly Measured[], language: Language): Check[] {
  const contrasts = SCHEMES.flatMap((scheme) => {
    const seen = measured.filter((each) => each.scheme === scheme)
    const of = (kind: 'texts' | 'outlines') => seen.flatMap((each) => each[kind])
    return [
      contrastCheck(
        `Contrast of texts, ${scheme}`,
        of('texts'),
        LEAST.text,
        `Choose colours for ${scheme} that are further apart.`,
      ),
      contrastCheck(
        `Contrast of outlines, ${scheme}`,
        of('outlines'),
        LEAST.outline,
        `Choose lines and buttons for ${scheme} that stand out from the background.`,
      ),
    ]
  })
  return [
    ...contrasts,
    alikeCheck(measured),
    nearCheck(measured),
    targetCheck(measured),
    cutCheck(measured),
    languageCheck(measured, language),
    namesCheck(measured),
  ]
}
