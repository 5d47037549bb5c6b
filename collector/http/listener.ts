// Handles one HTTP request from its first byte to its last: route, door, body, handler, answer, fault.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../clock.ts'
import { Fault } from '../errors.ts'
import { ADMISSION, BODY_BYTES } from '../limits.ts'
import { classOf, visitorAddress } from './address.ts'
import type { Networks } from './address.ts'
import type { Admission } from './admission.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import { createBodyReader, drainBody } from './body.ts'
import type { Call, Caller, Reply, Route } from './call.ts'
import { createFaultReply } from './fault-reply.ts'
import { createRouter } from './router.ts'
import type { Slices } from './slices.ts'

export interface ListenerOptions {
  readonly slices: Pick<Slices, 'run'>
  readonly routes: readonly Route[]
  readonly enter: (route: Route, call: Call) => Promise<Caller>
  /** Headers that every answer of a route to this origin carries, faults too. */
  readonly headersFor: (route: Route, origin: string | undefined) => Record<string, string>
  readonly admission: Pick<Admission, 'hasRoom' | 'enter' | 'turnAway'>
  readonly trusted: Networks
  /** Header in which a trusted proxy names the country. */
  readonly countryHeader: string | undefined
  readonly metrics: Metrics
  readonly logger: Logger
  readonly clock: Clock
}

export type Listener = (request: IncomingMessage, response: ServerResponse) => void

const NO_BODY = new Uint8Array()
const NO_QUERY = new URLSearchParams()

export function createListener(options: ListenerOptions): Listener {
  const route = createRouter(options.routes)
  const faultReply = createFaultReply(options)
  const { admission, slices } = options
  const readBody = createBodyReader()

  async function turnAway(): Promise<never> {
    await admission.turnAway()
    throw OVERLOADED
  }

  const isRefused = createRefuser(options, faultReply)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?')
    let headers: Record<string, string> = {}
    let reply: Reply
    let leave: (() => void) | undefined
    try {
      const match = route(request.method ?? 'GET', path)
      headers = options.headersFor(match.route, request.headers.origin)
      const { canWait } = match.route
      const sender = senderOf(request)
      const call = {
        ...sender,
        path,
        params: match.params,
        query: queryOf(query),
      }
      const caller = await options.enter(match.route, { ...call, body: NO_BODY })
      const { bodyBytesMax } = match.route
      const body = bodyBytesMax === undefined ? NO_BODY : await readBody(request, bodyBytesMax)
      if (canWait) leave = admission.enter() ?? (await turnAway())
      const handle = async (): Promise<Reply> => match.route.handle({ ...call, body }, caller)
      reply = await (canWait ? slices.run(request.socket, handle) : handle())
    } catch (error) {
      if (request.destroyed && !request.complete) throw error
      reply = faultReply(error, path)
    } finally {
      leave?.()
    }
    await send(request, response, { ...reply, headers: { ...headers, ...reply.headers } })
  }

  function senderOf(
    request: IncomingMessage,
  ): Pick<Call, 'method' | 'headers' | 'address' | 'country'> {
    const { headers, method = 'GET' } = request
    const peer = request.socket.remoteAddress ?? ''
    const forwarded = headers['x-forwarded-for']
    if (forwarded !== undefined) countForwarded(peer)
    const told = options.countryHeader && headers[options.countryHeader]
    return {
      method,
      headers,
      address: visitorAddress(peer, textOf(forwarded), options.trusted),
      country: told && options.trusted.has(peer) ? textOf(told) : undefined,
    }
  }

  /** A proxy that nobody declared makes all visitors one; only its network is told, and only where it is private. */
  function countForwarded(peer: string): void {
    options.metrics.count('tidemark_forwarded_total')
    if (!options.trusted.has(peer))
      options.metrics.count('tidemark_untrusted_forwarded_total', 1, classOf(peer))
  }

  return (request, response) => {
    if (isRefused(request, response)) return
    answer(request, response).catch((error: unknown) => {
      // The peer went away, or the answer broke half way: a cut connection is the only thing left to say.
      response.destroy()
      if (!request.destroyed) options.logger.write('answer_failed', { cause: cause(error) })
    })
  }
}

/** Answers whether a request was refused before anything of it was read: with as little as can be, since a flood is mostly this. */
function createRefuser(
  { routes, admission, headersFor }: ListenerOptions,
  faultReply: ReturnType<typeof createFaultReply>,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const deferrable = new Map(
    routes.flatMap((each) => (each.canWait ? [[each.path, each] as const] : [])),
  )
  return (request, response) => {
    if (admission.hasRoom() || request.method !== 'POST') return false
    const asked = deferrable.get(request.url ?? '')
    if (!asked) return false
    const headers = headersFor(asked, request.headers.origin)
    void admission.turnAway().then(() => {
      const { status, headers: own, body } = faultReply(OVERLOADED, asked.path)
      response.writeHead(status, { ...headers, ...own, ...REFUSAL_HEADERS }).end(body)
    })
    return true
  }
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
): Promise<void> {
  const { body = '' } = reply
  // Node drops what is left of a small body; who is still sending a large one is hung up on.
  const isUnread = !request.complete && !isSmall(request)
  if (isUnread) response.setHeader('connection', 'close')
  response.setHeader('x-content-type-options', 'nosniff')
  const isWhole = typeof body === 'string' || body instanceof Uint8Array
  if (isWhole && reply.status !== 204 && reply.status !== 304)
    response.setHeader('content-length', Buffer.byteLength(body))
  response.writeHead(reply.status, reply.headers)
  if (isWhole || request.method === 'HEAD') {
    const text = isWhole && request.method !== 'HEAD' ? body : ''
    if (isUnread) {
      // Answered at once, hung up on later: a socket closed on a sender takes the answer with it.
      response.write(text)
      await drainBody(request)
      response.end()
    } else response.end(text)
    return
  }
  await pipeline(Readable.from(body), response)
}

function isSmall({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? Number.NaN) <= BODY_BYTES.batch
}

/** Made once: where there is no time, none is spent on saying so. */
const OVERLOADED = new Fault('overloaded', { retryAfterSeconds: ADMISSION.retryAfterSeconds })
const REFUSAL_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-length': Buffer.byteLength(JSON.stringify(OVERLOADED)),
}

function queryOf(text: string): URLSearchParams {
  return text === '' ? NO_QUERY : new URLSearchParams(text)
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}
