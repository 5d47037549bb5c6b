// The gamma function's logarithm, the regularised incomplete gamma function, and the chi-square tail made of it.

const HALF_LOG_TAU = Math.log(2 * Math.PI) / 2
/** Bernoulli numbers B₂ₖ / 2k(2k - 1) of Stirling's series (Abramowitz and Stegun 6.1.40). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
]
/** From here on the series has all digits that a number can hold. */
const STIRLING_FROM = 10
const STEPS_MAX = 100_000
/** Stands for zero where Lentz's method would divide by it. */
const TINY = 1e-300

/**
 * What Stirling's formula leaves out: ln Γ(a) - ((a - 1/2) ln a - a + ln √2π), for a > 0.
 * It is small, so that ratios of gamma functions of large numbers keep their digits.
 */
export function stirlingRest(a: number): number {
  let rest = 0
  let at = a
  for (; at < STIRLING_FROM; at++) rest += (at + 0.5) * Math.log1p(1 / at) - 1
  return STIRLING.reduceRight((sum, term) => sum / (at * at) + term, 0) / at + rest
}

/**
 * ln Γ(a) for a > 0; the absolute error near its zeros at 1 and 2 is about 1e-15.
 * @example lgamma(0.5) // 0.5723649429247001, ln √π
 */
export function lgamma(a: number): number {
  return (a - 0.5) * Math.log(a) - a + HALF_LOG_TAU + stirlingRest(a)
}

/**
 * ln(ratio) - excess, where `excess` is ratio - 1: the deviance of C. Loader, "Fast and Accurate Computation of
 * Binomial Probabilities" (2000). Both are asked for, since near 1 the one has the digits and far off the other.
 */
export function deviance(ratio: number, excess: number): number {
  if (ratio < 0.5 || ratio > 2) return Math.log(ratio) - excess
  // ln(1 + u) = 2 artanh r = 2 (r + r³/3 + r⁵/5 + …), and 2r - u = -ur.
  const r = excess / (2 + excess)
  const square = r * r
  let sum = 0
  for (let odd = 37; odd >= 3; odd -= 2) sum = sum * square + 1 / odd
  return r * (2 * square * sum - excess)
}

/** x^a e^-x / Γ(a + 1). */
function poisson(a: number, x: number): number {
  return Math.exp(a * deviance(x / a, (x - a) / a) - stirlingRest(a)) / Math.sqrt(2 * Math.PI * a)
}

/** The lower part by its series, for x < a + 1 (Abramowitz and Stegun 6.5.29). */
function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let step = 1; step < STEPS_MAX && term > sum * 1e-17; step++) sum += term *= x / (a + step)
  return poisson(a, x) * sum
}

/** The upper part by Legendre's continued fraction, for x ≥ a + 1, in Lentz's form (NIST DLMF 8.9.2, 3.10.5). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let fraction = d
  for (let step = 1; step < STEPS_MAX; step++) {
    const numerator = step * (a - step)
    b += 2
    d = 1 / (numerator * d + b || TINY)
    c = b + numerator / c || TINY
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return poisson(a, x) * a * fraction
}

/** The regularised upper incomplete gamma function Q(a, x) for a > 0; 1 for x ≤ 0. */
export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1
  if (x === Infinity) return 0
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x)
}

/**
 * The probability that a chi-square of `df` > 0 degrees of freedom is above `x`.
 * @example chiSquareSf(3.841458820694124, 1) // 0.05
 */
export function chiSquareSf(x: number, df: number): number {
  return gammaQ(df / 2, x / 2)
}
