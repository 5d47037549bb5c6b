// Silence where we are to ask, whatever the browser: by its log, what its pages can read, and the bytes of its profile.
import { randomBytes } from 'node:crypto'
import { expect, vi } from 'vitest'
import { makeProfile, searchProfile } from './browser-watched.ts'
import type { Search, Watchable, Watched } from './browser-watched.ts'
import type { Batch } from '../../packages/wire/event.ts'
import { startPageCollector } from './page-collector.ts'
import type { PageCollector } from './page-collector.ts'
import { makeEverything } from './page-everything.ts'
import { startPageServer } from './page-server.ts'
import type { PageServer } from './page-server.ts'
import { nameOf } from './page-tag.ts'

const CHOICE = 'tm_consent'
const KEYS = [CHOICE, 'tm_experiments', 'tm_left', 'tm_session', 'tm_visitor']
const EVENTS = 200
const PATIENCE = { timeout: 15_000, interval: 100 }

const STATIC_BEFORE = [
  'GET /t/demo.js',
  'GET /m/consent.js',
  expect.stringMatching(/^GET \/consent\/demo\/[0-9a-f]{16}\/en$/) as unknown as string,
]

export interface Stage {
  readonly browser: Watchable
  readonly collector: PageCollector
  readonly site: PageServer
  readonly profiles: readonly string[]
  readonly html: (title: string, head: string) => string
}

/** Sets up a site, and profiles of visitors who were never there; takes all of it down again. */
export async function onStage(
  browser: Watchable,
  profiles: number,
  run: (stage: Stage) => Promise<void>,
): Promise<void> {
  const { config, files, html } = await makeEverything()
  const collector = await startPageCollector(config, files)
  const site = await startPageServer()
  const made = await Promise.all(Array.from({ length: profiles }, makeProfile))
  try {
    await run({
      browser,
      collector,
      site,
      profiles: made.map(({ path }) => path),
      html: (title, head) => html(collector.url, title, head),
    })
    expect([...collector.faults, ...collector.takeRefusals()]).toEqual([])
  } finally {
    await Promise.all([collector.stop(), site.stop()])
    for (const { remove } of made) await remove()
  }
}

/** A browser on a profile, for as long as `act` takes. */
export async function visit<T>(
  { browser, site, html }: Stage,
  profile: string,
  act: (watched: Watched) => Promise<T>,
): Promise<T> {
  const watched = await browser.start(profile)
  try {
    site.put('/', { html: html('Home', watched.head) })
    site.put('/next', { html: html('Next', watched.head) })
    return await act(watched)
  } finally {
    await watched.stop()
  }
}

/** What was asked of anybody but the site itself. */
const askedOf = ({ collector, site }: Stage, watched: Watched) =>
  watched
    .requests()
    .filter((each) => !each.includes(site.url))
    .map((each) => each.replace(collector.url, '').replace(/-[\w-]{8}\.js/, '.js'))

export const ROOT = '[...document.body.children].map((each) => each.shadowRoot).find(Boolean)'

export const untilSo = async ({ run }: Watched, what: string, body: string): Promise<void> => {
  await vi
    .waitUntil(() => run(body).catch(() => false), PATIENCE)
    .catch(() => Promise.reject(new Error(`waited for ${what}`)))
}
export const bannerShown = (watched: Watched) =>
  untilSo(watched, 'the banner', `return !!${ROOT}?.querySelector('section')`)
const BUTTONS = `[...document.querySelectorAll('button'), ...(${ROOT}?.querySelectorAll('button') ?? [])]`
const wayBackShown = (watched: Watched) =>
  untilSo(
    watched,
    'the way back',
    `return ${BUTTONS}.some((each) => each.textContent === 'Privacy choices')`,
  )
export const press = (watched: Watched, name: string) =>
  untilSo(
    watched,
    name,
    `const found = ${BUTTONS}.find((each) => each.textContent === '${name}')
    found?.click()
    return !!found`,
  )

/** All that a page can read of what was kept. */
const keptBy = ({ run }: Watched) =>
  run(`return indexedDB.databases().then((databases) => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: databases.map(({ name }) => name),
  }))`)

const keptOnly = (...local: readonly string[]) => ({
  cookie: '',
  local,
  session: [],
  databases: [],
})

const MARK = 'kept_by_the_site_itself'

/** What the site keeps last must be found: then all that was kept before it has come to the disk. */
export const leaveMark = ({ run }: Watched) => run(`localStorage.setItem('${MARK}', 'yes')`)

export async function searchMarked(
  { browser }: Stage,
  profile: string,
  words: readonly string[] = [],
): Promise<Search> {
  // Helpers of a browser that has ended may still be writing.
  await vi.waitUntil(async () => {
    const { words } = await searchProfile(profile, [MARK])
    return words.includes(MARK)
  }, PATIENCE)
  await browser.settle(profile)
  const found = await searchProfile(profile, [MARK, ...words])
  expect(found.words).toContain(MARK)
  return { ...found, words: found.words.filter((word) => word !== MARK) }
}

/** Before a choice in one profile; a no in another, and with `npm run deep` in one more. */
export async function refusedVisits(browser: Watchable): Promise<void> {
  await onStage(browser, process.env['LONG'] ? 3 : 2, async (stage) => {
    const { collector, profiles } = stage
    const [undecided, ...refusing] = profiles
    await visit(stage, undecided!, async (watched) => {
      await undecidedVisit(stage, watched)
      await leaveMark(watched)
    })
    const before = await searchMarked(stage, undecided!)
    expect(before.names).toEqual([])
    tellSearch('before a choice', before)

    for (const profile of refusing) {
      await visit(stage, profile, (watched) => refusedVisit(stage, watched))
      const after = await searchMarked(stage, profile)
      expect(after.names).toEqual([CHOICE])
      tellSearch('after Reject', after)
    }
    const notes = collector.posts()
    expect(notes.map(({ path }) => path)).toEqual(refusing.map(() => '/consent'))
    expect(new Set(notes.map(({ body }) => body)).size).toBe(1)
    // There is nothing in it that two visitors could differ by.
    expect(JSON.parse(notes[0]!.body)).toEqual({
      site: 'demo',
      choice: 'refused',
      notice: collector.config.notice,
    })
  })
}

async function undecidedVisit(stage: Stage, watched: Watched): Promise<void> {
  const { collector, site } = stage
  const before = collector.received.length
  await watched.open(`${site.url}/?gclid=abc&utm_source=letter`)
  await bannerShown(watched)
  await watched.run(
    `tm('event', 'never_counted'); document.getElementById('plain').click(); scrollTo(0, 99)`,
  )
  expect(askedOf(stage, watched)).toEqual(STATIC_BEFORE)
  expect(collector.received.slice(before)).toHaveLength(STATIC_BEFORE.length)
  for (const { headers } of collector.received.slice(before)) {
    expect(headers.cookie).toBeUndefined()
    expect([undefined, `${site.url}/`]).toContain(headers.referer)
  }
  expect(await keptBy(watched)).toEqual(keptOnly())
}

async function refusedVisit(stage: Stage, watched: Watched): Promise<void> {
  const { collector, site } = stage
  await undecidedVisit(stage, watched)
  const notes = collector.notes.length
  await press(watched, 'Reject all')
  await collector.until('the note', () => collector.notes.length > notes)
  await watched.open(`${site.url}/next`)
  await wayBackShown(watched)
  expect(askedOf(stage, watched)).toEqual([...STATIC_BEFORE, 'POST /consent', 'GET /t/demo.js'])
  expect(await keptBy(watched)).toEqual(keptOnly(CHOICE))
  await leaveMark(watched)
}

/** A yes, a collector that takes nothing more, a full queue on the disk, and everything withdrawn. */
export async function withdrawnVisit(browser: Watchable): Promise<void> {
  await onStage(browser, 1, async (stage) => {
    const { collector, site } = stage
    const profile = stage.profiles[0]!
    const words = Array.from({ length: EVENTS }, () => randomBytes(12).toString('base64url'))
    await visit(stage, profile, async (watched) => {
      await accept(stage, watched)
      await fillQueue(stage, watched, words)
      await leaveMark(watched)
    })
    const full = await searchMarked(stage, profile, [...words, ...idsOf(collector)])
    tellSearch('a full queue', full)
    expect(full.names).toEqual(expect.arrayContaining(KEYS))
    expect(full.words).toEqual(expect.arrayContaining(idsOf(collector)))
    // A database that compresses leaves but some of them whole.
    expect(full.words.length).toBeGreaterThan(EVENTS / 10)

    await visit(stage, profile, async (watched) => {
      await watched.open(site.url)
      await watched.run(`localStorage.removeItem('${MARK}')`)
      await fillQueue(stage, watched, words)
      await withdraw(stage, watched)
      await leaveMark(watched)
    })
    const secrets = [...words, ...idsOf(collector)]
    const after = await searchMarked(stage, profile, secrets)
    tellSearch('after Withdraw', after)
    expect(after).toMatchObject({ names: [CHOICE], words: [] })

    // The control: whoever counts again is heard, and nothing older with it.
    const told = collector.posts().length
    await visit(stage, profile, (watched) => countAnew(stage, watched))
    const since = collector.posts().slice(told)
    expect(since.map(({ path }) => path)).toEqual(['/consent', ...since.slice(1).map(() => '/e')])
    for (const { body } of since)
      expect(secrets.filter((secret) => body.includes(secret))).toEqual([])
  })
}

/** Visitor, sessions and streams, as all batches so far have named them. */
function idsOf(collector: PageCollector): string[] {
  const batches = collector
    .posts()
    .filter(({ path }) => path === '/e')
    .map(({ body }) => JSON.parse(body) as Batch)
  const ids = batches.flatMap(({ visitor = '', stream, events }) => [
    visitor,
    stream,
    ...events.map(({ session }) => session),
  ])
  return [...new Set(ids)]
}

const untilCounted = ({ collector }: Stage, name: string) =>
  collector.until(name, () => collector.stored.some((event) => nameOf(event) === name))

async function accept(stage: Stage, watched: Watched): Promise<void> {
  await watched.open(`${stage.site.url}/?utm_source=letter`)
  await bannerShown(watched)
  await press(watched, 'Accept all')
  await untilSo(watched, 'the choice', `return localStorage.${CHOICE} !== undefined`)
  await watched.run(`tm('event', 'counted')`)
  await untilCounted(stage, 'counted')
  await untilSo(
    watched,
    'the history on the device',
    `return indexedDB.databases().then((all) => all.length > 0)`,
  )
}

async function fillQueue(
  { collector }: Stage,
  watched: Watched,
  words: readonly string[],
): Promise<void> {
  const told = collector.posts().length
  collector.failWith({ status: 503 })
  await untilSo(watched, 'the tag', `return typeof tm === 'function'`)
  await watched.run(
    `for (const word of ${JSON.stringify(words)}) tm('event', 'never_to_arrive', { word })`,
  )
  await collector.until('a batch that is not taken', () =>
    collector
      .posts()
      .slice(told)
      .some(({ status, body }) => status === 503 && body.includes('never_to_arrive')),
  )
}

async function countAnew(stage: Stage, watched: Watched): Promise<void> {
  await watched.open(stage.site.url)
  await wayBackShown(watched)
  await watched.run(`tm('consent', { analytics: 'full' }); tm('event', 'after_it_all')`)
  await untilCounted(stage, 'after_it_all')
}

const isNote = ({ path }: { path: string }) => path === '/consent'

async function withdraw(stage: Stage, watched: Watched): Promise<void> {
  const { collector, site } = stage
  await press(watched, 'Privacy choices')
  const asked = askedOf(stage, watched).length
  const told = collector.posts().length
  await press(watched, 'Withdraw all')
  await collector.until('the withdrawal', () => collector.posts().slice(told).some(isNote))
  await watched.run(`tm('event', 'never_to_arrive')`)
  collector.failWith(null)
  await watched.run(`dispatchEvent(new Event('online')); tm('event', 'never_to_arrive')`)
  await watched.open(`${site.url}/next`)
  await wayBackShown(watched)
  // What the preferences take, and what was tried once more before the withdrawal, is none of it.
  const since = askedOf(stage, watched).slice(asked)
  expect(since.slice(since.indexOf('POST /consent'))).toEqual(['POST /consent', 'GET /t/demo.js'])
  const posts = collector.posts()
  const [note, ...more] = posts.slice(posts.findLastIndex(isNote))
  expect(more).toEqual([])
  expect(JSON.parse(note!.body)).toMatchObject({
    choice: 'withdrawn',
    erase: collector.stored[0]?.batch.visitor,
  })
  expect(note?.body).not.toContain('never_to_arrive')
  expect(await keptBy(watched)).toEqual(keptOnly(CHOICE))
}

/** On request, how much was looked through. */
export function tellSearch(when: string, { bytes, files, names, words }: Search): void {
  if (process.env['TELL'])
    process.stdout.write(
      `${when}: ${bytes} bytes in ${files} files; ${names.join(' ')}; ${words.length} words\n`,
    )
}
