// Experiments that are looked at every day: how often a verdict falls where there is an effect, and where there is none.
import { NO_VERDICT, lookAgain } from '../../collector/experiments/daily-verdict.ts'
import { confidenceSequence } from '../../collector/experiments/confidence-sequence.ts'
import { effect } from '../../collector/experiments/effect.ts'
import { NO_MOMENTS, merge, momentsFromSums } from '../../collector/experiments/moments.ts'
import type { Moments } from '../../collector/experiments/moments.ts'
import { meanStatistic } from '../../collector/experiments/unit-statistic.ts'
import { welchTest } from '../../collector/experiments/welch.ts'
import { createPrng } from '../support/prng.ts'
import type { Prng } from '../support/prng.ts'

/** What one visitor brings; `lift` raises its mean, 0.1 by a tenth. */
export type Visitor = (prng: Prng, lift: number) => number

const ALPHA = 0.05
const CONVERSION_RATE = 0.03

/** 1 where the visitor buys. */
export const conversion: Visitor = (prng, lift) =>
  prng.next() < CONVERSION_RATE * (1 + lift) ? 1 : 0

/** Most bring nothing, a few a lot: baskets are log-normal, with a skewness of 6 among buyers and 26 among visitors. */
export const revenue: Visitor = (prng, lift) => {
  if (prng.next() >= CONVERSION_RATE) return 0
  // Box and Muller, Annals of Mathematical Statistics 29 (1958), 610.
  const normal = Math.sqrt(-2 * Math.log(1 - prng.next())) * Math.cos(2 * Math.PI * prng.next())
  return 40 * Math.exp(normal) * (1 + lift)
}

export interface PeekingOptions {
  readonly visitor: Visitor
  readonly runs: number
  readonly looks: number
  /** Visitors that each variation gains from look to look. */
  readonly visitorsPerLook: number
  /** The true effect of the treatment; 0 makes it an A/A test. */
  readonly lift?: number
  readonly seed: number
}

/** Shares of runs in which something happened at any look. */
export interface Peeking {
  /** The daily verdict was no longer open. */
  readonly decided: number
  /** The interval of the daily verdict's lift left out the true one. */
  readonly missed: number
  /** A test that is made for one look was significant. */
  readonly naive: number
  /** A confidence sequence on the delta method's relative effect left out 0: the way that the daily verdict does not go. */
  readonly relative: number
  /** The test that is made for one look was significant at the last one. */
  readonly fixed: number
}

/** The moments with so many more visitors. */
function grow(before: Moments, count: number, next: () => number): Moments {
  let [sum, sumOfSquares] = [0, 0]
  for (let visitor = 0; visitor < count; visitor++) {
    const value = next()
    sum += value
    sumOfSquares += value * value
  }
  return merge(before, momentsFromSums(count, sum, sumOfSquares))
}

/** One experiment, from its first look to its last. */
function peekOnce(options: PeekingOptions, prng: Prng): Record<keyof Peeking, boolean> {
  const { visitor, looks, visitorsPerLook, lift = 0 } = options
  const found = { decided: false, missed: false, naive: false, relative: false, fixed: false }
  let [control, treatment, verdict] = [NO_MOMENTS, NO_MOMENTS, NO_VERDICT]
  for (let look = 0; look < looks; look++) {
    control = grow(control, visitorsPerLook, () => visitor(prng, 0))
    treatment = grow(treatment, visitorsPerLook, () => visitor(prng, lift))
    const both = [meanStatistic(control), meanStatistic(treatment)] as const
    verdict = lookAgain(verdict, ...both)
    found.fixed = welchTest(...both, { scale: 'absolute' }).p < ALPHA
    found.naive ||= found.fixed
    found.relative ||= confidenceSequence(effect(...both, 'relative')).p <= ALPHA
  }
  found.decided = verdict.verdict !== 'open'
  found.missed = verdict.lift[0] > lift || verdict.lift[1] < lift
  return found
}

/** Runs so many experiments; the same seed gives the same ones. */
export function peek(options: PeekingOptions): Peeking {
  const prng = createPrng(options.seed)
  const runs = Array.from({ length: options.runs }, () => peekOnce(options, prng))
  const share = (name: keyof Peeking) => runs.filter((run) => run[name]).length / runs.length
  return {
    decided: share('decided'),
    missed: share('missed'),
    naive: share('naive'),
    relative: share('relative'),
    fixed: share('fixed'),
  }
}
