// The API for programs: one typed method for each operation, over anything that fetches.
import { addressOf } from '../wire/api.ts'
import type { Address, ApiMap, ApiPart, OperationName } from '../wire/api.ts'
import { ApiError, errorOf } from './error.ts'

export type { ApiMap, OperationName } from '../wire/api.ts'
export { ApiError } from './error.ts'
export { each } from './each.ts'

export interface ClientOptions {
  /** Where the console is, such as `https://console.example`. */
  readonly url: string
  /** The secret of a token. */
  readonly token?: string
  /** How often a request is sent again that met no answer, or a collector that had no time. @default 3 */
  readonly retries?: number
  /** @default globalThis.fetch */
  readonly fetch?: typeof fetch
  /** Waits between two tries. @default a timer */
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Writes only over what has this `etag`; else `ApiError` with the code `changed_meanwhile`. */
  readonly ifMatch?: string
  /** Under one key a POST is done once, however often it is sent. @default one for each call */
  readonly idempotencyKey?: string
}

type Of<N extends OperationName, P extends 'params' | 'query'> =
  ApiPart<N, P> extends object ? ApiPart<N, P> : unknown

/** What stands in the address: the parts of its path and its query, by name. */
type At<N extends OperationName> = Of<N, 'params'> & Of<N, 'query'>

type AnswerOf<N extends OperationName> = ApiMap[N] extends { answer: infer A }
  ? A extends 'lines'
    ? AsyncIterable<string>
    : A
  : void

type Arguments<N extends OperationName> =
  ApiPart<N, 'body'> extends object
    ? [at: At<N>, body: ApiPart<N, 'body'>, options?: CallOptions]
    : [at: At<N>, options?: CallOptions]

export type Client = {
  readonly [N in OperationName]: (...asked: Arguments<N>) => Promise<AnswerOf<N>>
}

const RETRIES = 3
const PAUSE_MS = 500
/** What a collector answers that has no time now. */
const BUSY = [429, 502, 503, 504]

/**
 * Makes a client. Methods throw `ApiError`: `status` 0 where there was no answer, else the collector's `code`.
 * @example
 * const api = createClient({ url: 'https://console.example', token: process.env.TIDEMARK_TOKEN })
 * const { revenue } = await api.reportOverview({ site: 'shop', fromMs, toMs })
 */
export function createClient(options: ClientOptions): Client {
  // Methods are made as they are asked for: what is imported does not hold the names of all.
  return new Proxy({} as Client, {
    get: (_, name) => {
      const address = typeof name === 'string' ? addressOf(name) : undefined
      return address && methodAt(options, address)
    },
  })
}

type Method = (
  at: Readonly<Record<string, unknown>>,
  ...rest: readonly (object | undefined)[]
) => Promise<unknown>

function methodAt(options: ClientOptions, address: Address): Method {
  const [method = '', path = ''] = address.split(' ')
  const hasBody = method === 'POST' || method === 'PUT'
  return (at, ...rest) => {
    const asked = (hasBody ? rest[1] : rest[0]) as CallOptions | undefined
    const body = hasBody ? rest[0] : undefined
    return call(options, { method, url: urlOf(options.url, path, at), body }, asked ?? {})
  }
}

interface Request {
  readonly method: string
  readonly url: string
  readonly body: object | undefined
}

async function call(client: ClientOptions, asked: Request, options: CallOptions): Promise<unknown> {
  const { retries = RETRIES, wait = sleep } = client
  const headers = headersOf(client, asked, options)
  for (let tries = 0; ; tries++) {
    try {
      return await once(client, asked, headers, options.signal)
    } catch (error) {
      if (!(error instanceof ApiError) || tries >= retries || !isWorthAgain(error)) throw error
      await wait(error.retryAfterMs ?? PAUSE_MS * 2 ** tries, options.signal)
    }
  }
}

/** All of the API may be sent again: writes replace, removals are done, and a POST has its key. */
const isWorthAgain = ({ status, code }: ApiError): boolean =>
  code !== 'login_throttled' && (status === 0 || BUSY.includes(status))

function headersOf(
  { token }: ClientOptions,
  { method, body }: Request,
  { ifMatch, idempotencyKey }: CallOptions,
): Record<string, string> {
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    ...(method === 'POST' && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
  }
}

async function once(
  { fetch: send = fetch }: ClientOptions,
  { method, url, body }: Request,
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  let response: Response
  try {
    response = await send(url, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError({ status: 0, title: 'The collector cannot be reached.', cause: error })
  }
  if (!response.ok) throw await errorOf(response)
  if (response.status === 204) return undefined
  if (response.headers.get('content-type')?.startsWith('application/x-ndjson'))
    return lines(response)
  return response.json()
}

function urlOf(origin: string, path: string, at: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  let filled = path
  for (const [name, value] of Object.entries(at)) {
    if (value === undefined) continue
    const place = `:${name}`
    if (filled.split('/').includes(place))
      filled = filled.replace(place, () => encodeURIComponent(String(value)))
    else query.set(name, String(value))
  }
  const url = `${origin.replace(/\/+$/, '')}${filled}`
  return query.size > 0 ? `${url}?${query}` : url
}

async function* lines(response: Response): AsyncIterable<string> {
  if (!response.body) return
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts.filter(Boolean)
  }
  if (rest) yield rest
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
