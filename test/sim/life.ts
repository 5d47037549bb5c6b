// A seeded person with a browser: opens pages, clicks, changes their mind, loses the network and kills tabs.
import { consent } from '../../packages/consent/index.ts'
import type { Consent } from '../../packages/consent/index.ts'
import { start } from '../../packages/core/index.ts'
import type { Tidemark } from '../../packages/core/index.ts'
import { track } from '../../packages/track/index.ts'
import type { Track } from '../../packages/track/index.ts'
import type { FakePage } from '../support/fake-browser.ts'
import { SITE } from './world.ts'
import type { World } from './world.ts'

export interface Tab {
  page: FakePage
  gate: Consent
  tracking: Track
  sdk: Tidemark
}

/** One call of `track.event`, numbered over the whole life. */
export interface Deed {
  readonly n: number
  readonly page: FakePage
  /** Whether the visitor had granted analytics on this page when it happened. */
  readonly granted: boolean
  /** Whether they had refused or withdrawn it. */
  readonly refused: boolean
  /** Why it may rightly be missing, where it may. */
  excuse?: 'withdrawn' | 'killed' | 'storage denied'
}

export interface Life {
  readonly world: World
  readonly options: LifeOptions
  readonly tabs: Tab[]
  readonly deeds: Deed[]
  /** When the last withdrawal or refusal was, 0 while granted. */
  refusedAtMs: number
}

/** Ways in which a life is broken on purpose. */
export interface LifeOptions {
  /** Withdrawals do not reach the gate. */
  deafGate?: boolean
  /** What each page does that it must not. */
  litter?: 'timers' | 'errors'
}

export function beginLife(world: World, options: LifeOptions = {}): Life {
  return { world, options, tabs: [], deeds: [], refusedAtMs: 0 }
}

export function openTab(life: Life, hidden = false): Tab {
  const { world } = life
  const { prng } = world
  const page = world.browser.open(
    `/p${prng.whole(1, 9)}${prng.chance(0.2) ? '?utm_source=mail&secret=1' : ''}`,
    hidden,
  )
  const gate = consent()
  const tracking = track()
  const features = [gate, tracking]
  const sdk = start({ site: SITE, env: page.env, features })
  const tab = { page, gate, tracking, sdk }
  life.tabs.push(tab)
  if (life.options.litter === 'errors')
    page.env.setTimeout(() => {
      throw new Error('into the page')
    }, 5)
  return tab
}

export function act(life: Life, { page, gate, tracking }: Tab, times = 1): void {
  for (let time = 0; time < times; time++) {
    const grants = gate.grants()
    // Another tab's withdrawal counts at once, though this page hears of it milliseconds later.
    const granted = grants?.analytics === 'full' && !life.refusedAtMs
    const n = life.deeds.length + 1
    life.deeds.push({ n, page, granted, refused: !!grants && grants.analytics !== 'full' })
    tracking.event('deed', { n })
    if (life.options.litter === 'timers') page.env.setTimeout(() => undefined, 1e9)
  }
}

export function choose(life: Life, tab: Tab, grant: boolean): void {
  // A device that cannot write cannot remember a choice either: nobody could.
  life.world.browser.storageDenied = false
  if (!grant) excuse(life, life.deeds, 'withdrawn')
  life.refusedAtMs = grant ? 0 : life.world.schedule.now()
  if (!grant && life.options.deafGate) return
  if (grant) tab.gate.choose({ analytics: 'full' })
  else if (life.world.prng.chance(0.5)) tab.gate.withdraw()
  else tab.gate.choose({ analytics: 'none' })
}

/** Ends a tab's process; what had not reached the disk or the collector is lost, and rightly so. */
export function kill(life: Life, tab: Tab): void {
  tab.page.kill()
  const { browser, sent } = life.world
  const safe =
    [...browser.local.values()].join() +
    sent.flatMap(({ taken, body }) => (taken ? [body] : [])).join()
  const unsafe = life.deeds.filter(
    (deed) => deed.page === tab.page && !safe.includes(`"n":${deed.n}}`),
  )
  excuse(life, unsafe, 'killed')
  drop(life, tab)
}

export function leave(life: Life, tab: Tab): void {
  if (life.world.browser.storageDenied)
    excuse(
      life,
      life.deeds.filter(({ page }) => page === tab.page),
      'storage denied',
    )
  tab.page.leave(false)
  drop(life, tab)
}

function drop(life: Life, tab: Tab): void {
  life.tabs.splice(life.tabs.indexOf(tab), 1)
}

function excuse(_life: Life, deeds: readonly Deed[], why: NonNullable<Deed['excuse']>): void {
  for (const deed of deeds) deed.excuse ??= why
}

/** Lives through `steps` random moments, then sees to it that all that can arrive does. */
export async function live(life: Life, steps: number): Promise<void> {
  const { world } = life
  const { prng, schedule } = world
  const first = openTab(life)
  await schedule.pass(10)
  if (prng.chance(0.7)) choose(life, first, true)
  for (let step = 0; step < steps; step++) {
    // More streams than a browser remembers would be lost by design.
    if (world.browser.local.size > 12) await clearUp(life)
    await moment(life)
    await schedule.pass(prng.pick([0, 1, 20, 300, 1_100, 5_000, 40_000]))
  }
  await settle(life)
}

/** What may happen in a moment, and how often out of a hundred times. */
const MOMENTS: readonly (readonly [times: number, happen: (life: Life, tab: Tab) => unknown])[] = [
  [
    38,
    (life, tab) => act(life, tab, life.world.prng.chance(0.1) ? life.world.prng.whole(5, 120) : 1),
  ],
  [8, ({ world }, { page }) => page.push(`/q${world.prng.whole(1, 5)}`)],
  [8, (life, tab) => choose(life, tab, life.world.prng.chance(0.8))],
  [4, (_life, { page }) => (page.hide(), page.show())],
  [2, (_life, { page }) => page.hide()],
  [6, (life, tab) => (leave(life, tab), openTab(life))],
  [4, (life, tab) => goBack(life, tab)],
  [3, (life, tab) => kill(life, tab)],
  [5, (life) => life.tabs.length < 5 && openTab(life, life.world.prng.chance(0.3))],
  [4, ({ world: { weather } }) => (weather.offline = !weather.offline)],
  [3, ({ world: { weather, prng } }) => (weather.lossy = prng.pick([0, 0.2, 0.7]))],
  [3, ({ world: { weather, prng } }) => (weather.answersLost = prng.pick([0, 0.2, 0.7]))],
  [3, ({ world: { weather, prng } }) => (weather.refuses = prng.pick([0, 0, 429, 500, 503]))],
  [3, ({ world }) => world.crashCollector(world.prng.chance(0.5))],
  [2, ({ world: { browser, prng } }) => (browser.storageDenied = prng.chance(0.3))],
  [
    2,
    ({ world: { browser, prng } }) =>
      (browser.clockAheadMs += prng.pick([-20_000, 45_000, 3_600_000])),
  ],
  [
    2,
    ({ world }, { page }) =>
      page.env.history.replaceState(null, '', `?filter=${world.prng.whole(1, 3)}`),
  ],
]

async function moment(life: Life): Promise<void> {
  const { prng } = life.world
  const tab = life.tabs.length ? prng.pick(life.tabs) : openTab(life)
  let left = prng.whole(1, 100)
  await MOMENTS.find(([times]) => (left -= times) <= 0)?.[1](life, tab)
}

/** Away and back by the browser's own buttons: the page comes back as it was. */
async function goBack(life: Life, tab: Tab): Promise<void> {
  // A page that comes back to a storage it may not read finds no consent there, and falls silent.
  if (life.world.browser.storageDenied) excuse(life, life.deeds, 'storage denied')
  tab.page.leave(true)
  const other = openTab(life)
  await life.world.schedule.pass(life.world.prng.pick([10, 900, 3_000]))
  act(life, other)
  leave(life, other)
  if (life.world.browser.storageDenied) excuse(life, life.deeds, 'storage denied')
  tab.page.restore()
}

async function clearUp({ world: { weather, browser, schedule } }: Life): Promise<void> {
  Object.assign(weather, { offline: false, lossy: 0, answersLost: 0, refuses: 0 })
  browser.storageDenied = false
  await schedule.pass(60_000)
}

/** Fair weather, and pages enough to bring home what earlier ones left. */
async function settle(life: Life): Promise<void> {
  const { schedule } = life.world
  await clearUp(life)
  for (const tab of life.tabs.slice()) leave(life, tab)
  for (let page = 0; page < 4; page++) {
    // Longer than the lease of a page that was killed, by any clock it may have had.
    await schedule.pass(page ? 200_000 : 0)
    const tab = openTab(life)
    await schedule.pass(30_000)
    leave(life, tab)
  }
}
