// What a handler sees of a request, what it answers, and what a line of the route table holds.
import type { IncomingHttpHeaders } from 'node:http'

/** A request whose body, if its route takes one, has been read. */
export interface Call {
  readonly method: string
  readonly path: string
  /** What stood at the `:names` of the route's path; `*` is under its own name. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
  /** The visitor's, found behind trusted proxies; for decisions in memory only. */
  readonly address: string
  /** Country as told by a trusted proxy. */
  readonly country: string | undefined
}

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | AsyncIterable<string>
}

/** Who has been let in. */
export type Caller =
  /** Anyone: the door does not ask. */
  | { readonly kind: 'anyone' }
  /** The owner with a session, or a command on the same machine, which may do more. */
  | { readonly kind: 'owner'; readonly isCommand?: true }
  /** A token, good for one site. */
  | { readonly kind: 'token'; readonly site: string }

/**
 * Who may come in: `public` anyone on any host name, `console` anyone on the console's host name, `owner` and
 * `import` only with a session or a token, there too.
 */
export type Door = 'public' | 'console' | 'owner' | 'import'

export type Handler = (call: Call, caller: Caller) => Promise<Reply> | Reply

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `:name` takes one segment, a final `*` the rest. */
  readonly path: string
  readonly door: Door
  /** Bytes of a body that are read at most; none are without it. */
  readonly bodyBytesMax?: number
  readonly handle: Handler
}

/** An answer in JSON, not to be kept by anyone. */
export function json(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  }
}
