// The HTTP side of reports: checks what is asked, finds the site, answers.
import { asks } from '../../packages/wire/ask.ts'
import type { ReportName } from '../../packages/wire/report.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import { readValue } from '../http/read-json.ts'
import { siteOfPath } from './site.ts'
import type { Sites } from '../sites/sites.ts'
import type { Experiments } from '../decide/experiments.ts'
import type { Driver } from '../storage/driver.ts'
import { reports } from '../reports/index.ts'
import type { ReportSource } from '../reports/report.ts'

export interface ReportParts {
  readonly driver: Driver
  readonly sites: Sites
  readonly experiments: Pick<Experiments, 'get'>
  readonly clock: Clock
}

export function reportHandler({ driver, sites, experiments, clock }: ReportParts): Handler {
  return async (call) => {
    const name = call.params['report'] ?? ''
    if (!isReport(name)) return fail('not_found')
    const { id, site } = siteOfPath(sites, call)
    const experiment = (key: string) => experiments.get(id, key)
    return answer(name, call, { driver, site, experiment, nowMs: clock.now() })
  }
}

function isReport(name: string): name is ReportName {
  return Object.hasOwn(reports, name)
}

async function answer<R extends ReportName>(name: R, call: Call, source: ReportSource) {
  const asked = { ...Object.fromEntries(call.query), site: call.params['site'] }
  return json(200, await reports[name](readValue(asked, asks[name]), source))
}
