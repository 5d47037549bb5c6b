// Student's t distribution: the tails of a difference whose variance is itself estimated.
import { betaPower, betaTails } from './beta.ts'
import type { Point } from './beta.ts'
import { normalQuantile, normalSf } from './gaussian.ts'

const STEPS_MAX = 100

/** df / (df + t²) and t² / (df + t²). */
function pointOf(t: number, df: number): Point {
  const ratio = (t / df) * t
  return { x: 1 / (1 + ratio), y: 1 / (1 + 1 / ratio) }
}

/**
 * The probability above `t` for `df` > 0 degrees of freedom, which need not be whole (NIST DLMF 8.17;
 * Abramowitz and Stegun 26.7.1).
 * @example studentSf(2.2281388519862747, 10) // 0.025
 */
export function studentSf(t: number, df: number): number {
  if (t < 0) return 1 - studentSf(-t, df)
  if (df === Infinity) return normalSf(t)
  return betaTails(df / 2, 0.5, pointOf(t, df)).lower / 2
}

/** The probability below `t`; for a tail above, `studentSf` keeps the digits that `1 - studentCdf` loses. */
export function studentCdf(t: number, df: number): number {
  return studentSf(-t, df)
}

/**
 * The point with the probability `p` below it: -∞ for 0, ∞ for 1.
 * @example studentQuantile(0.975, 10) // 2.2281388519862747
 */
export function studentQuantile(p: number, df: number): number {
  if (p > 0.5) return -studentQuantile(1 - p, df)
  // The tails of t are heavier than the normal's: its quantile lies between the centre and ours.
  const start = normalQuantile(p)
  if (df === Infinity || p === 0 || p === 0.5) return start
  // Newton's method on ln sf over ln t, which is concave: at most one step too far, then straight to the point.
  let t = -start
  for (let step = 0; step < STEPS_MAX; step++) {
    const point = pointOf(t, df)
    const { lower, upper } = betaTails(df / 2, 0.5, point)
    // Near the centre the difference to 0.5 has the digits, farther out the tail.
    const excess = p > 0.25 ? 0.5 - p - upper / 2 : lower / 2 - p
    const move = (Math.log1p(excess / p) * lower) / (2 * betaPower(df / 2, 0.5, point))
    t *= Math.exp(move)
    if (Math.abs(move) < 1e-15) break
  }
  return -t
}
