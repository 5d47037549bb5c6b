// What a report is: a function from a checked question to its answer.
import type { Experiment } from '../../packages/wire/experiment.ts'
import type { Answer, Ask, ReportName } from '../../packages/wire/report.ts'
import type { Driver } from '../storage/driver.ts'

/** What a report may look at. */
export interface ReportSource {
  readonly driver: Pick<Driver, 'dialect' | 'select' | 'leavings'>
  readonly site: { readonly currency: string; readonly timeZone: string }
  /** An experiment of the site. */
  readonly experiment?: (key: string) => Experiment | undefined
  readonly nowMs: number
}

export type Report<R extends ReportName> = (ask: Ask<R>, source: ReportSource) => Promise<Answer<R>>
