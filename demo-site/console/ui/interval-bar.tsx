// A lift between its bounds, drawn around zero; the words beside it say the same.
import type { VNode } from 'preact'

interface IntervalBarProps {
  bounds: readonly [low: number | null, high: number | null]
  lift: number | null
  /** The lift that the picture's ends stand for. */
  reach: number
}

export function IntervalBar({ bounds: [low, high], lift, reach }: IntervalBarProps): VNode {
  const at = (value: number) => Math.min(100, Math.max(0, 50 + (50 * value) / reach))
  const from = low === null ? 0 : at(low)
  const to = high === null ? 100 : at(high)
  return (
    <svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <line class="interval-zero" x1="50" x2="50" y1="0" y2="12" />
      <rect x={from} y="4" width={Math.max(0.8, to - from)} height="4" rx="2" />
      {lift !== null && <line class="interval-lift" x1={at(lift)} x2={at(lift)} y1="2" y2="10" />}
    </svg>
  )
}
