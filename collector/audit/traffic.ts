// Reads what Chromium tells of the network: whom the page asked, and which cookies came with the answers.
import type { CdpEvent } from './cdp.ts'
import { hostOf } from './domain.ts'
import type { Stage } from './facts.ts'

export interface Request {
  readonly id: string
  readonly url: string
  readonly host: string
  readonly method: string
  readonly type: string
  readonly stage: Stage
  readonly atMs: number
  /** The page itself, and what led there. */
  readonly isPage: boolean
}

/** A line `Set-Cookie` of an answer. */
export interface SetCookie {
  readonly name: string
  readonly host: string
  readonly stage: Stage
  readonly atMs: number
  /** Why the browser did not take it; none where it did. */
  readonly refused: readonly string[]
}

export interface Moment {
  readonly stage: Stage
  readonly atMs: number
}

export interface Traffic {
  readonly hear: (event: CdpEvent) => void
  readonly requests: () => readonly Request[]
  readonly setCookies: () => readonly SetCookie[]
  /** Of the page itself; after redirects, the last. */
  readonly status: () => number | undefined
  /** How many are not answered, of those asked since. */
  readonly open: (sinceMs: number) => number
}

interface Told {
  readonly requestId: string
}

interface WillBeSent extends Told {
  readonly request: { readonly url: string; readonly method: string }
  readonly type?: string
  readonly frameId?: string
  readonly redirectResponse?: object
}

interface ExtraInfo extends Told {
  readonly headers: Readonly<Record<string, string>>
  readonly blockedCookies?: readonly {
    readonly cookieLine: string
    readonly blockedReasons: readonly string[]
  }[]
}

/** Cookie lines of an answer, in the order of the request's answers. */
interface Lines extends Moment {
  readonly lines: readonly { readonly line: string; readonly refused: readonly string[] }[]
}

/** A page may ask without end. */
const REQUESTS_MAX = 20_000
/** Open until the page is left. */
const ENDLESS = new Set(['EventSource', 'WebSocket', 'Ping', 'Media'])

/** Keeps what `now` says the moment is; `pageFrame` is the frame of the page itself. */
export function createTraffic(now: () => Moment, pageFrame: () => string | undefined): Traffic {
  const requests: Request[] = []
  const byId = new Map<string, Request[]>()
  const answers = new Map<string, Lines[]>()
  const open = new Map<string, number>()
  let status: number | undefined

  const add = (request: Request): void => {
    if (requests.length >= REQUESTS_MAX) return
    requests.push(request)
    listOf(byId, request.id).push(request)
  }

  const asked = ({
    requestId: id,
    request,
    type = 'Other',
    frameId,
    ...rest
  }: WillBeSent): void => {
    const { url, method } = request
    if (!/^https?:/i.test(url)) return
    // A frame's document is told of by the page around it and by the frame itself.
    if (byId.get(id)?.at(-1)?.url === url && !rest.redirectResponse) return
    const isPage = type === 'Document' && frameId === pageFrame()
    add({ id, url, host: hostOf(url), method, type, ...now(), isPage })
    if (!ENDLESS.has(type)) open.set(id, now().atMs)
  }

  const opened = (id: string, url: string, type: string): void =>
    add({ id, url, host: hostOf(url), method: 'GET', type, ...now(), isPage: false })
  const ended = ({ requestId }: Told): void => void open.delete(requestId)
  const answered = ({ requestId, response }: Told & { response: { status: number } }): void => {
    if (byId.get(requestId)?.at(-1)?.isPage) status = response.status
  }

  const hears: Readonly<Record<string, (params: never) => void>> = {
    'Network.requestWillBeSent': asked,
    'Network.webSocketCreated': ({ requestId, url }: Told & { url: string }) =>
      opened(requestId, url, 'WebSocket'),
    'Network.webTransportCreated': ({ transportId, url }: { transportId: string; url: string }) =>
      opened(transportId, url, 'WebTransport'),
    'Network.responseReceivedExtraInfo': (info: ExtraInfo) =>
      void listOf(answers, info.requestId).push({ ...now(), lines: linesOf(info) }),
    'Network.responseReceived': answered,
    'Network.loadingFinished': ended,
    'Network.loadingFailed': ended,
  }

  return {
    hear: ({ method, params }) => {
      if (Object.hasOwn(hears, method)) hears[method]?.(params as never)
    },
    requests: () => requests,
    setCookies: () => [...answers].flatMap(([id, list]) => cookiesOf(list, byId.get(id) ?? [])),
    status: () => status,
    open: (sinceMs) => [...open.values()].filter((atMs) => atMs >= sinceMs).length,
  }
}

function listOf<T>(lists: Map<string, T[]>, id: string): T[] {
  const list = lists.get(id) ?? []
  lists.set(id, list)
  return list
}

/** A cookie that was refused stands among the headers too. */
function linesOf({ headers, blockedCookies = [] }: ExtraInfo): Lines['lines'] {
  const refused = new Map(
    blockedCookies.map(({ cookieLine, blockedReasons }) => [cookieLine.trim(), blockedReasons]),
  )
  const all = Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .flatMap(([, value]) => value.split('\n'))
    .map((line) => line.trim())
  return [...new Set([...all, ...refused.keys()])]
    .filter(Boolean)
    .map((line) => ({ line, refused: refused.get(line) ?? [] }))
}

/** The answers of a request come in the order of its redirects, before or after the word of it. */
function cookiesOf(answers: readonly Lines[], requests: readonly Request[]): SetCookie[] {
  return answers.flatMap(({ lines, stage, atMs }, at) => {
    const host = (requests[at] ?? requests.at(-1))?.host
    if (host === undefined) return []
    return lines.map(({ line, refused }) => ({
      name: nameOf(line),
      host: domainOf(line) ?? host,
      stage,
      atMs,
      refused,
    }))
  })
}

const nameOf = (line: string): string => (line.split(';')[0] ?? '').split('=')[0]!.trim()

const domainOf = (line: string): string | undefined =>
  /;\s*domain\s*=\s*\.?([^;\s]+)/i.exec(line)?.[1]?.toLowerCase()
