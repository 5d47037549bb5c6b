// Puts together what a phase was: what is held, by whom it was set, and whom the page asked.
import { hostOf, siteOf } from './domain.ts'
import type { Asked, Attempt, Cookie, Entry, Phase, Stage } from './facts.ts'
import type { Dated, Holdings } from './held.ts'
import type { HeldCookie, HeldEntry } from './stored.ts'
import type { SetCookie, Traffic } from './traffic.ts'

export interface PhaseParts {
  readonly stage: Stage
  /** The page's own registrable domain. */
  readonly site: string
  readonly traffic: Pick<Traffic, 'requests' | 'setCookies'>
  readonly holdings: Holdings
  /** When the page was asked for, in milliseconds since 1970. */
  readonly startedMs: number
}

/** Names under which banners keep the answer; by a word in them, or by whose they are. */
const ANSWER = [
  /consent|gdpr|dsgvo|ccpa|cookie[-_ ]?(choice|policy|law|bar|notice|settings|pref|banner|accept)/i,
  /(^|[^a-z])(cmp|opt[-_]?(in|out))([^a-z]|$)/i,
  /privacy[-_ ]?(choice|settings|pref)/i,
  /^(didomi|OptanonAlertBoxClosed|uc_|usercentrics|borlabs|cmplz|klaro|axeptio|cc_cookie$|FCCDCF$|_iub_cs|cookieyes|notice_pref)/i,
]

export const remembersAnswer = (name: string): boolean => ANSWER.some((each) => each.test(name))

export function phaseOf(parts: PhaseParts): Phase {
  const sets = parts.traffic.setCookies()
  return {
    cookies: parts.holdings.cookies
      .map((cookie) => cookieOf(cookie, sets, parts))
      .toSorted(byHostAndName),
    entries: parts.holdings.entries
      .map((entry) => entryOf(entry, parts.site))
      .toSorted(byHostAndName),
    attempts: attemptsOf(sets, parts.stage),
    requests: parts.traffic
      .requests()
      .filter(({ stage }) => stage === parts.stage)
      .map(({ url, host, method, type, atMs, isPage }): Asked => ({
        url,
        host,
        method,
        type,
        firstSeenMs: atMs,
        isOwn: isPage || siteOf(host) === parts.site,
      })),
  }
}

interface Named {
  readonly host: string
  readonly name: string
}

const byHostAndName = (a: Named, b: Named): number =>
  a.host < b.host ? -1 : a.host > b.host ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0

function cookieOf(
  { held, firstSeenMs }: Dated<HeldCookie>,
  sets: readonly SetCookie[],
  { site, startedMs }: PhaseParts,
): Cookie {
  const host = held.domain.replace(/^\./, '')
  const set = sets.find(
    (each) => each.name === held.name && each.host === host && each.refused.length === 0,
  )
  const seenMs = Math.min(firstSeenMs, set?.atMs ?? firstSeenMs)
  const isOwn = siteOf(host) === site
  return {
    name: held.name,
    host,
    setBy: set ? 'header' : 'script',
    firstSeenMs: seenMs,
    ...(!held.session && {
      lifetimeS: Math.max(0, Math.round(held.expires - (startedMs + seenMs) / 1000)),
    }),
    httpOnly: held.httpOnly,
    isOwn,
    isAnswer: isOwn && remembersAnswer(held.name),
  }
}

function entryOf({ held, firstSeenMs }: Dated<HeldEntry>, site: string): Entry {
  const host = hostOf(held.origin) || held.origin
  const isOwn = siteOf(host) === site
  return {
    kind: held.kind,
    name: held.name,
    host,
    firstSeenMs,
    ...(held.characters !== undefined && { characters: held.characters }),
    isOwn,
    isAnswer: isOwn && remembersAnswer(held.name),
  }
}

function attemptsOf(sets: readonly SetCookie[], stage: Stage): readonly Attempt[] {
  const byKey = new Map<string, Attempt>()
  for (const { name, host, refused, atMs, ...set } of sets) {
    const key = `${host} ${name}`
    if (set.stage !== stage || refused.length === 0 || byKey.has(key)) continue
    byKey.set(key, { name, host, why: refused.join(', '), firstSeenMs: atMs })
  }
  return [...byKey.values()].toSorted(byHostAndName)
}
