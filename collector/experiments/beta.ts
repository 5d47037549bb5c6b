// The regularised incomplete beta function with both of its tails.
import { deviance, stirlingRest } from './gamma.ts'

const STEPS_MAX = 100_000
const TINY = 1e-300

/** A point between 0 and 1 as `x` and `y` = 1 - x, each with all of its digits. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The probabilities on both sides of a point; the smaller one has all of its digits. */
export interface Tails {
  readonly lower: number
  readonly upper: number
}

/** x^a y^b / B(a, b), by Loader's deviances: digits are not lost where a and b are large. */
export function betaPower(a: number, b: number, { x, y }: Point): number {
  const n = a + b
  // How far the point is from a / n, measured where it has digits.
  const distance = x <= y ? n * x - a : b - n * y
  const power = a * deviance((n * x) / a, distance / a) + b * deviance((n * y) / b, -distance / b)
  const rest = stirlingRest(n) - stirlingRest(a) - stirlingRest(b)
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(power + rest)
}

/**
 * The continued fraction F of I_x(a, b) = x^a y^b / B(a, b) / F, by Lentz's method; for x < (a + 1) / (a + b + 2)
 * (Didonato and Morris, "Algorithm 708", ACM TOMS 18 (1992), 360). Unlike the plain one it keeps its digits where x
 * is next to 1.
 */
function fraction(a: number, b: number, { x, y }: Point): number {
  const first = a * y - b * x + 1
  let c = (a * first) / (a + 1) || TINY
  let d = 0
  let product = c
  for (let step = 1; step < STEPS_MAX; step++) {
    const odd = a + 2 * step - 1
    const inner = (step * (b - step) * x) / odd
    const numerator = ((a + step - 1) * (a + b + step - 1) * x * inner) / odd
    const denominator = step + inner + ((a + step) * (first + step * (1 + y))) / (odd + 2)
    d = 1 / (denominator + numerator * d || TINY)
    c = denominator + numerator / c || TINY
    product *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return product
}

/** Both tails of the beta distribution with a, b > 0 at `point`. */
export function betaTails(a: number, b: number, point: Point): Tails {
  const { x, y } = point
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  const power = betaPower(a, b, point)
  if (x < (a + 1) / (a + b + 2)) {
    const lower = power / fraction(a, b, point)
    return { lower, upper: 1 - lower }
  }
  const upper = power / fraction(b, a, { x: y, y: x })
  return { lower: 1 - upper, upper }
}

/**
 * The regularised incomplete beta function I_x(a, b), for a, b > 0.
 * @example incompleteBeta(2, 3, 0.4) // 0.5248
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  return betaTails(a, b, { x, y: 1 - x }).lower
}
