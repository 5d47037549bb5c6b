// Reads the pages of products that no list covers: a page a second, each again after a week, only where the site says so.
import type { Clock } from '../clock.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Sites } from '../sites/sites.ts'
import type { Driver } from '../storage/driver.ts'
import { sql } from '../storage/sql.ts'
import { NotFetched } from './fetch-page.ts'
import type { FetchPage } from './fetch-page.ts'
import type { Feed } from './feed.ts'
import type { Fetched, FetchedProduct } from './fetched.ts'
import { productOf } from './page-product.ts'
import { ALLOWED, FORBIDDEN, readRobots } from './robots.ts'
import type { Robots } from './robots.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SEEN_MS = 30 * DAY_MS
/** How often it is looked which pages are due. */
const PLAN_MS = 6 * HOUR_MS
const PAGES_PER_RUN = 1_000
const FRESH_MS = { facts: 7 * DAY_MS, fault: DAY_MS } as const
const PACE_MS = 1_000
/** So many pages, and what was read of them is kept. */
const KEPT_EVERY = 25
const AGENT = 'tidemark'
const PAGE_TYPES = ['text/html', 'application/xhtml+xml'] as const

export interface HarvestParts {
  readonly driver: Pick<Driver, 'dialect' | 'select'>
  readonly sites: Pick<Sites, 'get' | 'list'>
  readonly feed: Feed
  readonly fetched: Fetched
  readonly fetchPage: FetchPage
  readonly clock: Clock
  readonly logger: Logger
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Harvest {
  /** Reads what is due; to be called now and then. */
  readonly tick: () => void
  /** Reads the pages of a site that are due, after those of others; answers once that is done. */
  readonly run: (site: string) => Promise<void>
  readonly isRunning: (site: string) => boolean
  /** Ends what is under way for a site. */
  readonly forget: (site: string) => Promise<void>
  readonly stop: () => Promise<void>
}

interface Candidate {
  readonly id: string
  readonly url: URL
}

export function createHarvest(parts: HarvestParts): Harvest {
  const { sites, clock, logger } = parts
  const plannedMs = new Map<string, number>()
  const running = new Map<
    string,
    { readonly stop: AbortController; readonly done: Promise<void> }
  >()
  let turn: Promise<void> = Promise.resolve()

  const isOn = (site: string): boolean => sites.get(site)?.recommend?.fetch === true

  function run(site: string): Promise<void> {
    const known = running.get(site)
    if (known) return known.done
    plannedMs.set(site, clock.now())
    const stop = new AbortController()
    turn = turn
      .then(() => harvestSite(parts, site, () => isOn(site) && !stop.signal.aborted, stop.signal))
      .catch((error: unknown) => logger.write('fetch_failed', { site, cause: cause(error) }))
      .finally(() => running.delete(site))
    running.set(site, { stop, done: turn })
    return turn
  }

  async function forget(site: string): Promise<void> {
    running.get(site)?.stop.abort()
    await running.get(site)?.done
    plannedMs.delete(site)
  }

  return {
    run,
    forget,
    isRunning: (site) => running.has(site),
    tick: () => {
      for (const [site] of sites.list())
        if (isOn(site) && clock.now() - (plannedMs.get(site) ?? -Infinity) >= PLAN_MS)
          void run(site)
    },
    stop: async () => {
      for (const { stop } of running.values()) stop.abort()
      await turn
    },
  }
}

async function harvestSite(
  parts: HarvestParts,
  site: string,
  mayGoOn: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const robots = createRobotsBook(parts, site, signal)
  let read: FetchedProduct[] = []
  const keep = async (): Promise<void> => {
    if (read.length > 0 && mayGoOn()) await parts.fetched.put(site, read)
    read = []
  }
  let pages = 0
  for (const candidate of mayGoOn() ? await candidatesOf(parts, site) : []) {
    const rules = await robots(candidate.url)
    if (!mayGoOn()) break
    const found = await readOne(parts, { site, candidate, rules, signal })
    // What was given up says nothing of the page.
    if (!mayGoOn()) break
    read.push({ id: candidate.id, atMs: parts.clock.now(), ...found })
    pages++
    if (read.length === KEPT_EVERY) await keep()
    if (found.fault !== 'robots') await parts.wait(Math.max(PACE_MS, rules.delayMs), signal)
  }
  await keep()
  if (pages > 0) parts.logger.write('pages_fetched', { site, pages })
}

interface OnePage {
  readonly site: string
  readonly candidate: Candidate
  readonly rules: Robots
  readonly signal: AbortSignal
}

async function readOne(
  { fetchPage, sites }: HarvestParts,
  { site, candidate, rules, signal }: OnePage,
): Promise<Pick<FetchedProduct, 'facts' | 'out' | 'fault'>> {
  const { id, url } = candidate
  const origins = ownOrigins(sites.get(site)?.origins)
  if (!rules.allows(url.pathname)) return { fault: 'robots' }
  try {
    const page = await fetchPage({ url, origins, types: PAGE_TYPES, signal })
    if (page.status !== 200) return { fault: `status_${page.status}` }
    if (page.url.origin === url.origin && !rules.allows(page.url.pathname))
      return { fault: 'robots' }
    const product = productOf(page.text, { id, url: page.url, origins })
    if (!product) return { fault: 'no_product' }
    return { facts: product.facts, ...(product.out && { out: true }) }
  } catch (error) {
    if (error instanceof NotFetched) return { fault: error.code }
    throw error
  }
}

const ownOrigins = (origins: readonly string[] = []): string[] =>
  origins.filter((origin) => origin !== '*')

/** The rules of each origin, asked once a run. */
function createRobotsBook(
  { fetchPage, sites, wait }: HarvestParts,
  site: string,
  signal: AbortSignal,
): (url: URL) => Promise<Robots> {
  const known = new Map<string, Robots>()

  async function ask(url: URL): Promise<Robots> {
    const origins = ownOrigins(sites.get(site)?.origins)
    const asked = { url: new URL('/robots.txt', url), origins, types: ['text/plain'], signal }
    try {
      const { status, text } = await fetchPage(asked)
      if (status === 200) return readRobots(text, AGENT)
      return status >= 400 && status < 500 && status !== 429 ? ALLOWED : FORBIDDEN
    } catch {
      return FORBIDDEN
    } finally {
      await wait(PACE_MS, signal)
    }
  }

  return async (url) => {
    const rules = known.get(url.origin) ?? (await ask(url))
    known.set(url.origin, rules)
    return rules
  }
}

/**
 * Pages of one product that `k` visitors have seen as the page of that product: fewer could have us fetch what they want.
 * What the page then says of itself counts, and only where it names the same product.
 */
async function candidatesOf(parts: HarvestParts, site: string): Promise<Candidate[]> {
  const { driver, sites, feed, fetched, clock } = parts
  const settings = sites.get(site)
  const { k = Infinity, learnsUnder } = settings?.recommend ?? {}
  const itemAt = (at: number) => driver.dialect.bodyText(`items[${at}].item_id`)
  const rows = await driver.select<{ id: string; host: string; path: string }>(sql`
    select id, host, path from (
      select ${itemAt(0)} as id, host, path, visitor from ${driver.dialect.events()}
      where site = ${site} and type = 'view_item' and time_ms > ${clock.now() - SEEN_MS}
        and not bot and not staff and visitor <> '' and (may_train or ${learnsUnder === 'analytics'})
        and ${itemAt(1)} = '') seen
    where id <> '' group by id, host, path having count(distinct visitor) >= ${k}
    order by count(distinct visitor) desc, id, path`)
  const originOf = new Map(
    ownOrigins(settings?.origins).map((origin) => [new URL(origin).host, origin]),
  )
  const covered = await feed.facts(site)
  const read = await fetched.all(site)
  const isFresh = (id: string): boolean => {
    const known = read.get(id)
    return (
      known !== undefined && clock.now() - known.atMs < FRESH_MS[known.fault ? 'fault' : 'facts']
    )
  }
  const due = new Map<string, Candidate>()
  for (const { id, host, path } of rows) {
    const origin = originOf.get(host)
    if (due.size === PAGES_PER_RUN) break
    if (!origin || due.has(id) || covered.has(id) || isFresh(id)) continue
    const address = origin + path
    if (path.startsWith('/') && URL.canParse(address)) due.set(id, { id, url: new URL(address) })
  }
  return [...due.values()]
}
