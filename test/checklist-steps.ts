// The checklist of ARCHITECTURE.md as edits to a tree: what adding the feature `pulse` touches, step by step.

export interface Step {
  readonly name: string
  readonly file: string
  /** What the file holds afterwards; `before` is '' where it is new. */
  readonly edit: (before: string) => string
}

/** Puts `addition` in front of the first `mark`; a checklist whose marks are gone is itself out of date. */
function before(mark: string, addition: string): (text: string) => string {
  return (text) => {
    if (!text.includes(mark)) throw new Error(`the checklist looks for "${mark}"`)
    return text.replace(mark, () => addition + mark)
  }
}

const fresh = (text: string) => () => text

const FEATURE = `// Counts a pulse once a page: a feature that stands for any new one.
import type { Feature } from '../core/index.ts'

export interface PulseOptions {
  /** How strong a pulse is. @default 1 */
  strength?: number
}

/** Makes the feature. */
export function pulse({ strength = 1 }: PulseOptions = {}): Feature {
  return {
    name: 'pulse',
    purpose: 'analytics',
    start: ({ on, emit }) => on('page', () => emit('pulse', { strength })),
  }
}
`

const REPORT = `// How many pulses there were.
import { sql } from '../storage/sql.ts'
import type { Report } from './report.ts'
import { eventsIn } from './selection.ts'

export const pulse: Report<'pulse'> = async (ask, source) => {
  const [row] = await source.driver.select<{ pulses: number }>(sql\`
    select count(*) as pulses from \${eventsIn(source, ask)} events_in where type = 'pulse'\`)
  return { pulses: row?.pulses ?? 0 }
}
`

const SCREEN = `// How many pulses there were.
import type { VNode } from 'preact'
import type { ScreenProps } from './screens.ts'

export function Pulse({ site }: ScreenProps): VNode {
  return <p>Pulses of {site.name}</p>
}
`

const FIXTURE = JSON.stringify({
  site: 'demo',
  sdk: '0.1.0',
  stream: 'stream-pulse-1',
  sentMs: 1_767_603_600_000,
  emitted: 1,
  grant: { analytics: 'full' },
  events: [
    {
      seq: 1,
      type: 'pulse',
      timeMs: 1_767_603_599_000,
      session: 'session-pulse',
      url: 'https://shop.example/',
      body: { strength: 3 },
    },
  ],
})

export const STEPS: readonly Step[] = [
  {
    name: 'EventMap',
    file: 'packages/wire/event.ts',
    edit: before(
      '  /** An event the site itself defines. */',
      '  /** A pulse. */\n  pulse: { strength: number }\n',
    ),
  },
  {
    name: 'schema of the event',
    file: 'packages/wire/parse.ts',
    edit: before(
      "  custom: object<EventMap['custom']>",
      "  pulse: object<EventMap['pulse']>({ strength: whole(0, 9) }),\n",
    ),
  },
  {
    name: 'purpose',
    file: 'packages/wire/purpose.ts',
    edit: before("  custom: 'analytics'", "  pulse: 'analytics',\n"),
  },
  {
    name: 'free text',
    file: 'collector/ingest/scrub-event.ts',
    edit: before("  custom: { name: 'fixed' }", '  pulse: {},\n'),
  },
  { name: 'fixture', file: 'packages/wire/fixtures/pulse.json', edit: fresh(FIXTURE) },
  { name: 'feature', file: 'packages/pulse/index.ts', edit: fresh(FEATURE) },
  {
    name: 'README of the feature',
    file: 'packages/pulse/README.md',
    edit: fresh('# pulse\n\nCounts pulses.\n'),
  },
  {
    name: 'layer',
    file: 'test/layers.ts',
    edit: before("  'packages/sdk':", "  'packages/pulse': FEATURE,\n"),
  },
  {
    name: 'layer of the entries',
    file: 'test/layers.ts',
    edit: before(
      "    'packages/core/index.ts',\n    'packages/consent/index.ts'",
      "    'packages/pulse/index.ts',\n",
    ),
  },
  {
    name: 'entry',
    file: 'packages/sdk/index.ts',
    edit: before(
      'export { track }',
      "export { pulse } from '../pulse/index.ts'\nexport type { PulseOptions } from '../pulse/index.ts'\n",
    ),
  },
  {
    name: 'ReportMap',
    file: 'packages/wire/report.ts',
    edit: before('  delivery: { ask', '  pulse: { ask: Period; answer: { pulses: number } }\n'),
  },
  {
    name: 'schema of the ask',
    file: 'packages/wire/ask.ts',
    edit: before('  delivery: period', '  pulse: period,\n'),
  },
  {
    name: 'schema of the answer',
    file: 'collector/api/answers.ts',
    edit: before(
      '  delivery: { summary',
      "  pulse: { summary: 'How many pulses there were.', answer: object({ pulses: number }) },\n",
    ),
  },
  { name: 'report', file: 'collector/reports/pulse.ts', edit: fresh(REPORT) },
  {
    name: 'list of reports',
    file: 'collector/reports/index.ts',
    edit: (text) =>
      before(
        'import type { Report }',
        "import { pulse } from './pulse.ts'\n",
      )(before('  delivery,\n', '  pulse,\n')(text)),
  },
  {
    name: 'cases of the report',
    file: 'test/contract/reports/pulse.case.txt',
    edit: fresh('# No cases: their runner is not run here.\n'),
  },
  {
    name: 'words of the answer',
    file: 'test/contract/reports/answer-text.ts',
    edit: before(
      '  delivery: (answer',
      "  pulse: (answer) => [lineOf(['pulses', answer.pulses])],\n",
    ),
  },
  { name: 'screen', file: 'demo-site/console/pulse.tsx', edit: fresh(SCREEN) },
  {
    name: 'list of screens',
    file: 'demo-site/console/screens.ts',
    edit: before(
      '  delivery: {',
      "  pulse: {\n    title: 'Pulse',\n    hasPeriod: true,\n    load: () => import('./pulse.tsx').then((part) => part.Pulse),\n  },\n",
    ),
  },
]

/** Beside the tree: sends the golden batch through parser, log and store, and asks the new report. */
export const PROBE = `// Sends the golden batch of the new feature through the whole chain, and asks its report.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCountry } from '../collector/ingest/country.ts'
import { createPipeline } from '../collector/ingest/pipeline.ts'
import { diskFiles } from '../collector/log/files.ts'
import { createMetrics } from '../collector/metrics.ts'
import { systemRandom } from '../collector/random.ts'
import { reports } from '../collector/reports/index.ts'
import { createSites } from '../collector/sites/sites.ts'
import { createDuckdbDriver } from '../collector/storage/drivers/duckdb.ts'
import { openDatabase } from '../collector/storage/duckdb-database.ts'
import { createMemoryDocuments } from '../collector/storage/settings/memory.ts'
import { pulse } from '../packages/sdk/index.ts'
import { asks } from '../packages/wire/ask.ts'
import { createProofsHere } from './support/proofs.ts'

test('the new event reaches its report', async () => {
  expect(pulse().purpose).toBe('analytics')
  const batch = JSON.parse(readFileSync('packages/wire/fixtures/pulse.json', 'utf8'))
  const receivedMs = batch.sentMs
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-probe-'))
  const store = createDuckdbDriver(await openDatabase({ path: join(folder, 'db'), memoryLimit: '256MB' }))
  await store.migrate()
  const sites = createSites(createMemoryDocuments())
  const site = { name: 'Demo', currency: 'EUR', timeZone: 'UTC', origins: ['https://shop.example'], rates: {} }
  await sites.put('demo', site)
  const pipeline = await createPipeline({
    logFolder: folder,
    proofs: createProofsHere(),
    clock: { now: () => receivedMs },
    random: systemRandom,
    files: diskFiles,
    store,
    sites,
    country: createCountry(() => undefined),
    metrics: createMetrics(),
    logger: { write: () => undefined },
    wait: async () => undefined,
    addressPerSecond: 100,
    sitePerSecond: 100,
  })
  const sender = { origin: 'https://shop.example', address: '203.0.113.9', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', receivedMs }
  expect(await pipeline.accept(Buffer.from(JSON.stringify(batch)), sender)).toEqual({ accepted: 1 })
  await pipeline.drain()
  const ask = asks.pulse({ site: 'demo', fromMs: receivedMs - 60_000, toMs: receivedMs + 60_000 }, '')
  expect(await reports.pulse(ask, { driver: store, site, nowMs: receivedMs })).toEqual({ pulses: 1 })
  await pipeline.stop()
  await store.close()
})
`
