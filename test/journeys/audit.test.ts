// `tidemark audit` before pages of which the truth is known: trackers, banners that lie, and our own tag beside them.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Answered, Audit, Phase } from '../../collector/audit/facts.ts'
import { EXPECTED } from '../corpora/audit/expected.ts'
import type { Facts } from '../corpora/audit/expected.ts'
// @ts-expect-error -- a script of ours, without types.
import { fetchPackages, foldersOf } from '../corpora/audit/fetch-packages.mjs'
// @ts-expect-error -- a script of ours, without types.
import { startAuditPages } from '../corpora/audit/pages.mjs'
import { CHROMIUM } from '../support/browser-chromium.ts'
import { startPageCollector } from '../support/page-collector.ts'
import { consentConfig, noticeFiles } from '../support/page-consent.ts'
import { pageHtml } from '../support/page-markup.ts'
import { startPageServer } from '../support/page-server.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000, maxConcurrency: 3 })

/** Those that every run looks at; the rest comes with the long form. */
const SHORT = ['lying-reject']
/** What others store there depends on the browser: it has a check of its own. */
const FRAMED = 'pixel'
const names = process.env['LONG'] ? Object.keys(EXPECTED).filter((name) => name !== FRAMED) : SHORT
const trackers = fetchTrackers()

interface Pages {
  readonly page: string
  readonly close: () => Promise<void>
}

let pages: Pages
let folder: string

beforeAll(async () => {
  pages = (await startAuditPages(trackers ?? foldersOf())) as Pages
  folder = await mkdtemp(join(tmpdir(), 'tidemark-audit-test-'))
})
afterAll(async () => {
  await pages?.close()
  await rm(folder, { recursive: true, force: true })
})

function fetchTrackers(): object | undefined {
  // Where there is no network, that is known at once.
  process.env['npm_config_fetch_retries'] = '0'
  try {
    return fetchPackages() as object
  } catch {
    return undefined
  }
}

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

const tidemark = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const args = ['collector/dist/main.js', 'audit', ...words]
    // The clock says where a visitor is, and so whether our banner asks.
    const env = { ...process.env, TZ: 'Europe/Berlin' }
    execFile(process.execPath, args, { maxBuffer: 2 ** 26, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })

/** The program of the system, else the one that Playwright has brought. */
const browser = existsSync(CHROMIUM) ? CHROMIUM : chromium.executablePath()

async function audit(url: string, ...words: readonly string[]) {
  const { code, out, err } = await tidemark(url, '--browser', browser, '--json', '-', ...words)
  if (!out) throw new Error(err)
  return { code, err, found: JSON.parse(out) as Audit }
}

/** In the words of the corpus: keys of others carry their host. */
function factsOf({ cookies, entries, attempts, requests }: Phase): Facts {
  const sorted = (list: readonly string[]) => [...new Set(list)].toSorted()
  const of = (kind: string) =>
    sorted(
      entries
        .filter((entry) => entry.kind === kind)
        .map(({ name, host, isOwn }) => (isOwn ? name : `${name} ${host}`)),
    )
  return {
    cookies: sorted(cookies.map(({ name, host }) => `${name} ${host}`)),
    local: of('local'),
    session: of('session'),
    databases: of('database'),
    caches: of('cache'),
    hosts: sorted(requests.filter(({ isOwn }) => !isOwn).map(({ host }) => host)),
    attempted: sorted(attempts.map(({ name, host }) => `${name} ${host}`)),
  }
}

const sortedFacts = (facts: Facts) =>
  Object.fromEntries(Object.entries(facts).map(([kind, list]) => [kind, list.toSorted()]))

const after = (answered: Answered) => (answered.isPossible ? factsOf(answered.phase) : answered.why)

const needsTracker = (name: string) => /posthog|snowplow/.test(name)
const here = names.filter((name) => trackers || !needsTracker(name))
const absent = names.filter((name) => !here.includes(name))
test.skip.each(absent)('%s (skipped: no registry)', () => {})

test.concurrent.each(here)('%s: what is told is what is so', async (name) => {
  const { before, rejected, accepted, breaches } = EXPECTED[name]!
  const { code, found, err } = await audit(`${pages.page}/${name}`)
  expect(factsOf(found.before)).toEqual(sortedFacts(before))
  expect(after(found.rejected)).toEqual(
    rejected ? sortedFacts(rejected) : 'no button to reject was found',
  )
  expect(after(found.accepted)).toEqual(
    accepted ? sortedFacts(accepted) : 'no button to accept was found',
  )
  expect(found.findings.toSorted()).toEqual(breaches.toSorted())
  expect(code).toBe(breaches.length > 0 ? 1 : 0)
  expect(err).toContain('Before any choice: ')
})

if (process.env['LONG'])
  test.concurrent('a pixel and a frame of others, where they may store and where not', async () => {
    const { before, permissive } = EXPECTED[FRAMED]!
    const { found } = await audit(`${pages.page}/${FRAMED}`)
    expect(factsOf(found.before)).toEqual(sortedFacts(permissive!))
    const blocked = await audit(`${pages.page}/${FRAMED}`, '--block-third-party')
    // The corpus was measured with partitions of storage switched off, as Playwright does: in the browser as it is
    // sold the frame has one.
    const local = permissive!.local
    expect(factsOf(blocked.found.before)).toEqual(sortedFacts({ ...before, local }))
  })

const ICON = '<link rel="icon" href="data:,">'

const asked = ({ requests }: Phase) =>
  requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)

test.concurrent('our own tag: static files alone before a choice, one note after a no', async () => {
  const site = await startPageServer()
  const { data, remove } = await makeDataFolder()
  const collector = await runCollector({ data, args: ['--site', 'demo', '--origin', site.url] })
  const say = (grant: string) => `tm('consent',{analytics:'${grant}'});this.parentNode.remove()`
  const body = `<div role="dialog" aria-label="Cookies"><button onclick="${say('full')}">Accept all</button>
    <button onclick="${say('none')}">Reject all</button></div>`
  site.put('/', { html: pageHtml({ tag: collector.url, head: ICON, body }) })
  const report = join(folder, 'own.html')
  const { code, found } = await audit(site.url, '--report', report)
  expect([code, found.findings]).toEqual([0, []])
  expect(asked(found.before)).toEqual(['GET /', 'GET /t/demo.js'])
  expect(factsOf(found.before)).toEqual(sortedFacts(EXPECTED['clean']!.before))
  expect(after(found.rejected)).toMatchObject({ cookies: [], local: ['tm_consent'], hosts: [] })
  if (found.rejected.isPossible) expect(asked(found.rejected.phase)).toEqual(['POST /consent'])
  if (found.accepted.isPossible) expect(asked(found.accepted.phase)).toContain('POST /e')
  expect(after(found.accepted)).toMatchObject({ local: expect.arrayContaining(['tm_visitor']) })
  expect(await readFile(report, 'utf8')).toContain('Clean: nothing was found')
  await collector.stop()
  await remove()
  await site.stop()
})

if (process.env['LONG'])
  test.concurrent('our own banner is found in its shadow root, and heard', async () => {
    const site = await startPageServer()
    const collector = await startPageCollector(consentConfig(), noticeFiles())
    site.put('/', { html: pageHtml({ tag: collector.url, head: ICON }) })
    const { code, found } = await audit(site.url)
    expect([code, found.findings]).toEqual([0, []])
    expect(factsOf(found.before)).toEqual(sortedFacts(EXPECTED['clean']!.before))
    expect(asked(found.before).filter((each) => !each.startsWith('GET '))).toEqual([])
    expect(after(found.rejected)).toMatchObject({ cookies: [], local: ['tm_consent'], hosts: [] })
    expect(after(found.accepted)).toMatchObject({ local: expect.arrayContaining(['tm_visitor']) })
    await collector.stop()
    await site.stop()
  })

test.concurrent.each([
  ['no address', [], 'expected the address of one page'],
  ['no page', ['ftp://shop.example'], 'expected an address like https://shop.example'],
  ['no browser', ['http://127.0.0.1:9', '--browser', '/nowhere'], 'apt-get install chromium'],
  ['nobody there', ['http://127.0.0.1:9', '--browser', browser], 'could not be opened: net::ERR'],
  ['too short a wait', ['http://127.0.0.1:9', '--wait', '1'], 'expected seconds from 4.5'],
])('%s: code 2, and why', async (_name, words, why) => {
  const { code, err } = await tidemark(...words)
  expect([code, err]).toEqual([2, expect.stringContaining(why)])
})
