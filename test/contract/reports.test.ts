// The report contract: cases with answers worked out by hand, and random visits counted a second way.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { reports } from '../../collector/reports/index.ts'
import type { LogLine, Row } from '../../collector/storage/columns.ts'
import type { Driver } from '../../collector/storage/driver.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { sql } from '../../collector/storage/sql.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import type { Ask, Overview, ReportName, SlotRow } from '../../packages/wire/report.ts'
import { answerText } from './reports/answer-text.ts'
import { CURRENCY, SITE, readCases } from './reports/cases.ts'
import type { ReportCase } from './reports/cases.ts'
import { countEvents, countOverview, countPages, countRecommend } from './reports/count.ts'
import { randomRows } from './reports/random-rows.ts'

// Each asks a hundred questions of a database.
vi.setConfig({ testTimeout: 30_000 })

const NAMES = [
  'overview',
  'pages',
  'events',
  'recommend',
  'live',
  'delivery',
  'consent',
  'heatmap',
  'experiments',
] as const
const DAY_MS = 86_400_000

let folder = ''
let segments = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-reports-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function withDriver<T>(
  lines: readonly LogLine[],
  work: (driver: Driver) => Promise<T>,
): Promise<T> {
  const name = `${(segments += 1)}.ndjson`
  const path = join(folder, name)
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const driver = createDuckdbDriver(
    await openDatabase({ path: `${path}.duckdb`, memoryLimit: '256MB' }),
  )
  try {
    await driver.migrate()
    await driver.insert({ name, path })
    return await work(driver)
  } finally {
    await driver.close()
  }
}

async function answerOf<R extends ReportName>(
  name: R,
  given: ReportCase,
  prepare: (driver: Driver) => Promise<void> = async () => {},
): Promise<string[]> {
  const { fromMs, toMs, nowMs, timeZone } = given
  const { page, band } = given
  const experiment = given.experiment?.key
  const ask = { site: SITE, fromMs, toMs, experiment, page, band } as unknown as Ask<R>
  const site = { currency: CURRENCY, timeZone }
  return await withDriver(given.lines, async (driver) => {
    await driver.erase(SITE, given.leaving, timeZone)
    await prepare(driver)
    const source = { driver, site, nowMs, experiment: () => given.experiment }
    return answerText(name, await reports[name](ask, source))
  })
}

describe.each(NAMES)('%s', async (name) => {
  const file = new URL(`reports/${name}.case.txt`, import.meta.url)
  const cases = readCases(await readFile(file, 'utf8'))

  test('has at least four cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(4)
  })

  test.each(cases.map((given) => [given.name, given] as const))('%s', async (_, given) => {
    expect(await answerOf(name, given)).toEqual(given.expected)
  })
})

describe('heatmap, once its points have become sums', async () => {
  const file = new URL('reports/heatmap.case.txt', import.meta.url)
  const cases = readCases(await readFile(file, 'utf8'))

  test.each(cases.map((given) => [given.name, given] as const))('%s', async (_, given) => {
    const answer = await answerOf('heatmap', given, async (driver) => {
      await driver.fold(given.nowMs + 1)
      const [left] = await driver.select<{ raw: number }>(sql`
        select count(*) as raw from ${driver.dialect.events()} where type = 'heat' and session <> ''`)
      expect(left?.raw).toBe(0)
    })
    expect(answer).toEqual(given.expected)
  })
})

interface Answers {
  overview: Omit<Overview, 'currency'>
  pages: Map<string, object>
  events: Map<string, object>
  recommend: Map<string, object>
}

const FROM_MS = Date.parse('2026-05-04T00:00Z')
const SPAN = { fromMs: FROM_MS, toMs: FROM_MS + DAY_MS }

function counted(rows: readonly Row[]): Answers {
  return {
    overview: countOverview(rows, SPAN),
    pages: byName(countPages(rows, SPAN), (row) => row.path),
    events: byName(countEvents(rows, SPAN), (row) => `${row.name} ${row.custom}`),
    recommend: byName(countRecommend(rows, SPAN), (row) => row.slot),
  }
}

async function asked(rows: readonly Row[]): Promise<Answers> {
  const lines = rows.map((row) => ({ line: 'event', ...row }) as LogLine)
  const site = { currency: CURRENCY, timeZone: 'UTC' }
  const ask = { site: SITE, ...SPAN }
  return await withDriver(lines, async (driver) => {
    const source = { driver, site, nowMs: SPAN.toMs }
    const { currency, ...overview } = await reports.overview(ask, source)
    const pages = await reports.pages(ask, source)
    const events = await reports.events(ask, source)
    const recommend = await reports.recommend(ask, source)
    expect([currency, pages.total, events.total]).toEqual([
      CURRENCY,
      pages.rows.length,
      events.rows.length,
    ])
    return {
      overview,
      pages: byName(pages.rows, (row) => row.path),
      events: byName(events.rows, (row) => `${row.name} ${row.custom}`),
      recommend: byName(recommend.rows, (row) => row.slot),
    }
  })
}

function byName<T extends object>(rows: readonly T[], nameOf: (row: T) => string) {
  return new Map(rows.map((row) => [nameOf(row), rounded(row)]))
}

/** Floats agree to 1e-9, whole numbers exactly. */
function rounded<T>(answer: T): T {
  return JSON.parse(
    JSON.stringify(answer, (_, field: unknown) =>
      typeof field === 'number' && !Number.isInteger(field) ? Number(field.toPrecision(10)) : field,
    ),
  ) as T
}

describe('agreement', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('of reports and a plain count, seed %i', async (seed) => {
    const rows = randomRows(seed, FROM_MS - DAY_MS, 3)
    const plain = counted(rows)
    expect(plain.overview.pageViews.value).toBeGreaterThan(0)
    const { overview, pages, events, recommend } = await asked(rows)
    expect(rounded(overview)).toEqual(rounded(plain.overview))
    expect(pages).toEqual(plain.pages)
    expect(events).toEqual(plain.events)
    expect(recommend).toEqual(plain.recommend)
  })

  test('notices one row that is not the same', async () => {
    const rows = randomRows(1, FROM_MS - DAY_MS, 3)
    const answers = await asked(rows)
    const seen = (row: Row): boolean => row.time_ms >= SPAN.fromMs && row.time_ms < SPAN.toMs
    const index = rows.findIndex((row) => row.type === 'page_view' && !row.bot && seen(row))
    const plain = counted(rows.toSpliced(index, 1))
    expect(rounded(answers.overview)).not.toEqual(rounded(plain.overview))
    expect(answers.pages).not.toEqual(plain.pages)
    expect(answers.events).not.toEqual(plain.events)
    const unchosen = counted(rows.filter(({ type }) => type !== 'select_item'))
    const ordersOf = (answer: Answers) =>
      [...answer.recommend.values()].reduce((sum, row) => sum + (row as SlotRow).orders, 0)
    expect(ordersOf(unchosen)).toBe(0)
    expect(ordersOf(answers)).toBeGreaterThan(0)
  })
})
