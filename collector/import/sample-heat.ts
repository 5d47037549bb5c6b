// What sample visitors click and how far they read: on the elements of the demo shop, by the names that the SDK gives them.
import type { Heat, HeatPoint } from '../../packages/wire/event.ts'
import type { Dice } from './dice.ts'
import { PRODUCTS } from './sample-shop.ts'

/** Percent of sample sessions that are recorded. */
export const HEAT_SAMPLE = 40

const RAGE = 1
const BY_KEYBOARD = 4
const BY_TOUCH = 8
const PHONE_WIDTH_MAX = 600

interface Target {
  readonly anchor: string
  readonly weight: number
  /** Looks as if it could be clicked, and cannot: some click again and again. */
  readonly isDead?: boolean
}

const HEADER: readonly Target[] = [
  { anchor: '[data-test="currency"]', weight: 3 },
  { anchor: 'header a.to-cart', weight: 5 },
  { anchor: 'header a.brand', weight: 3 },
]

const HOME: readonly Target[] = [
  { anchor: '#content a.button', weight: 22 },
  { anchor: '#content svg.harbour', weight: 4, isDead: true },
  ...['throws', 'cushions', 'towels', 'table-linen', 'tableware'].flatMap((category, at) => [
    { anchor: `nav @/c/${category}`, weight: 7 - at },
    { anchor: `@/c/${category} svg.picture`, weight: 10 - at },
  ]),
  ...['tidal-throw', 'saltmarsh-bowl', 'skerry-cushion', 'mooring-runner', 'lantern-jug'].map(
    (id, at) => ({ anchor: cardOf(id), weight: 9 - at }),
  ),
]

const PRODUCT: readonly Target[] = [
  { anchor: '[data-test="add-to-cart"]', weight: 16 },
  { anchor: '#content article.product>svg.picture', weight: 12, isDead: true },
  { anchor: '#buy-box label:nth-of-type(1)', weight: 6 },
  { anchor: '#buy-box label:nth-of-type(2)', weight: 11 },
  { anchor: '#buy-box button.link', weight: 5 },
]

function cardOf(id: string): string {
  return `[data-product-id="${id}"] svg.picture`
}

/** What of a page can be clicked, as far as these visitors do. */
export function targetsOn(path: string): readonly Target[] {
  if (path === '/') return [...HEADER, ...HOME]
  if (path.startsWith('/p/')) return [...HEADER, ...PRODUCT]
  const listed = PRODUCTS.filter(({ category }) => path === `/c/${category}`)
  return [...HEADER, ...listed.map(({ id }, at) => ({ anchor: cardOf(id), weight: 24 / (at + 1) }))]
}

/** What is told of one page view. */
export function heatOf(dice: Dice, path: string, width: number): Heat {
  const isPhone = width <= PHONE_WIDTH_MAX
  const fold = Math.round(isPhone ? dice.between(15, 24) : dice.between(38, 52))
  const targets = targetsOn(path)
  const clicks = Array.from({ length: Math.floor(dice.between(0, 4)) }, () => dice.pick(targets))
  const anchors = [...new Set(clicks.map(({ anchor }) => anchor))]
  const points = clicks.flatMap(({ anchor, isDead = false }): HeatPoint[] => {
    const times = isDead && dice.chance(0.3) ? 4 : 1
    const flags =
      (isPhone ? BY_TOUCH : dice.chance(0.05) ? BY_KEYBOARD : 0) + (times > 1 ? RAGE : 0)
    const after = Math.floor(dice.between(15, 400))
    const across = aroundMiddle(dice)
    const down = aroundMiddle(dice)
    return Array.from({ length: times }, (_, at) => [
      0,
      anchors.indexOf(anchor),
      across,
      down,
      flags,
      after + 2 * at,
    ])
  })
  // Half of those who begin to scroll give up on the way.
  const rest = (100 - fold) * dice.between(0, 1.4) ** 1.5
  const reach = dice.chance(0.2) ? fold : Math.min(100, Math.round(fold + rest))
  return { width, sample: HEAT_SAMPLE, fold, reach, anchors, points }
}

/** A place in an element, 0 to 255, seldom at its edge. */
function aroundMiddle(dice: Dice): number {
  const parts = [0, 1, 2].map(() => dice.between(0, 255))
  return Math.round(parts.reduce((sum, part) => sum + part, 0) / parts.length)
}
