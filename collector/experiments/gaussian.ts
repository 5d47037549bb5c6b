// The normal distribution with tails that stay exact where a probability is next to nothing.

const SQRT_TAU = Math.sqrt(2 * Math.PI)
/** Below it a series is used, from it on a continued fraction; both are exact to the last digits there. */
const SERIES_END = 1.5
/** Enough for full precision from `SERIES_END` on; each further step changes nothing. */
const FRACTION_DEPTH = 160

/** e^(-z²/2) · `factor`, without what rounding z² would cost far out, and without underflow on the way. */
function bell(z: number, factor: number): number {
  // The square of a multiple of 1/16 is exact (W. J. Cody, Math. Comp. 23 (1969), 631).
  const near = Math.trunc(z * 16) / 16
  const half = Math.exp((-near * near) / 4)
  return half * Math.exp((-(z - near) * (z + near)) / 2) * factor * half
}

/** The density at `z`. */
export function normalDensity(z: number): number {
  return bell(z, 1 / SQRT_TAU)
}

/** The probability between 0 and z ≥ 0, for z below `SERIES_END` (Abramowitz and Stegun 26.2.11). */
function fromCentre(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; term > sum * 1e-17; odd += 2) sum += term *= (z * z) / odd
  return normalDensity(z) * sum
}

/** The probability above z ≥ `SERIES_END` (Laplace's continued fraction, Abramowitz and Stegun 26.2.14). */
function beyond(z: number): number {
  if (z === Infinity) return 0
  let fraction = z
  for (let depth = FRACTION_DEPTH; depth > 0; depth--) fraction = z + depth / fraction
  return bell(z, 1 / SQRT_TAU / fraction)
}

/**
 * The probability above `z`, to about 14 digits down to the smallest number there is (z = 38).
 * @example normalSf(1.959963984540054) // 0.025
 */
export function normalSf(z: number): number {
  if (z < 0) return 1 - normalSf(-z)
  return z < SERIES_END ? 0.5 - fromCentre(z) : beyond(z)
}

/** The probability below `z`; for a tail above, `normalSf` keeps the digits that `1 - normalCdf` loses. */
export function normalCdf(z: number): number {
  return normalSf(-z)
}

/** Within 0.0005 of the point with `tail` ≤ 0.5 above it (Hastings; Abramowitz and Stegun 26.2.23). */
function roughQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  return (
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  )
}

/**
 * The point with the probability `p` below it: -∞ for 0, ∞ for 1.
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p === 0) return -Infinity
  if (p === 0.5) return 0
  let z = roughQuantile(p)
  // Halley's method triples the digits with each step.
  for (let step = 0; step < 3; step++) {
    // Near the centre the difference to 0.5 has the digits, farther out the tail.
    const excess = z < SERIES_END ? 0.5 - p - fromCentre(z) : beyond(z) - p
    const newton = excess / normalDensity(z)
    z += newton / (1 - (newton * z) / 2)
  }
  return -z
}
