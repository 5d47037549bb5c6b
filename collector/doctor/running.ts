// Asks the collector that runs on the folder how it is: ready, of which version, and in numbers.
import type { Client } from '../cli/client.ts'
import { ok, spanOf, warn, wrong } from './finding.ts'
import type { Finding } from './finding.ts'

const DAY_SECONDS = 86_400

/** Why a collector is not ready, and the way out. */
const UNREADY: Readonly<Record<string, readonly [what: string, way: string]>> = {
  log_full: ['its disk is full', 'make room: it tries again every second'],
  log_failed: [
    'its disk has failed: nothing is acknowledged any more',
    'see its log, mend the disk, and start it again',
  ],
  store: [
    'the database takes nothing: events wait in the log',
    'see `load_failed` in its log; what waits is loaded once the cause is gone',
  ],
}

export async function checkReady(client: Client): Promise<Finding> {
  const { status, body } = await client.ask('GET', '/readyz')
  if (status === 200) return ok('collector', 'runs, and is ready')
  const { why = 'store' } = parsed<{ why?: string }>(body)
  const [what, way] = UNREADY[why] ?? [`it says \`${why}\``, 'see its log']
  return wrong('collector', `runs, but is not ready: ${what}`, way)
}

export async function checkVersion(client: Client, mine: string): Promise<Finding> {
  const { version = 'unknown' } = parsed<{ version?: string }>(
    (await client.ask('GET', '/healthz')).body,
  )
  return version === mine
    ? ok('version', mine)
    : wrong(
        'version',
        `the collector that runs is ${version}, this command ${mine}`,
        'start the collector again, or use the command it came with',
      )
}

function parsed<T extends object>(body: string): Partial<T> {
  try {
    return JSON.parse(body) as T
  } catch {
    return {}
  }
}

/** Samples of `/metrics`, by name with its label as it stands there. */
export type Numbers = ReadonlyMap<string, number>

export function readNumbers(text: string): Numbers {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))]
    }),
  )
}

/** By the value of its label. */
function series(numbers: Numbers, name: string): (readonly [label: string, value: number])[] {
  return [...numbers].flatMap(([key, value]) => {
    const [, of, label] = /^(\w+)\{\w+="([^"]*)"\}$/.exec(key) ?? []
    return of === name && label !== undefined ? [[label, value] as const] : []
  })
}

export function checkNumbers(numbers: Numbers, trustsProxies: boolean): Finding[] {
  return [checkProxies(numbers, trustsProxies), ...checkEvents(numbers), checkSegments(numbers)]
}

function checkProxies(numbers: Numbers, trustsProxies: boolean): Finding {
  const about = 'proxies'
  const forwarded = numbers.get('tidemark_forwarded_total') ?? 0
  const strange = series(numbers, 'tidemark_untrusted_forwarded_total')
  const near = strange.filter(([peer]) => peer !== 'public').map(([peer]) => peer)
  if (near.length > 0)
    return wrong(
      about,
      `requests come through a proxy at a private address (${near.join(', ')}) that is not in TIDEMARK_TRUSTED_PROXIES: all visitors count as one`,
      'name that proxy’s address or network there, and start the collector again',
    )
  const far = strange.find(([peer]) => peer === 'public')?.[1] ?? 0
  if (far > 0)
    return warn(
      about,
      `${far} of ${forwarded} forwarded requests came from the open net, whose word is not taken`,
      'if a CDN of yours stands before the collector, name its networks in TIDEMARK_TRUSTED_PROXIES',
    )
  if (forwarded === 0 && trustsProxies)
    return warn(
      about,
      'none has forwarded a request since the collector started',
      'visit a page; then see that the proxy sets X-Forwarded-For',
    )
  return ok(about, forwarded === 0 ? 'none' : `${forwarded} requests, all from trusted ones`)
}

function checkEvents(numbers: Numbers): Finding[] {
  const stopped = series(numbers, 'tidemark_events_stopped').filter(([, value]) => value > 0)
  if (stopped.length > 0)
    return stopped.map(([site]) =>
      wrong(
        'events',
        `those of ${site} have stopped, although 20 or more were to be expected by now`,
        'see whether its pages still hold the tag and load it; --url looks from outside',
      ),
    )
  const seconds = numbers.get('tidemark_last_stored_age_seconds') ?? Number.NaN
  if (Number.isNaN(seconds))
    return [warn('events', 'none was ever stored', 'put the tag on a page, and give consent there')]
  const said = `the last one was stored ${spanOf(seconds * 1000)} ago`
  return seconds > DAY_SECONDS
    ? [warn('events', said, 'see whether pages still hold the tag and load it')]
    : [ok('events', said)]
}

function checkSegments(numbers: Numbers): Finding {
  const damaged = numbers.get('tidemark_damaged_segments') ?? 0
  return damaged === 0
    ? ok('log', 'no damaged segment')
    : wrong(
        'log',
        `${damaged} damaged segments lie in the data folder’s log: the disk has lost events`,
        'see to the disk; look at log/*.damaged, and remove them once that is done',
      )
}
