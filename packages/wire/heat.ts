// Reads where a page was clicked: as many bounds as numbers, since a page may send anything.
import type { Heat, HeatPoint } from './event.ts'
import { ANCHOR_CHARS_MAX, HEAT_PART_POINTS_MAX } from './limits.ts'
import { Invalid, list, matching, object, optional, whole } from './schema.ts'
import type { Schema } from './schema.ts'

const percent = whole(0, 100)
const byte = whole(0, 255)
const anchor = matching(
  new RegExp(`^[^\\u0000-\\u001f]{0,${ANCHOR_CHARS_MAX}}$`),
  `text of at most ${ANCHOR_CHARS_MAX} characters`,
)
/** In the order of `HeatPoint`. */
const NUMBERS = [
  whole(0, 9),
  whole(0, HEAT_PART_POINTS_MAX - 1),
  byte,
  byte,
  whole(0, 31),
  whole(0, 1e9),
]

const point: Schema<HeatPoint> = (value, path) => {
  if (!Array.isArray(value) || value.length !== NUMBERS.length)
    throw new Invalid(path, `${NUMBERS.length} whole numbers`)
  return NUMBERS.map((schema, at) => schema(value[at], `${path}[${at}]`)) as unknown as HeatPoint
}

const fields = object<Heat>({
  width: whole(1, 100_000),
  sample: whole(1, 100),
  fold: percent,
  reach: percent,
  before: optional(percent),
  anchors: list(anchor, HEAT_PART_POINTS_MAX),
  points: list(point, HEAT_PART_POINTS_MAX),
})

/** Every point stands on an anchor that is there. */
export const heatSchema: Schema<Heat> = (value, path) => {
  const heat = fields(value, path)
  const lost = heat.points.findIndex(([, at]) => at >= heat.anchors.length)
  if (lost >= 0) throw new Invalid(`${path}.points[${lost}][1]`, 'a place in `anchors`')
  return heat
}
