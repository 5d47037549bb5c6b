// Runs inside the page: records points the way four kinds of heatmap do, draws them again, and says what they fell on.
import { anchorOf, resolve } from '../../../packages/dom/anchor.ts'
import { placeIn, shareOf } from '../../../packages/dom/share.ts'

/** A point as one model keeps it. */
type Kept = readonly (number | string)[]

/** A place in the document, in pixels from its top left corner. */
interface Place {
  readonly x: number
  readonly y: number
}

interface Model {
  readonly record: (target: Element, place: Place) => Kept
  /** undefined where it says itself that it cannot be placed. */
  readonly draw: (kept: Kept) => Place | undefined
}

const pageSize = () => {
  const { scrollWidth, scrollHeight } = document.documentElement
  return { width: scrollWidth, height: scrollHeight }
}

/** The names under which the bench prints them. */
export const MODELS: Readonly<Record<string, Model>> = {
  'page px': {
    record: (_, { x, y }) => [x, y],
    draw: ([x, y]) => ({ x: Number(x), y: Number(y) }),
  },
  'viewport %': {
    record: (_, { x, y }) => [x / innerWidth, y],
    draw: ([x, y]) => ({ x: Number(x) * innerWidth, y: Number(y) }),
  },
  'document %': {
    record: (_, { x, y }) => [x / pageSize().width, y / pageSize().height],
    draw: ([x, y]) => ({ x: Number(x) * pageSize().width, y: Number(y) * pageSize().height }),
  },
  anchors: {
    record: (target, { x, y }) => [
      anchorOf(target),
      ...shareOf(target.getBoundingClientRect(), x - scrollX, y - scrollY),
    ],
    draw([anchor, across, down]) {
      const element = resolve(String(anchor), document)
      if (!element) return undefined
      const { x, y } = placeIn(element.getBoundingClientRect(), Number(across), Number(down))
      return { x: x + scrollX, y: y + scrollY }
    },
  },
}

const SPOTS =
  'header a, header input, .hero h1, .hero button, .intro h2, .intro p, .card .pic, .card .name, .card .price, .card button, footer a'

/** One recorded point: what it was on, and what each model kept of it. */
export interface Sample {
  readonly spot: string
  readonly kept: Readonly<Record<string, Kept>>
}

export interface Outcome {
  hit: number
  missed: number
  /** Said so itself. */
  unplaced: number
  /** Drawn on another product than the one that was clicked. */
  wrong: number
}

/** Gives every clickable element its true name, which no model may look at. */
export function nameSpots(): void {
  for (const spot of document.querySelectorAll(SPOTS)) {
    const owner = spot.closest('[data-truth]')?.getAttribute('data-truth')
    const peers = [...document.querySelectorAll(SPOTS)].filter(
      (each) => each.tagName === spot.tagName && each.className === spot.className,
    )
    const name = owner ? `product ${owner} ${spot.className || spot.tagName}` : peers.indexOf(spot)
    names.set(spot, `${spot.tagName} ${spot.className} ${name}`)
  }
}

const names = new Map<Element, string>()

const placeOf = (element: Element, share: Place): Place => {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: left + scrollX + share.x * width, y: top + scrollY + share.y * height }
}

const recorded = new Map<number, Sample[]>()

/** Records three points in every spot of the page as it is now, drawn from a fixed sequence; how long one took, in µs. */
export function recordAll(): Record<string, number> {
  let seed = 7
  const next = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  const micros: Record<string, number> = {}
  const samples = [...names].flatMap(([element, spot]) =>
    Array.from({ length: 3 }, () => {
      const place = placeOf(element, { x: 0.05 + 0.9 * next(), y: 0.05 + 0.9 * next() })
      const kept: Record<string, Kept> = {}
      for (const [name, model] of Object.entries(MODELS)) {
        const startedAt = performance.now()
        kept[name] = model.record(element, place)
        micros[name] = (micros[name] ?? 0) + 1_000 * (performance.now() - startedAt)
      }
      return { spot, kept }
    }),
  )
  for (const name of Object.keys(micros)) micros[name] = (micros[name] ?? 0) / samples.length
  recorded.set(innerWidth, samples)
  return micros
}

/** Draws on the page as it is now what was recorded at this width (`same`), or at all others. */
export function drawAll(same: boolean): Record<string, Outcome> {
  const samples = [...recorded].flatMap(([width, each]) =>
    (width === innerWidth) === same ? each : [],
  )
  const elements = new Map([...names].map(([element, spot]) => [spot, element]))
  const cards = [...document.querySelectorAll('[data-truth]')]
  const outcomes: Record<string, Outcome> = {}
  for (const [name, model] of Object.entries(MODELS)) {
    const outcome: Outcome = { hit: 0, missed: 0, unplaced: 0, wrong: 0 }
    for (const { spot, kept } of samples)
      judge({ truth: elements.get(spot)!, place: model.draw(kept[name]!), cards }, outcome)
    outcomes[name] = outcome
  }
  return outcomes
}

interface Drawn {
  readonly truth: Element
  readonly place: Place | undefined
  readonly cards: readonly Element[]
}

function judge({ truth, place, cards }: Drawn, outcome: Outcome): void {
  if (!place) return void outcome.unplaced++
  if (isInside(truth, place)) return void outcome.hit++
  outcome.missed++
  const own = truth.closest('[data-truth]')
  const card = own && cards.find((each) => isInside(each, place))
  if (card && card !== own) outcome.wrong++
}

/** Half a pixel is rounding. */
function isInside(element: Element, { x, y }: Place): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const [pageX, pageY] = [x - scrollX, y - scrollY]
  return pageX >= left - 0.5 && pageX <= right + 0.5 && pageY >= top - 0.5 && pageY <= bottom + 0.5
}

/** What shops do to their pages between two visits. */
export const CHANGES: Readonly<Record<string, () => void>> = {
  'promo banner inserted': () => {
    const banner = document.createElement('section')
    banner.innerHTML = '<h2>Free delivery</h2><p>until Sunday</p>'
    document.querySelector('main')!.prepend(banner)
  },
  '`is-visible` added': () => {
    for (const each of document.querySelectorAll('section, li, a')) each.classList.add('is-visible')
  },
  '`<main>` wrapped': () => {
    const wrapper = document.createElement('div')
    document.querySelector('main')!.replaceWith(wrapper)
    wrapper.append(...mains)
  },
  'grid re-sorted': () => {
    const grid = document.querySelector('.grid')!
    grid.append(...[...grid.children].toReversed())
  },
}

const mains = [...document.querySelectorAll('main')]
