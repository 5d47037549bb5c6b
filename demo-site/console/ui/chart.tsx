// A trend over time as our own picture: round axes, a read-out for pointer and keyboard, and a table of the same figures.
import { area, curveMonotoneX, line } from 'd3-shape'
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { TrendUnit } from '../../../packages/wire/report.ts'
import { axisFigure, figure, instant } from '../format.ts'
import type { Kind } from '../format.ts'
import { timeTicks, valueTicks } from './ticks.ts'
import type { TimeTick } from './ticks.ts'

export interface Point {
  startMs: number
  value: number
  /** Whether the hour or day is still going on. */
  unfinished: boolean
}

interface ChartProps {
  label: string
  points: readonly Point[]
  unit: TrendUnit
  kind: Kind
  currency: string
  timeZone: string
}

const HEIGHT = 260
const EDGE = { top: 14, right: 18, bottom: 30, left: 58 }
const LABEL_WIDTH = 66

/** Where everything lies, in pixels. */
interface Layout {
  width: number
  marks: readonly number[]
  times: readonly TimeTick[]
  x: (index: number) => number
  y: (value: number) => number
}

function layOut({ points, unit, timeZone }: ChartProps, width: number): Layout {
  const marks = valueTicks(Math.max(0, ...points.map((each) => each.value)))
  const inner = Math.max(1, width - EDGE.left - EDGE.right)
  const high = HEIGHT - EDGE.top - EDGE.bottom
  const top = marks.at(-1) ?? 1
  const last = Math.max(1, points.length - 1)
  return {
    width,
    marks,
    times: timeTicks({
      starts: points.map((each) => each.startMs),
      unit,
      timeZone,
      labelsMax: Math.max(2, Math.floor(inner / LABEL_WIDTH)),
    }),
    x: (index) => EDGE.left + (points.length === 1 ? inner / 2 : (index / last) * inner),
    y: (value) => EDGE.top + high - (value / top) * high,
  }
}

export function Chart(props: ChartProps): VNode {
  const { label, points } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [at, setAt] = useState<number | null>(null)
  const shown = at === null ? null : Math.min(at, points.length - 1)
  const layout = layOut(props, width)
  const pick = (event: PointerEvent) => {
    const left = event.clientX - (frame.current?.getBoundingClientRect().left ?? 0)
    setAt(nearest(left, layout, points.length))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepped(event.key, shown ?? points.length - 1, points.length)
    if (next === null) return
    event.preventDefault()
    setAt(next)
  }
  return (
    <div
      class="chart"
      ref={frame}
      role="slider"
      tabIndex={0}
      aria-label={`${label}; arrow keys read the points`}
      aria-valuemin={0}
      aria-valuemax={points.length - 1}
      aria-valuenow={shown ?? points.length - 1}
      aria-valuetext={reading(props, shown ?? points.length - 1).join(': ')}
      onPointerMove={pick}
      onPointerDown={pick}
      onPointerLeave={() => setAt(null)}
      onFocus={() => setAt((last) => last ?? points.length - 1)}
      onBlur={() => setAt(null)}
      onKeyDown={onKeyDown}
    >
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          <Axes {...props} layout={layout} />
          <Trend points={points} layout={layout} />
          {shown !== null && <Cursor points={points} layout={layout} at={shown} />}
        </svg>
      )}
      {shown !== null && <Reading {...props} layout={layout} at={shown} />}
    </div>
  )
}

function useWidth(frame: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!frame.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  return width
}

function nearest(left: number, { x }: Layout, length: number): number {
  const step = length > 1 ? x(1) - x(0) : 1
  return Math.min(length - 1, Math.max(0, Math.round((left - x(0)) / step)))
}

/** Where a key leads from a point; null where it leads nowhere. */
function stepped(key: string, at: number, length: number): number | null {
  const last = length - 1
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - 7,
    PageUp: at + 7,
    Home: 0,
    End: last,
  }
  const to = steps[key]
  return to === undefined ? null : Math.min(last, Math.max(0, to))
}

/** What is read out of a point: when, and how much. */
function reading({ points, unit, kind, currency, timeZone }: ChartProps, at: number): string[] {
  const point = points[at]
  if (!point) return []
  const when = instant(point.startMs, unit === 'day' ? 'fullDay' : 'fullHour', timeZone)
  const value = figure(point.value, kind, currency)
  return [when, point.unfinished ? `${value} so far` : value]
}

function Axes({ kind, currency, layout }: ChartProps & { layout: Layout }): VNode {
  const { marks, times, width, x, y } = layout
  return (
    <g class="axes">
      {marks.map((value) => (
        <g key={value}>
          <line x1={EDGE.left} x2={width - EDGE.right} y1={y(value)} y2={y(value)} />
          <text x={EDGE.left - 10} y={y(value)} dy="0.32em" text-anchor="end">
            {axisFigure(value, kind, currency)}
          </text>
        </g>
      ))}
      {times.map(({ index, label }) => (
        <text
          key={index}
          x={x(index)}
          y={HEIGHT - 8}
          text-anchor={x(index) > width - LABEL_WIDTH / 2 ? 'end' : 'middle'}
        >
          {label}
        </text>
      ))}
    </g>
  )
}

interface TrendProps {
  points: readonly Point[]
  layout: Layout
}

function Trend({ points, layout: { x, y } }: TrendProps): VNode {
  const finished = points.filter((each) => !each.unfinished)
  const left = (_: Point, index: number) => x(index)
  const under = area<Point>(left, y(0), (each) => y(each.value)).curve(curveMonotoneX)
  const over = line<Point>(left, (each) => y(each.value)).curve(curveMonotoneX)
  const from = finished.length - 1
  const open = points[from + 1]
  const since = finished[from]
  return (
    <g class="trend">
      <path class="trend-area" d={under(finished) ?? ''} />
      <path class="trend-line" d={over(finished) ?? ''} />
      {open && since && (
        <line
          class="trend-open"
          x1={x(from)}
          y1={y(since.value)}
          x2={x(from + 1)}
          y2={y(open.value)}
        />
      )}
      {(points.length === 1 || open) && (
        <circle
          class="trend-dot"
          cx={x(points.length - 1)}
          cy={y(points.at(-1)?.value ?? 0)}
          r="3"
        />
      )}
    </g>
  )
}

function Cursor({ points, layout: { x, y }, at }: TrendProps & { at: number }): VNode {
  return (
    <g class="cursor">
      <line x1={x(at)} x2={x(at)} y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
      <circle cx={x(at)} cy={y(points[at]?.value ?? 0)} r="4.5" />
    </g>
  )
}

const READING_WIDTH = 190

function Reading(props: ChartProps & { layout: Layout; at: number }): VNode {
  const { layout, at } = props
  const most = Math.max(0, layout.width - READING_WIDTH)
  const left = Math.min(most, Math.max(0, layout.x(at) - READING_WIDTH / 2))
  const [when, value] = reading(props, at)
  return (
    <div
      class="reading"
      aria-hidden="true"
      style={{ left: `${left}px`, width: `${READING_WIDTH}px` }}
    >
      <span>{when}</span>
      <strong>{value}</strong>
    </div>
  )
}
