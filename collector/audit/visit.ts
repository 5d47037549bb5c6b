// One visit by a browser that has never been anywhere: before a choice, and after one answer to it.
import type { Browser } from './browser.ts'
import type { Want } from './buttons.ts'
import type { Answered, Phase, Stage } from './facts.ts'
import { hostOf, siteOf } from './domain.ts'
import { createHeld } from './held.ts'
import type { LookAtHeld } from './held.ts'
import { phaseOf } from './phase.ts'
import { findButton } from './press.ts'
import { openTab } from './tab.ts'
import type { Tab } from './tab.ts'
import { createTraffic } from './traffic.ts'
import type { Traffic } from './traffic.ts'

export interface Visiting {
  readonly url: string
  /** How long trackers are given at least, after the page has loaded and after a choice. */
  readonly waitMs: number
  readonly clock: { readonly now: () => number }
  readonly pause: (ms: number) => Promise<void>
  readonly stopped: AbortSignal
  readonly tell: (how: string) => void
}

export interface Answer {
  readonly want: Want
  readonly selector: string | undefined
}

export interface Visit {
  readonly page: string
  readonly site: string
  readonly title: string
  readonly status: number | undefined
  readonly notes: readonly string[]
  readonly before: Phase
  readonly answered: Answered
}

/** Nothing was seen, since the page does not open. */
export class NotOpened extends Error {
  override readonly name = 'NotOpened'
}

const LOAD_MS = 30_000
const LOOK_MS = 500
/** How much longer than `waitMs` an unquiet page is waited for; what was asked earlier than that may be open for ever. */
const UNQUIET_MS = 10_000

/** What the steps of a visit share. */
interface Underway extends Visiting {
  readonly browser: Browser
  readonly tab: Tab
  readonly traffic: Traffic
  readonly look: LookAtHeld
  readonly elapsed: () => number
}

export async function visit(
  browser: Browser,
  visiting: Visiting,
  { want, selector }: Answer,
): Promise<Visit> {
  const { connection } = browser
  const startedMs = visiting.clock.now()
  const elapsed = (): number => visiting.clock.now() - startedMs
  let stage: Stage = 'before'
  let pageFrame: string | undefined
  const traffic = createTraffic(
    () => ({ stage, atMs: elapsed() }),
    () => pageFrame,
  )
  connection.on(traffic.hear)
  const tab = await openTab(browser)
  pageFrame = tab.frameId
  const look = createHeld(connection, tab)
  const underway: Underway = { ...visiting, browser, tab, traffic, look, elapsed }

  const notes = await load(underway)
  await settle(underway, 'before any choice')
  const { url: page, title } = await infoOf(underway)
  const site = siteOf(hostOf(page))
  const phase = async (): Promise<Phase> =>
    phaseOf({ stage, site, traffic, holdings: await look(elapsed()), startedMs })
  const button = await findButton(connection, tab.documents(), { want, selector })
  const before = await phase()
  const seen = { page, site, title, status: traffic.status(), notes, before }
  if (!button) return { ...seen, answered: { isPossible: false, why: whyNot(want, selector) } }
  stage = 'after'
  await button.press()
  await settle(underway, `after ${want}`)
  const after = await phase()
  const pressed = { text: button.text, by: button.by, remains: await button.remains() }
  return { ...seen, answered: { isPossible: true, pressed, phase: after } }
}

const whyNot = (want: Want, selector: string | undefined): string =>
  selector === undefined
    ? `no button to ${want} was found`
    : `nothing that can be seen matches ${selector}`

/** Opens the page; answers what must be known of how that went. */
async function load(underway: Underway): Promise<readonly string[]> {
  const { browser, tab, url } = underway
  let isThere = false
  let isLoaded = false
  browser.connection.on(({ method, params, sessionId }) => {
    if (sessionId !== tab.session) return
    // The empty page before it has a load event too.
    if (method === 'Page.frameNavigated') isThere ||= isPage(params as Navigated)
    if (method === 'Page.loadEventFired') isLoaded ||= isThere
  })
  const { errorText } = await tab
    .send<{ errorText?: string }>('Page.navigate', { url })
    .catch((error: Error) => ({ errorText: error.message }))
  if (errorText) throw new NotOpened(`${url} could not be opened: ${errorText}`)
  const fromMs = underway.elapsed()
  while (!isLoaded && underway.elapsed() - fromMs < LOAD_MS) {
    underway.tell('loading')
    await breathe(underway, LOOK_MS / 5)
  }
  return isLoaded ? [] : [`The page was still loading after ${LOAD_MS / 1000} seconds.`]
}

interface Navigated {
  readonly frame: { readonly parentId?: string; readonly url: string }
}

const isPage = ({ frame }: Navigated): boolean =>
  frame.parentId === undefined && frame.url !== 'about:blank'

/** Waits as long as was said, and until nothing is open any more. */
async function settle(underway: Underway, when: string): Promise<void> {
  const { elapsed, look, traffic, waitMs, tell } = underway
  const fromMs = elapsed()
  for (;;) {
    const waitedMs = elapsed() - fromMs
    const isQuiet = traffic.open(elapsed() - UNQUIET_MS) === 0
    if (waitedMs >= waitMs && (isQuiet || waitedMs >= waitMs + UNQUIET_MS)) return
    tell(`${when}, ${Math.floor(waitedMs / 1000)} of ${Math.ceil(waitMs / 1000)} s`)
    await look(elapsed())
    await breathe(underway, LOOK_MS)
  }
}

async function breathe({ pause, stopped }: Visiting, ms: number): Promise<void> {
  await pause(ms)
  if (stopped.aborted) throw new Error('stopped before it was done')
}

async function infoOf({ browser, tab }: Underway): Promise<{ url: string; title: string }> {
  const { targetInfo } = await browser.connection.send<{
    targetInfo: { url: string; title: string }
  }>('Target.getTargetInfo', { targetId: tab.frameId })
  return targetInfo
}
