// The published cases of statistics: numbers that other engines and forty-digit arithmetic agree on.
import { incompleteBeta } from '../../../collector/experiments/beta.ts'
import { confidenceSequence } from '../../../collector/experiments/confidence-sequence.ts'
import { chiSquareSf, lgamma } from '../../../collector/experiments/gamma.ts'
import { normalCdf, normalQuantile, normalSf } from '../../../collector/experiments/gaussian.ts'
import { momentsOf } from '../../../collector/experiments/moments.ts'
import { srmTest } from '../../../collector/experiments/srm.ts'
import { studentQuantile, studentSf } from '../../../collector/experiments/student.ts'
import { meanStatistic } from '../../../collector/experiments/unit-statistic.ts'
import { welchTest } from '../../../collector/experiments/welch.ts'
import { checkFile } from './check.ts'
import type { CaseFile, Checked, Conformance, Section } from './check.ts'

/** The share by which a number may be off. */
const TOLERANCE = 1e-9
/** Of p-values below this one the published numbers are less sure themselves. */
const TINY_P = 1e-12
const TINY_P_TOLERANCE = 1e-6
/** How far a number may be from an expected 0. */
const ZERO = 1e-13

type Numbers = Readonly<Record<string, unknown>>

/** JSON has no infinity: files write it as text. */
function toNumber(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number))
    throw new Error(`${JSON.stringify(value)} is no number`)
  return number
}

function offBy(expected: number, got: number): number {
  if (got === expected) return 0
  // The smallest numbers have few digits: one step of theirs is no difference.
  const distance = Math.max(0, Math.abs(got - expected) - Number.MIN_VALUE)
  return expected === 0 ? (distance < ZERO ? 0 : Infinity) : distance / Math.abs(expected)
}

/** A case of several numbers, all of which must be near; `p` is the name of a p-value. */
function near(name: string, expected: Numbers, got: Numbers): Checked {
  const offs = Object.entries(expected).map(([key, value]) => {
    const number = toNumber(value)
    const isTiny = key === 'p' && number < TINY_P
    const off = offBy(number, toNumber(got[key]))
    return { off, isNear: off <= (isTiny ? TINY_P_TOLERANCE : TOLERANCE) }
  })
  return {
    name,
    expected,
    got,
    offBy: Math.max(...offs.map(({ off }) => off)),
    isSame: () => offs.every(({ isNear }) => isNear),
  }
}

/** Each function in a section of its own: a list of its arguments followed by its value. */
const FUNCTIONS: Readonly<Record<string, (...at: number[]) => number>> = {
  'special_functions.normal_cdf': normalCdf,
  'special_functions.normal_sf': normalSf,
  'special_functions.normal_quantile': normalQuantile,
  'special_functions.t_two_sided_p': (t = 0, df = 1) => 2 * studentSf(Math.abs(t), df),
  'special_functions.t_quantile': studentQuantile,
  'special_functions.chisquare_sf': chiSquareSf,
  'special_functions.incomplete_beta_regularized': incompleteBeta,
  'special_functions.lgamma': lgamma,
}

function functionSection(name: string, compute: (...at: number[]) => number): Section {
  const key = name.endsWith('_p') ? 'p' : 'value'
  return (rows: readonly unknown[][]) =>
    rows.map((row) => () => {
      const at = row.slice(0, -1).map(toNumber)
      return near(at.join(', '), { [key]: row.at(-1) }, { [key]: compute(...at) })
    })
}

interface WelchCase {
  readonly control: number[]
  readonly treatment: number[]
  readonly mean_control: number
  readonly mean_treatment: number
  readonly var_control: number
  readonly var_treatment: number
  readonly t: number
  readonly df: number
  readonly p_two_sided: number
  readonly ci95_absolute: [number, number]
}

function welch(expected: WelchCase): Checked {
  const control = meanStatistic(momentsOf(expected.control))
  const treatment = meanStatistic(momentsOf(expected.treatment))
  const { t, df, p, interval } = welchTest(control, treatment, { scale: 'absolute' })
  return near(
    `${control.n} against ${treatment.n} units`,
    {
      controlMean: expected.mean_control,
      treatmentMean: expected.mean_treatment,
      controlVariance: expected.var_control,
      treatmentVariance: expected.var_treatment,
      t: expected.t,
      df: expected.df,
      p: expected.p_two_sided,
      low: expected.ci95_absolute[0],
      high: expected.ci95_absolute[1],
    },
    {
      controlMean: control.mean,
      treatmentMean: treatment.mean,
      controlVariance: control.variance,
      treatmentVariance: treatment.variance,
      t,
      df,
      p,
      low: interval[0],
      high: interval[1],
    },
  )
}

interface SrmCase {
  readonly observed: number[]
  readonly weights: number[]
  readonly chi2: number
  readonly df: number
  readonly p: number
}

function srm({ observed, weights, chi2, df, p }: SrmCase): Checked {
  const { chiSquare, ...got } = srmTest(observed, weights)
  return near(
    `${observed.join(', ')} at ${weights.join(', ')}`,
    { chi2, df, p },
    { ...got, chi2: chiSquare },
  )
}

interface SequenceCase {
  readonly estimate: number
  readonly se: number
  readonly n: number
  readonly tuning: number
  readonly alpha: number
  readonly rho: number
  readonly halfwidth: number
  readonly p: number
  readonly ratio_to_fixed_normal_ci: number
}

function sequence({ estimate, se, n, tuning, alpha, ...expected }: SequenceCase): Checked {
  const { rho, halfWidth, p } = confidenceSequence(
    { n, estimate, standardError: se, error: null },
    { alpha, decisionUnits: tuning },
  )
  return near(
    `${estimate} ± ${se} of ${n} units`,
    {
      rho: expected.rho,
      halfWidth: expected.halfwidth,
      p: expected.p,
      ratio: expected.ratio_to_fixed_normal_ci,
    },
    { rho, halfWidth, p, ratio: halfWidth / (se * normalQuantile(1 - alpha / 2)) },
  )
}

/** How many times as wide as the interval of one fixed look at 5 %. */
function sequenceRatio([n, decisionUnits, ratio]: [number, number, number]): Checked {
  const look = { n, estimate: 0, standardError: 1, error: null }
  const { halfWidth } = confidenceSequence(look, { decisionUnits })
  return near(
    `width at ${n} units, made for ${decisionUnits}`,
    { ratio },
    { ratio: halfWidth / normalQuantile(0.975) },
  )
}

interface SequenceContent {
  readonly cases: SequenceCase[]
  readonly ratio_table?: [number, number, number][]
}

const SECTIONS: Readonly<Record<string, Section>> = {
  ...Object.fromEntries(
    Object.entries(FUNCTIONS).map(([name, compute]) => [name, functionSection(name, compute)]),
  ),
  welch_raw: (list: readonly WelchCase[]) => list.map((each) => () => welch(each)),
  srm_chisquare: (list: readonly SrmCase[]) => list.map((each) => () => srm(each)),
  asymptotic_confidence_sequence: ({ cases, ratio_table = [] }: SequenceContent) => [
    ...cases.map((each) => () => sequence(each)),
    ...ratio_table.map((row) => () => sequenceRatio(row)),
  ],
}

/** Runs a file of numbers; what it nests under `special_functions` counts as sections. */
export function checkStats({ special_functions: functions, ...file }: CaseFile): Conformance {
  const flat = Object.entries(functions ?? {}).map(([name, rows]) => [
    `special_functions.${name}`,
    rows,
  ])
  return checkFile({ ...(Object.fromEntries(flat) as CaseFile), ...file }, SECTIONS)
}
