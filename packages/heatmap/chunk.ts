// Records where a page is clicked and how far it is seen: fetched once heatmaps are granted and the session is in the sample.
import type { Context, Stop } from '../core/index.ts'
import { anchorOf } from '../dom/anchor.ts'
import { reach } from '../dom/reach.ts'
import { shareOf } from '../dom/share.ts'
import type { Heat, HeatPoint } from '../wire/event.ts'
import { ANCHOR_CHARS_MAX, HEAT_PART_POINTS_MAX, HEAT_POINTS_MAX } from '../wire/limits.ts'
import { createRage } from './rage.ts'

/** What is fetched. */
export interface Chunk {
  readonly record: typeof record
}

/** Layout is read this long after a burst of scrolling began, outside its handler. */
const SETTLE_MS = 200
const RAGE = 1
const KEYBOARD = 4
const TOUCH = 8

type Part = { -readonly [K in keyof Heat]: Heat[K] } & { points: HeatPoint[] }
/** Records until the context ends. `sample`: percent of sessions; `isSampled` says whether the present one is in it. */
export function record(
  { emit, on, listen, guard, env }: Context,
  sample: number,
  isSampled: () => boolean,
): Stop {
  const { document, location } = env
  const isRage = createRage()
  /** What has not been told yet of the page; none outside the sample. */
  let part: Part | undefined
  let href: string
  let left: number
  let timer = 0
  let lastAt = 0

  const measure = () => {
    timer = 0
    if (!part) return
    const { innerHeight, innerWidth } = env
    part.width ||= innerWidth
    part.fold ||= reach({ document, innerHeight, scrollY: 0 })
    part.reach = Math.max(part.reach, reach(env))
  }
  const measureSoon = () => {
    timer ||= env.setTimeout(guard(measure), SETTLE_MS)
  }
  const tell = () => {
    // A hidden page's layout delays nobody, and this is the last chance to read it.
    if (timer) measure()
    if (!part || (part.reach === part.before && !part.points[0])) return
    emit('heat', part, href)
    part = { ...part, before: part.reach, anchors: [], points: [] }
  }

  on('page', () => {
    tell()
    part = isSampled()
      ? { width: 0, sample, fold: 0, reach: 0, anchors: [], points: [] }
      : undefined
    // The page is what it was when it was clicked, whatever the address has become since.
    href = location.href
    left = HEAT_POINTS_MAX
    measureSoon()
  })
  on('hidden', tell)
  // A page grows while its pictures come.
  for (const type of ['scroll', 'resize', 'load'] as const) listen(type, measureSoon)
  listen('click', (event) => {
    const target = event.target as Element
    // A picture is one thing, whatever it is drawn of.
    const element = target.closest('svg') ?? target
    // What a script clicks, nobody did; and a click on a label is told again by what it labels, at the same instant.
    if (!part || !event.isTrusted || event.timeStamp === lastAt || left-- < 1) return
    lastAt = event.timeStamp
    const isKey = !event.detail
    const box = element.getBoundingClientRect()
    const name = anchorOf(element)
    const anchor = name.length > ANCHOR_CHARS_MAX ? '' : name
    const [across, down] = shareOf(
      anchor ? box : document.documentElement.getBoundingClientRect(),
      // Keys click what has the focus, in its middle.
      isKey ? box.left + box.width / 2 : event.clientX,
      isKey ? box.top + box.height / 2 : event.clientY,
    )
    const manner = isKey ? KEYBOARD : event.pointerType === 'touch' ? TOUCH : 0
    const flags = manner + (isRage(event, element) ? RAGE : 0)
    const after = Math.round(event.timeStamp / 100)
    part.anchors = [...new Set([...part.anchors, anchor])]
    const point = [0, part.anchors.indexOf(anchor), across!, down!, flags, after] as const
    if (part.points.push(point) === HEAT_PART_POINTS_MAX) tell()
  })
  return () => env.clearTimeout(timer)
}
