// How a figure moved against the period before, in words and not in colour alone.
import type { Compared } from '../../../packages/wire/report.ts'
import type { Kind } from '../format.ts'

/** The value at which a figure is where it should be: under or over a bound. */
export type Target = { below: number } | { above: number }

interface Change {
  arrow: '▲' | '▼' | '='
  /** Signed, such as `+12.4%` or `−1.2 points`. */
  text: string
  /** Whether the move is good news; null where nothing moved. */
  good: boolean | null
}

const LOCALE = 'en-GB'
const signed = { signDisplay: 'exceptZero', maximumFractionDigits: 1 } as const
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', ...signed })
const points = new Intl.NumberFormat(LOCALE, signed)

/** The change of a figure; null where there is nothing to compare. Shares move by points, not by percent. */
export function changeOf(compared: Compared, kind: Kind, lessIsGood: boolean): Change | null {
  const { value, previous } = compared
  if (value === null || previous === null) return null
  if (kind !== 'share' && previous === 0) return null
  const moved = kind === 'share' ? (value - previous) * 100 : (value - previous) / previous
  const shown = kind === 'share' ? `${points.format(moved)} points` : percent.format(moved)
  const text = shown.replace('-', '−')
  if (!/[1-9]/.test(text)) return { arrow: '=', text: 'no change', good: null }
  return { arrow: moved > 0 ? '▲' : '▼', text, good: moved > 0 !== lessIsGood }
}

/** Whether a figure meets its target; null where there is no figure. */
export function meets(value: number | null, target: Target): boolean | null {
  if (value === null) return null
  return 'below' in target ? value < target.below : value > target.above
}
