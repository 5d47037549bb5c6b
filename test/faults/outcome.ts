// What a scenario of the fault suite has come to: how much was acknowledged and stored, and what of it is lost or doubled.
import { appendFileSync } from 'node:fs'

export interface Outcome {
  readonly acknowledged: number
  readonly stored: number
  /** Acknowledged and not stored. */
  readonly lost: number
  /** Stored more than once. */
  readonly doubled: number
}

export interface Scenario extends Outcome {
  readonly scenario: string
  /** How often it was run, each time with another fault. */
  readonly runs: number
  /** Damaged on purpose: what is lost or doubled here has to be noticed. */
  readonly isControl?: boolean
}

export const seed = Number(process.env['SEED'] || Date.now() % 100_000)
/** The long form takes every place where the short one takes some. */
export const isLong = process.env['FAULTS'] === 'long'

/** What a failing check says beside its fault. */
export const replay = (what: string): string =>
  `${what}; npm run faults -- ${isLong ? '' : '--short '}--seed ${seed} replays it`

/** Counts what is missing and what is there twice. */
export function compare(acknowledged: ReadonlySet<string>, stored: readonly string[]): Outcome {
  const unique = new Set(stored)
  const lost = [...acknowledged].filter((identity) => !unique.has(identity)).length
  return {
    acknowledged: acknowledged.size,
    stored: stored.length,
    lost,
    doubled: stored.length - unique.size,
  }
}

/** Adds up the outcomes of many runs. */
export function createSum(scenario: string, isControl = false) {
  let runs = 0
  const sum = { acknowledged: 0, stored: 0, lost: 0, doubled: 0 }
  return {
    add: (outcome: Outcome): void => {
      runs++
      for (const name of ['acknowledged', 'stored', 'lost', 'doubled'] as const)
        sum[name] += outcome[name]
    },
    /** Prints the sum, and gives it to whoever asked for the table. */
    record: (): Scenario => record({ scenario, runs, ...sum, isControl }),
  }
}

export function record(scenario: Scenario): Scenario {
  const { scenario: name, runs, acknowledged, stored, lost, doubled } = scenario
  console.log(
    `SEED=${seed} ${name}: ${runs} runs, acknowledged ${acknowledged}, stored ${stored}, lost ${lost}, doubled ${doubled}`,
  )
  const report = process.env['FAULTS_REPORT']
  if (report) appendFileSync(report, `${JSON.stringify(scenario)}\n`)
  return scenario
}
