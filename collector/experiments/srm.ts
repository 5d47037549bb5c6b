// Sample ratio mismatch: whether the variations got the visitors they should, without which no result counts.
import { chiSquareSf } from './gamma.ts'

/**
 * Why there is nothing to test: observed counts and weights of different length; a number below 0 or none at all; fewer
 * than two variations that should get visitors; no visitor yet.
 */
export type SrmError = 'lengths_differ' | 'not_finite' | 'too_few_variations' | 'no_units'

export interface SrmTest {
  /** 0 with an error. */
  readonly chiSquare: number
  /** Degrees of freedom: the variations with a weight less one; 0 with an error. */
  readonly df: number
  /** Far below 0.001 the split is broken; 1 with an error. */
  readonly p: number
  readonly error: SrmError | null
}

function neutral(error: SrmError): SrmTest {
  return { chiSquare: 0, df: 0, p: 1, error }
}

/**
 * Pearson's chi-square test of observed counts against weights, which need not sum to 1.
 *
 * A variation with weight 0 takes no part: its units are not in the total, and it adds no degree of freedom. Weights
 * that were changed on the way have to be tested by phase.
 * @example srmTest([821_588, 815_482], [0.5, 0.5]).p // 0.00000182
 */
export function srmTest(observed: readonly number[], weights: readonly number[]): SrmTest {
  if (observed.length !== weights.length) return neutral('lengths_differ')
  if (![...observed, ...weights].every((number) => number >= 0 && number < Infinity))
    return neutral('not_finite')
  const parts = observed
    .map((count, at) => ({ count, weight: weights[at]! }))
    .filter(({ weight }) => weight > 0)
  if (parts.length < 2) return neutral('too_few_variations')
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return neutral('no_units')
  const weightsSum = parts.reduce((sum, { weight }) => sum + weight, 0)
  const chiSquare = parts.reduce((sum, { count, weight }) => {
    const expected = (total * weight) / weightsSum
    return sum + (count - expected) ** 2 / expected
  }, 0)
  const df = parts.length - 1
  return { chiSquare, df, p: chiSquareSf(chiSquare, df), error: null }
}
