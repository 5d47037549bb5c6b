// A confidence sequence: intervals that hold the effect at all looks together, so that looking every day costs nothing.
import { inDirection, intervalOf } from './effect.ts'
import type { Alternative, Effect, EffectError, Interval } from './effect.ts'

export interface SequenceOptions {
  /** The share of experiments in which any look may be wrong. @default 0.05 */
  readonly alpha?: number
  /**
   * Units of both variations together at which a decision is expected: intervals are narrowest there, 1.55 times as wide
   * as those of one fixed look. Fixed before the experiment begins.
   * @default 5000
   */
  readonly decisionUnits?: number
  /** @default 'two-sided' */
  readonly alternative?: Alternative
}

export interface ConfidenceSequence extends Effect {
  /** Holds the effect, with all other looks' intervals, with probability 1 - alpha. [-∞, ∞] with an error. */
  readonly interval: Interval
  /** Half of the interval's width, or the distance of its one end; ∞ with an error. */
  readonly halfWidth: number
  /** At most alpha exactly where the interval excludes 0. Valid at every look; 1 with an error. */
  readonly p: number
  /** The mixture's scale, by which `decisionUnits` enters; 0 with an error. */
  readonly rho: number
}

/** How one boundary of the paper turns a level into a width, and the evidence into the level that it just reaches. */
interface Boundary {
  readonly alphaMax: number
  /** The level at which the scale is chosen. */
  readonly scaleAlpha: (alpha: number) => number
  readonly depth: (root: number, alpha: number) => number
  readonly p: (root: number, evidence: number) => number
}

/** Equations 9 and 155. */
const TWO_SIDED: Boundary = {
  alphaMax: 1,
  scaleAlpha: (alpha) => alpha,
  depth: (root, alpha) => Math.log(root / alpha),
  p: (root, evidence) => Math.min(1, root * Math.exp(-evidence)),
}

/** Equation 134, which holds for levels below 1/2; its p-value is the closed inverse. */
const ONE_SIDED: Boundary = {
  alphaMax: 0.5,
  scaleAlpha: (alpha) => 2 * alpha,
  depth: (root, alpha) => Math.log1p(root / (2 * alpha)),
  p: (root, evidence) => {
    const p = root / (2 * Math.expm1(evidence))
    return p < 0.5 ? p : 1
  },
}

/** The scale at which the sequence is narrowest after `decisionUnits` units. */
function scaleFor(alpha: number, decisionUnits: number): number {
  const depth = -2 * Math.log(alpha)
  return Math.sqrt((depth + Math.log(depth + 1)) / decisionUnits)
}

function nothingKnown(n: number, error: EffectError): ConfidenceSequence {
  return {
    n,
    estimate: 0,
    standardError: 0,
    interval: [-Infinity, Infinity],
    halfWidth: Infinity,
    p: 1,
    rho: 0,
    error,
  }
}

/**
 * The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit
 * theory and asymptotic confidence sequences" (arXiv 2103.06476v7).
 *
 * The effect must be one of all units so far. It rests on the central limit theorem: not for the first hundred units.
 * @example
 * const look = effect(proportionStatistic(2500, 75), proportionStatistic(2500, 120), 'relative')
 * confidenceSequence(look).interval // [-0.10…, 1.30…]
 */
export function confidenceSequence(
  { n, estimate, standardError, error }: Effect,
  { alpha = 0.05, decisionUnits = 5000, alternative = 'two-sided' }: SequenceOptions = {},
): ConfidenceSequence {
  const boundary = alternative === 'two-sided' ? TWO_SIDED : ONE_SIDED
  if (error) return nothingKnown(n, error)
  if (!(standardError > 0)) return nothingKnown(n, 'no_variance')
  if (!(alpha > 0 && alpha < boundary.alphaMax && decisionUnits > 0 && decisionUnits < Infinity))
    return nothingKnown(n, 'bad_option')
  const rho = scaleFor(boundary.scaleAlpha(alpha), decisionUnits)
  const growth = n * rho * rho + 1
  const root = Math.sqrt(growth)
  const halfWidth =
    (standardError * Math.sqrt(2 * growth * boundary.depth(root, alpha))) / (rho * Math.sqrt(n))
  const z = inDirection(alternative, estimate) / standardError
  const evidence = (n * rho * rho * z * z) / (2 * growth)
  return {
    n,
    estimate,
    standardError,
    interval: intervalOf(alternative, estimate, halfWidth),
    halfWidth,
    // What points the other way is no evidence.
    p: boundary.p(root, alternative === 'two-sided' || z > 0 ? evidence : 0),
    rho,
    error: null,
  }
}
