// Every answer that is not a success: one table of codes, and the one class that carries them.
import type { Refusal } from '../packages/wire/event.ts'

const FAULTS = {
  ask_invalid: [400, 'A field of the request is missing or out of bounds.'],
  batch_invalid: [400, 'A field of the batch is missing or out of bounds.'],
  batch_refused: [422, 'None of the events could be taken.'],
  busy: [409, 'The same is being done for the same key of idempotency: ask again.'],
  body_not_json: [400, 'The body is not JSON in UTF-8.'],
  body_too_large: [413, 'The body is larger than this address takes.'],
  changed_meanwhile: [412, 'Somebody has changed it meanwhile: read it again, then write.'],
  code_needed: [401, 'Now the code of the authenticator app.'],
  code_wrong: [401, 'That is not the code, or it was used before.'],
  command_only: [403, 'Only a command on the collector’s own machine may ask this.'],
  console_elsewhere: [
    409,
    'Pages may be drawn over from the console’s own address alone: TIDEMARK_CONSOLE_URL, or what the collector prints at its start.',
  ],
  erasures_failing: [
    500,
    'The key of the erasures cannot be read or made: name a place for it in TIDEMARK_KEY_FILE.',
  ],
  extension_barred: [
    409,
    'It can be extended no more: the law names no longer time, or the first deadline has passed.',
  ],
  experiment_not_so: [409, 'An experiment in this state cannot be turned so.'],
  experiment_started: [
    409,
    'Visitors have seen it: only names, metrics and a higher coverage may still change.',
  ],
  flags_full: [409, 'A site has at most 100 flags: remove one that no code asks for any more.'],
  head_too_large: [431, 'The head of the request is larger than this server reads.'],
  idempotency_reused: [422, 'This key of idempotency was used for another request.'],
  internal: [500, 'The collector failed; its log says where.'],
  last_owner: [409, 'Somebody must be able to do everything: this is the last who can.'],
  link_spent: [401, 'This link is unknown, used or too old.'],
  login_taken: [409, 'Somebody else signs in with that name.'],
  log_failed: [503, 'The collector cannot write to its disk.'],
  log_full: [503, 'The disk of the collector is full: it takes no more until there is room.'],
  login_throttled: [429, 'Too many wrong passwords: wait before the next attempt.'],
  media_type_wrong: [415, 'Send this as application/json.'],
  method_not_allowed: [405, 'This address does not take this method.'],
  not_found: [404, 'Nothing is at this address.'],
  not_signed_in: [401, 'Sign in first.'],
  origin_foreign: [403, 'This may only be asked by the console itself.'],
  origin_not_allowed: [403, 'This origin is not on the list of the site.'],
  overloaded: [503, 'More is arriving than can be stored: try again.'],
  password_wrong: [401, 'That is not the name and the password.'],
  rate_exceeded: [429, 'Too many requests: slow down.'],
  recommend_off: [409, 'This site has no settings for recommendations yet.'],
  request_malformed: [400, 'That is not an HTTP request.'],
  request_too_slow: [408, 'The request took too long to arrive.'],
  request_not_so: [409, 'A request in this state cannot be turned so, or no longer.'],
  requests_full: [
    409,
    'There are as many requests as a site may have: close those that are answered.',
  ],
  role_too_low: [403, 'Your role does not allow this.'],
  site_going: [409, 'A site of this name is being deleted: wait until nothing of it is left.'],
  site_off: [403, 'This site is switched off.'],
  site_unknown: [404, 'There is no such site.'],
  stopping: [503, 'The collector is about to stop.'],
  store_failing: [503, 'The database takes nothing now: the log of the collector says why.'],
  token_wrong: [401, 'This token is unknown, expired, or not for this.'],
  tokens_full: [409, 'A site has at most 100 tokens: revoke one that nobody uses.'],
  users_full: [409, 'There are as many people as this collector takes.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

export type FaultCode = keyof typeof FAULTS

export const FAULT_CODES = Object.keys(FAULTS) as readonly FaultCode[]

export interface FaultDetail {
  /** Where in the request the fault is. */
  readonly path?: string
  /** What would have been right there. */
  readonly detail?: string
  readonly refused?: readonly Refusal[]
  readonly retryAfterSeconds?: number
  /** Methods that the address does take. */
  readonly allow?: readonly string[]
}

/** An expected failure, told to whoever asked. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  readonly detail: FaultDetail

  constructor(code: FaultCode, detail: FaultDetail = {}) {
    super(`${FAULTS[code][1]}${detail.path ? ` (${detail.path})` : ''}`)
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return FAULTS[this.code][0]
  }

  /** What is sent: problem details by RFC 9457, with the code, and where in the request the fault is. */
  toJSON(): object {
    const { path, detail, refused } = this.detail
    const [status, title] = FAULTS[this.code]
    return { type: 'about:blank', title, status, code: this.code, path, detail, refused }
  }
}

/** Ends the handling of a request with an answer from the table. */
export function fail(code: FaultCode, detail?: FaultDetail): never {
  throw new Fault(code, detail)
}
