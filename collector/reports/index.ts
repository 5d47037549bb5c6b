// All reports by name: a key of `ReportMap` without its report does not compile.
import type { ReportName } from '../../packages/wire/report.ts'
import { consent } from './consent.ts'
import { delivery } from './delivery.ts'
import { events } from './events.ts'
import { experiments } from './experiments.ts'
import { heatmap } from './heatmap.ts'
import { live } from './live.ts'
import { overview } from './overview.ts'
import { pages } from './pages.ts'
import { recommend } from './recommend.ts'
import type { Report } from './report.ts'

export const reports: { readonly [R in ReportName]: Report<R> } = {
  overview,
  pages,
  events,
  recommend,
  live,
  delivery,
  consent,
  heatmap,
  experiments,
}
