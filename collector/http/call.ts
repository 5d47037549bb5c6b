// What a handler sees of a request, what it answers, and what a line of the route table holds.
import type { IncomingHttpHeaders } from 'node:http'
import type { Role, Scope } from '../../packages/wire/account.ts'

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

/** By site; `*` stands for all of them, also those to come. */
export type Roles = Readonly<Record<string, Role>>

/** Who asks. */
export type Caller =
  | { readonly kind: 'anyone' }
  /** A command on the same machine, which may read the data folder: it may do everything. */
  | { readonly kind: 'command' }
  | {
      readonly kind: 'user'
      readonly id: string
      readonly login: string
      readonly roles: Roles
      /** Names the session; opens nothing. */
      readonly session: string
    }
  | { readonly kind: 'token'; readonly name: string; readonly site: string; readonly scope: Scope }

/**
 * Who is let in: a role on the site that the path names, or more of it · `user` whoever has signed in ·
 * `operator` an owner of all sites · `command` whoever may read the data folder · `events` a token for sending · `machine` whoever reads the collector's numbers.
 */
export type Allow = Role | 'anyone' | 'user' | 'operator' | 'command' | 'events' | 'machine'

/** `public`: anyone on any host name. The others answer on the console's alone; `api` asks who it is. */
export type Door = 'public' | 'console' | 'api'

export type Handler = (call: Call, caller: Caller) => Promise<Reply> | Reply

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `:name` takes one segment, a final `*` the rest. */
  readonly path: string
  readonly door: Door
  /** For the door `api`. */
  readonly allow?: Allow
  /** Bytes of a body that are read at most; none are without it. */
  readonly bodyBytesMax?: number
  /** Refused while the collector has no time: what it does can be done later. */
  readonly canWait?: true
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
