// How far a page is seen, as a falling curve from its top to its end, with the fold on it.
import type { VNode } from 'preact'
import type { Answer } from '../../packages/wire/report.ts'
import { share } from './format.ts'

const WIDTH = 640
const HEIGHT = 160
/** Shares of views that are put into words. */
const TOLD = [0.75, 0.5, 0.25] as const

type ReachProps = Pick<Answer<'heatmap'>, 'reach' | 'fold'>

const across = (percent: number): number => (percent / 100) * WIDTH
const down = (part: number): number => HEIGHT - Math.min(1, Math.max(0, part)) * HEIGHT

/** The furthest percent that at least this share of views saw. */
export function seenBy(reach: readonly number[], part: number): number {
  return Math.max(
    0,
    reach.findLastIndex((each) => each >= part),
  )
}

export function Reach({ reach, fold }: ReachProps): VNode | null {
  if (reach.length === 0) return null
  const points = reach.map((part, percent) => `${across(percent)},${down(part)}`).join(' ')
  const words = TOLD.map((part) => `${share(part)} of views saw ${seenBy(reach, part)} %`)
  return (
    <section class="board panel reach" aria-label="How far the page is seen">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {fold && (
          <rect
            class="reach-fold"
            x={across(fold.p25)}
            width={Math.max(2, across(fold.p75) - across(fold.p25))}
            y="0"
            height={HEIGHT}
          />
        )}
        <polygon class="trend-area" points={`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} />
        <polyline class="trend-line" points={points} />
      </svg>
      <p class="quiet">
        From the top of the page to its end: {words.join(', ')}.
        {fold &&
          ` Without scrolling, half of views saw ${fold.p50} % (a quarter ${fold.p25} %, three quarters ${fold.p75} %).`}
      </p>
    </section>
  )
}
