// Audits a page: two visits side by side, each with a fresh profile, one of which rejects and one accepts.
import { isSandboxed, launch } from './browser.ts'
import type { Want } from './buttons.ts'
import { siteOf, hostOf } from './domain.ts'
import type { Audit, Seen } from './facts.ts'
import { verdictOf } from './verdict.ts'
import { visit } from './visit.ts'
import type { Visit, Visiting } from './visit.ts'

export interface Asking extends Visiting {
  /** The program. */
  readonly browser: string
  readonly blocksThirdParties: boolean
  /** Of the buttons, where the words on them do not tell. */
  readonly selectors: { readonly [W in Want]: string | undefined }
}

interface Looked extends Visit {
  readonly version: string
}

/** Throws NoBrowser, NotOpened, BadSelector. */
export async function audit(asking: Asking): Promise<Audit> {
  const startedAt = new Date(asking.clock.now()).toISOString()
  const told = { reject: 'starting', accept: 'starting' }
  const look = async (want: Want): Promise<Looked> => {
    const browser = await launch(asking.browser, asking.blocksThirdParties)
    const tell = (how: string): void => {
      told[want] = how
      asking.tell(`to reject: ${told.reject} · to accept: ${told.accept}`)
    }
    try {
      const answer = { want, selector: asking.selectors[want] }
      return { ...(await visit(browser, { ...asking, tell }, answer)), version: browser.version }
    } finally {
      await browser.close()
    }
  }
  // Both browsers are closed before a fault of one is told.
  const [first, second] = await Promise.allSettled([look('reject'), look('accept')])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  const seen = seenOf(asking, startedAt, [first.value, second.value])
  return { ...verdictOf(seen), ...seen }
}

function seenOf(
  asking: Asking,
  startedAt: string,
  [first, second]: readonly [Looked, Looked],
): Seen {
  const { page, site, title, status, before, version } = first
  return {
    url: asking.url,
    page,
    site,
    title,
    ...(status !== undefined && { status }),
    startedAt,
    browser: version,
    waitMs: asking.waitMs,
    thirdPartyCookies: asking.blocksThirdParties ? 'blocked' : 'allowed',
    isSandboxed: isSandboxed(),
    notes: notesOf(asking.url, first),
    before,
    rejected: first.answered,
    accepted: second.answered,
  }
}

function notesOf(url: string, { site, status = 200, notes }: Looked): readonly string[] {
  const asked = siteOf(hostOf(url))
  return [
    ...notes,
    ...(status >= 400 ? [`The page answered ${status}: this may not be what visitors see.`] : []),
    ...(asked === site ? [] : [`${asked} leads to ${site}: that is what was looked at.`]),
    ...(isSandboxed()
      ? []
      : ['The browser ran without its sandbox, since this was started by root (--no-sandbox).']),
  ]
}
