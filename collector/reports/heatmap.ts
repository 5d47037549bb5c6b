// How one page was used on one kind of device: where it was clicked, and how far it was seen.
import { HEAT_SESSIONS_MIN } from '../../packages/wire/limits.ts'
import type { Band, Heatmap, Period } from '../../packages/wire/report.ts'
import { localDay } from '../local-day.ts'
import { sql } from '../storage/sql.ts'
import type { Sql } from '../storage/sql.ts'
import { elementsOf, NOTHING, estimateOf, spotsOf } from './heat-elements.ts'
import type { Place } from './heat-elements.ts'
import { foldOf, reachOf } from './heat-reach.ts'
import type { Report, ReportSource } from './report.ts'

const PAGES_MAX = 200
/** Rows of one page and band: far more than can be drawn. */
const CELLS_MAX = 20_000

/**
 * - The period counts in whole days of the site's calendar.
 * - A sample is drawn by session: the uncertainty grows with the squares of what each session did.
 * - A session counts once a day for each place; sessions of several days add up, since hardly one outlives its day.
 */
export const heatmap: Report<'heatmap'> = async (ask, source) => {
  const cells = cellsIn(source, ask)
  const views = await source.driver.select<{ page: string; band: Band; views: number }>(sql`
    select page, band, sum(n * 100.0 / sample) as "views" from ${cells} cells
    where type = 'view' group by page, band order by "views" desc, page, band`)
  const pages = pagesOf(views)
  const page = ask.page ?? pages[0]?.page ?? ''
  const bands = { phone: 0, tablet: 0, desktop: 0 }
  for (const row of views) if (row.page === page) bands[row.band] = row.views
  const band = ask.band ?? views.find((row) => row.page === page)?.band ?? 'desktop'
  const places = await source.driver.select<Place>(sql`
    select anchor, type, rx, ry, sum(n) as "n", sum(sessions) as "sessions",
      sum(n * 100.0 / sample) as "estimate",
      sum(squares * 100.0 * (100 - sample) / (sample * sample)) as "variance"
    from ${cells} cells where page = ${page} and band = ${band}
    group by anchor, type, rx, ry order by "n" desc, anchor, type, rx, ry limit ${CELLS_MAX}`)
  return { pages: pages.slice(0, PAGES_MAX), page, band, bands, ...answerOf(places) }
}

/** Cells of the days that the period touches. */
function cellsIn({ driver, site }: ReportSource, { site: id, fromMs, toMs }: Period): Sql {
  const first = localDay(fromMs, site.timeZone)
  const last = localDay(toMs - 1, site.timeZone)
  return sql`(
    select * from ${driver.dialect.heatCells()} all_cells
    where site = ${id} and day >= ${first} and day <= ${last})`
}

function pagesOf(rows: readonly { page: string; views: number }[]): Heatmap['pages'] {
  const views = new Map<string, number>()
  for (const row of rows) views.set(row.page, (views.get(row.page) ?? 0) + row.views)
  return [...views]
    .map(([page, count]) => ({ page, views: count }))
    .toSorted((a, b) => b.views - a.views || (a.page < b.page ? -1 : 1))
}

type Page = Omit<Heatmap, 'pages' | 'page' | 'band' | 'bands'>

const TOO_FEW: Page = {
  views: NOTHING,
  sessions: 0,
  clicks: NOTHING,
  unplaced: null,
  hidden: null,
  reach: [],
  fold: null,
  elements: [],
  spots: [],
}

function answerOf(places: readonly Place[]): Page {
  const whole = (type: string): Place | undefined =>
    places.find((each) => each.anchor === '*' && each.type === type)
  const seen = whole('view')
  if (!seen || seen.sessions < HEAT_SESSIONS_MIN) return TOO_FEW
  const clicked = whole('click')
  const elements = elementsOf(places)
  const named = elements.reduce((sum, { clicks }) => sum + clicks.value, 0)
  const nameless = places.find(isNameless)?.estimate ?? 0
  const shareOf = (part: number): number | null => (clicked ? part / clicked.estimate : null)
  return {
    views: estimateOf(seen),
    sessions: seen.sessions,
    clicks: estimateOf(clicked),
    unplaced: shareOf(nameless),
    hidden: shareOf((clicked?.estimate ?? 0) - named - nameless),
    reach: reachOf(places, seen.estimate),
    fold: foldOf(places),
    elements,
    spots: spotsOf(places),
  }
}

const isNameless = ({ anchor, type, rx }: Place): boolean =>
  anchor === '' && type === 'click' && rx < 0
