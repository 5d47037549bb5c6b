// One bar made of parts of a whole, and the legend that says in words what each part is.
import type { VNode } from 'preact'
import { count, share } from '../format.ts'
import { partWidths } from './part-widths.ts'

export interface Part {
  name: string
  meaning: string
  events: number
  /** Names its colour. */
  tone: string
}

interface StackProps {
  label: string
  parts: readonly Part[]
  /** Whether something beyond the parts is not knowable: the bar then has an open end. */
  open: boolean
}

const WIDTH = 1000
const HEIGHT = 44
const OPEN_WIDTH = 46
/** The hatching that stands for what is not knowable. */
export const OPEN_FILL = 'url(#open-end)'

export function Stack({ label, parts, open }: StackProps): VNode {
  const room = WIDTH - (open ? OPEN_WIDTH : 0)
  const widths = partWidths(
    parts.map((each) => each.events),
    room,
  )
  let left = 0
  return (
    <svg class="stack" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{label}</title>
      {parts.map((part, at) => {
        const width = widths[at] ?? 0
        left += width
        return (
          <rect
            key={part.name}
            class={`part-${part.tone}`}
            x={left - width}
            width={Math.max(0, width - 2)}
            height={HEIGHT}
          />
        )
      })}
      <OpenPattern />
      {open && <rect x={room} width={OPEN_WIDTH} height={HEIGHT} fill={OPEN_FILL} />}
    </svg>
  )
}

function OpenPattern(): VNode {
  return (
    <defs>
      <pattern id="open-end" width="8" height="8" patternUnits="userSpaceOnUse">
        <path class="open-end-line" d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" />
      </pattern>
    </defs>
  )
}

interface LegendProps {
  parts: readonly Part[]
  total: number
}

export function Legend({ parts, total }: LegendProps): VNode {
  return (
    <dl class="legend">
      {parts.map(({ name, meaning, events, tone }) => (
        <div key={name}>
          <dt>
            <svg class="swatch" aria-hidden="true">
              <rect class={`part-${tone}`} width="100%" height="100%" rx="2" />
            </svg>
            {name}
          </dt>
          <dd class="legend-count">
            {count(events)} <span class="quiet">{total > 0 ? share(events / total) : ''}</span>
          </dd>
          <dd class="legend-meaning">{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
