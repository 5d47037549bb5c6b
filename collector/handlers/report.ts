// The HTTP side of reports: one handler for each, which finds the site and answers.
import { reportOperation } from '../../packages/wire/api.ts'
import type { ReportMap, ReportName } from '../../packages/wire/report.ts'
import type { ApiHandlers } from '../api/asked.ts'
import type { Clock } from '../clock.ts'
import type { Experiments } from '../decide/experiments.ts'
import { reports } from '../reports/index.ts'
import type { Site } from '../sites/site.ts'
import type { Driver } from '../storage/driver.ts'

export interface ReportParts {
  readonly driver: Driver
  readonly experiments: Pick<Experiments, 'get'>
  readonly clock: Clock
}

type Names = `report${Capitalize<ReportName>}`

interface AskedReport<R extends ReportName> {
  readonly site: { readonly id: string; readonly settings: Site }
  readonly query: Omit<ReportMap[R]['ask'], 'site'>
}

export function reportHandlers({
  driver,
  experiments,
  clock,
}: ReportParts): Pick<ApiHandlers, Names> {
  const of =
    <R extends ReportName>(name: R) =>
    ({ site: { id, settings }, query }: AskedReport<R>): Promise<ReportMap[R]['answer']> =>
      reports[name]({ ...query, site: id } as ReportMap[R]['ask'], {
        driver,
        site: settings,
        experiment: (key) => experiments.get(id, key),
        nowMs: clock.now(),
      })
  return Object.fromEntries(
    (Object.keys(reports) as ReportName[]).map((name) => [reportOperation(name), of(name)]),
  ) as unknown as Pick<ApiHandlers, Names>
}
