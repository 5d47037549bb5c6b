// Looks at the collector as a browser would: through the shop's address, and through the console's.
import type { Client } from '../cli/client.ts'
import type { Paths } from '../decide/paths.ts'
import { ok, spanOf, warn, wrong } from './finding.ts'
import type { Finding } from './finding.ts'

export interface Seen {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** Rejects where nobody answers. */
export type Look = (url: string) => Promise<Seen>

export interface OutsideParts {
  readonly look: Look
  readonly client: Client
  /** The shop's origin. */
  readonly url: URL
  readonly site: string
  readonly paths: Paths
  readonly nowMs: () => number
}

const ANSWER_MS = 10_000
const SKEW_MS = { warn: 30_000, wrong: 300_000 } as const
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
/** What only the console's host may answer. */
const HIDDEN = ['/api/openapi.json', '/api/v1/sites', '/console/', '/metrics'] as const
/** How the collector turns away who has not signed in. */
const TURNED_AWAY = /"code":"not_signed_in"/

export async function lookByFetch(url: string): Promise<Seen> {
  const answer = await fetch(url, {
    headers: { 'accept-encoding': 'br, gzip' },
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

/** `marker` is put into the query of the tag's address, where no cache has it yet. */
export async function checkOutside(parts: OutsideParts, marker: string): Promise<Finding[]> {
  const { url, site, paths, look } = parts
  const path = `${paths.tag}/${site}.js`
  let tag: Seen
  try {
    tag = await look(`${url.origin}${path}?doctor=${marker}`)
  } catch (error) {
    return [
      wrong(
        'from outside',
        `${url.origin} does not answer: ${reason(error)}`,
        'see that the proxy runs, that its name leads here, and that its certificate is good',
      ),
    ]
  }
  return [
    checkTls(url),
    await checkTag(parts, path, tag),
    checkClock(tag, parts.nowMs()),
    await checkHidden(parts),
  ]
}

function checkTls({ protocol, hostname }: URL): Finding {
  if (protocol === 'https:') return ok('TLS', 'the certificate is good')
  const way = 'have the proxy answer over https: visitors’ choices go over the net'
  return LOOPBACK.test(hostname)
    ? warn('TLS', 'none, on this machine alone', way)
    : wrong('TLS', `${hostname} was asked without`, way)
}

async function checkTag({ client }: OutsideParts, path: string, tag: Seen): Promise<Finding> {
  const way = 'see the files for nginx and Caddy that came with the collector'
  if (tag.status !== 200)
    return wrong('tag', `${path} answers ${tag.status} through the proxy`, way)
  const direct = await client.open(path)
  direct.resume()
  const hash = `${direct.headers.etag}`.replaceAll('"', '')
  if (!(tag.headers.get('etag') ?? '').includes(hash))
    return wrong('tag', `${path} is not what this collector serves`, way)
  const cached = tag.headers.get('cache-control')
  if (cached !== direct.headers['cache-control'])
    return wrong(
      'tag',
      `the proxy has changed how long it is kept: ${cached ?? 'nothing'} is said in the place of ${direct.headers['cache-control']}`,
      'remove `expires`, `add_header Cache-Control` and the like for its path',
    )
  if (tag.headers.get('content-encoding') === null)
    return warn('tag', 'it comes uncompressed', 'let the proxy pass Accept-Encoding on')
  return ok('tag', `${path} is served, compressed, with its cache headers`)
}

function checkClock({ headers }: Seen, nowMs: number): Finding {
  const theirs = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(theirs))
    return warn('clock', 'the proxy says no Date', 'see that it leaves that header in')
  const skewMs = nowMs - theirs
  const said = `this machine is ${spanOf(skewMs)} ${skewMs < 0 ? 'behind' : 'ahead of'} the proxy’s`
  const way = 'have both set by NTP: timedatectl set-ntp true'
  if (Math.abs(skewMs) > SKEW_MS.wrong) return wrong('clock', said, way)
  if (Math.abs(skewMs) > SKEW_MS.warn) return warn('clock', said, way)
  return ok('clock', 'agrees with the proxy’s')
}

/** A page of the shop's own at such a path is no harm; what the collector says is. */
async function checkHidden({ url, look, client }: OutsideParts): Promise<Finding> {
  const open: string[] = []
  for (const path of HIDDEN) {
    const { status, body } = await look(url.origin + path)
    if (status === 404) continue
    const isOurs = TURNED_AWAY.test(body) || body === (await client.ask('GET', path)).body
    if (isOurs) open.push(path)
  }
  return open.length === 0
    ? ok('shop’s host', 'console and API are not there')
    : wrong(
        'shop’s host',
        `${open.join(', ')} can be reached at ${url.host}: scripts of the shop could act as its owner`,
        'give the console a host name of its own: TIDEMARK_CONSOLE_URL',
      )
}

/** Whether the console answers where browsers are sent. */
export async function checkConsole(
  { look, client }: Pick<OutsideParts, 'look' | 'client'>,
  consoleUrl: string | undefined,
): Promise<Finding> {
  if (consoleUrl === undefined) {
    const { status } = await client.ask('GET', '/console/')
    return status === 200
      ? warn(
          'console',
          'answers on this machine alone',
          'with a proxy before it, set TIDEMARK_CONSOLE_URL to its https address',
        )
      : wrong('console', `answers ${status} on this machine`, 'see TIDEMARK_ASSETS')
  }
  const way = 'see that the name leads to the proxy, and that the proxy passes its Host on'
  try {
    const { status, body } = await look(`${consoleUrl}/console/`)
    return status === 200 && body === (await client.ask('GET', '/console/')).body
      ? ok('console', `answers at ${consoleUrl}`)
      : wrong('console', `${consoleUrl}/console/ answers ${status}, not as the console`, way)
  } catch (error) {
    return wrong('console', `${consoleUrl} does not answer: ${reason(error)}`, way)
  }
}

/** Node says what has happened one level below. */
function reason(error: unknown): string {
  const { cause = error } = error as { cause?: unknown }
  const { code, message } = cause as { code?: string; message?: string }
  return code ?? message ?? String(cause)
}
