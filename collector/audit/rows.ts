// What an audit lists, as rows of words: for the terminal and for the report.
import { siteOf } from './domain.ts'
import type { Phase, StoredKind } from './facts.ts'

export interface KeptRow {
  readonly what: string
  readonly host: string
  readonly name: string
  readonly since: string
  readonly by: string
  readonly lifetime: string
  /** The answer itself: no finding. */
  readonly isAnswer: boolean
}

export interface AskedRow {
  readonly company: string
  readonly host: string
  readonly requests: number
  /** Methods and kinds, the commonest first. */
  readonly kinds: string
  readonly since: string
  readonly example: string
}

const KINDS: Readonly<Record<StoredKind, string>> = {
  local: 'localStorage',
  session: 'sessionStorage',
  database: 'IndexedDB',
  cache: 'Cache Storage',
}

const SPANS = [
  [365 * 86_400, 'year'],
  [30 * 86_400, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

/** @example spanOf(34_214_400) // '13 months' */
export function spanOf(seconds: number): string {
  // 13 months are no year, and 400 days are: the largest unit of which there are two.
  const [unit, name] = SPANS.find(([each]) => seconds >= 2 * each) ??
    SPANS.find(([each]) => seconds >= each) ?? [1, 'second']
  const count = Math.round(seconds / unit)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

const since = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const lifetimeOf = (kind: StoredKind): string =>
  kind === 'session' ? 'until the tab is closed' : 'until it is removed'

/** Findings first. */
export function keptRows({ cookies, entries, attempts }: Phase): readonly KeptRow[] {
  const rows = [
    ...cookies.map((cookie) => ({
      what: cookie.httpOnly ? 'cookie (HttpOnly)' : 'cookie',
      host: cookie.host,
      name: cookie.name,
      since: since(cookie.firstSeenMs),
      by: cookie.setBy,
      lifetime:
        cookie.lifetimeS === undefined ? 'until the browser is closed' : spanOf(cookie.lifetimeS),
      isAnswer: cookie.isAnswer,
    })),
    ...entries.map((entry) => ({
      what: KINDS[entry.kind],
      host: entry.host,
      name: entry.name,
      since: since(entry.firstSeenMs),
      by: 'script',
      lifetime: lifetimeOf(entry.kind),
      isAnswer: entry.isAnswer,
    })),
    ...attempts.map((attempt) => ({
      what: 'cookie, attempted',
      host: attempt.host,
      name: attempt.name,
      since: since(attempt.firstSeenMs),
      by: 'header',
      lifetime: `refused: ${attempt.why}`,
      isAnswer: false,
    })),
  ]
  return [...rows.filter(({ isAnswer }) => !isAnswer), ...rows.filter(({ isAnswer }) => isAnswer)]
}

/** Other companies' hosts alone. */
export function askedRows({ requests }: Phase): readonly AskedRow[] {
  const byHost = new Map<string, (typeof requests)[number][]>()
  for (const request of requests)
    if (!request.isOwn) byHost.set(request.host, [...(byHost.get(request.host) ?? []), request])
  return [...byHost]
    .map(([host, list]) => ({
      company: siteOf(host),
      host,
      requests: list.length,
      kinds: commonest(list.map(({ method, type }) => `${method} ${type}`)).join(', '),
      since: since(Math.min(...list.map(({ firstSeenMs }) => firstSeenMs))),
      example: list[0]?.url ?? '',
    }))
    .toSorted((a, b) => b.requests - a.requests)
}

function commonest(words: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([word]) => word)
}
