// Makes a line of the route table of each operation: reads what is asked, does it, checks what is answered, tells the audit log.
import { addressOf } from '../../packages/wire/api.ts'
import type { OperationName } from '../../packages/wire/api.ts'
import { Invalid } from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import type { Audit } from '../accounts/audit.ts'
import type { Clock } from '../clock.ts'
import { EXPERIMENT_KEY } from '../decide/experiment.ts'
import { fail } from '../errors.ts'
import type { Call, Caller, Reply, Route } from '../http/call.ts'
import { readJson, readValue } from '../http/read-json.ts'
import { SITE_ID } from '../sites/site.ts'
import type { SiteChanges } from '../sites/changes.ts'
import type { Sites } from '../sites/sites.ts'
import { id } from './account-schemas.ts'
import type { ApiHandlers, Asked } from './asked.ts'
import { checkMatch, checkNoneMatch, etagOf, isAmong } from './etag.ts'
import { createIdempotency } from './idempotency.ts'
import type { AnyOperation } from './operation.ts'
import { OPERATION_NAMES, operationOf } from './operations.ts'

type AnyHandler = (asked: Asked<OperationName>) => unknown

export interface ApiParts {
  readonly sites: Sites
  readonly changes: SiteChanges
  readonly audit: Audit
  readonly clock: Clock
}

/** What may stand at the `:names` of paths. */
const PARAMS: Readonly<Record<string, Schema<string>>> = {
  site: SITE_ID,
  key: EXPERIMENT_KEY,
  id,
  visitor: id,
}

interface Runner {
  /** Does it, and answers with what has left through the schema. */
  readonly run: (name: OperationName, call: Call, caller: Caller) => Promise<Reply>
  /** The same, where what is there now is what the writer has seen. */
  readonly write: (name: OperationName, call: Call, caller: Caller) => Promise<Reply>
}

function createRunner(handlers: ApiHandlers, parts: ApiParts): Runner {
  async function run(name: OperationName, call: Call, caller: Caller): Promise<Reply> {
    const operation = operationOf(name)
    const cookies: string[] = []
    const asked = askedOf(name, call, caller, {
      sites: parts.sites,
      setCookie: (text) => cookies.push(text),
    })
    const answer = await (handlers[name] as unknown as AnyHandler)(asked)
    await tellAudit(parts.audit, name, { ...call, said: asked.body }, caller)
    const headers = cookies[0] === undefined ? {} : { 'set-cookie': cookies[0] }
    if (operation.answer === undefined) return { status: 204, headers }
    if (operation.answer === 'lines')
      return {
        status: 200,
        headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
        body: answer as AsyncIterable<string>,
      }
    const body = JSON.stringify(checked(operation.answer, answer))
    return {
      status: operation.status ?? 200,
      headers: {
        'content-type': 'application/json',
        // Nobody on the way may keep what is stored of somebody.
        'cache-control': operation.isRead ? 'private, no-store' : 'private, no-cache',
        etag: etagOf(body),
        ...headers,
      },
      body,
    }
  }

  /** What is at an address now; undefined where nothing is. */
  async function current(
    name: OperationName,
    call: Call,
    caller: Caller,
  ): Promise<string | undefined> {
    const reader = readerOf(name)
    if (!reader) return undefined
    try {
      const reply = await run(reader, { ...call, method: 'GET' }, caller)
      return typeof reply.body === 'string' ? reply.body : undefined
    } catch {
      return undefined
    }
  }

  async function write(name: OperationName, call: Call, caller: Caller): Promise<Reply> {
    const { 'if-match': match, 'if-none-match': noneMatch } = call.headers
    if (match !== undefined || noneMatch !== undefined) {
      const body = await current(name, call, caller)
      checkMatch(match, body)
      checkNoneMatch(noneMatch, body)
    }
    return run(name, call, caller)
  }

  return { run, write }
}

export function apiRoutes(handlers: ApiHandlers, parts: ApiParts): Route[] {
  const { run, write } = createRunner(handlers, parts)
  const idempotency = createIdempotency(parts.clock)
  const inTurn = createTurns()

  return OPERATION_NAMES.map((name) => {
    const [method, path] = (addressOf(name) ?? '').split(' ') as [Route['method'], string]
    const { allow, bytesMax, isRead } = operationOf(name)
    const handle: Route['handle'] = async (call, caller) => {
      if (method === 'GET') return unlessKnown(call, await run(name, call, caller))
      // One after the other at one address: what was checked must still hold as it is written.
      // A deletion waits for the changes that have begun before it, and cannot be one of them.
      const site = name === 'removeSite' ? undefined : call.params['site']
      const changing = <T>(work: () => Promise<T>) => parts.changes.during(site, work)
      if (method !== 'POST')
        return inTurn(call.path, () => changing(() => write(name, call, caller)))
      const key = isRead ? undefined : textOf(call.headers['idempotency-key'])
      const what = { who: nameOf(caller), what: `${name} ${call.path}`, body: call.body }
      return changing(() => idempotency.once(key, what, () => run(name, call, caller)))
    }
    return {
      method,
      path,
      door: 'api',
      ...(allow && { allow }),
      handle,
      ...(bytesMax !== undefined && { bodyBytesMax: bytesMax }),
    }
  })
}

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header

interface Around {
  readonly sites: Sites
  readonly setCookie: (text: string) => void
}

function askedOf(
  name: OperationName,
  call: Call,
  caller: Caller,
  { sites, setCookie }: Around,
): Asked<OperationName> {
  const operation = operationOf(name)
  const params = Object.fromEntries(
    Object.entries(call.params).map(([key, value]) => [
      key,
      readValue(value, (text) => PARAMS[key]?.(text, key) ?? fail('internal')),
    ]),
  )
  const { site } = params
  const settings =
    site === undefined || operation.makesSite
      ? undefined
      : (sites.get(site) ?? fail('site_unknown'))
  return {
    params,
    query: operation.query && readValue(Object.fromEntries(call.query), operation.query),
    body: bodyOf(operation, call),
    // Read by none of those whose path names no site.
    site: { id: site ?? '', settings: settings as Asked<OperationName>['site']['settings'] },
    caller,
    address: call.address,
    cookie: call.headers.cookie,
    origin: call.headers.origin,
    bytes: call.body,
    setCookie,
  } as unknown as Asked<OperationName>
}

function bodyOf({ body, bytesMax, isRaw }: AnyOperation, call: Call): unknown {
  if (!body || isRaw) return undefined
  return readJson(call.body, body, bytesMax)
}

/** An answer that is not as it was announced is a fault of ours, and does not leave. */
function checked(schema: Schema<unknown>, answer: unknown): unknown {
  try {
    return schema(JSON.parse(JSON.stringify(answer)), '')
  } catch (error) {
    const why = error instanceof Invalid ? error.message : 'not JSON'
    throw new Error(`the answer is not as it should be: ${why}`, { cause: error })
  }
}

function unlessKnown(call: Call, reply: Reply): Reply {
  const { etag } = reply.headers ?? {}
  const known = call.headers['if-none-match']
  if (etag === undefined || known === undefined || !isAmong(known, etag)) return reply
  return { status: 304, headers: { etag, 'cache-control': 'private, no-cache' } }
}

/** The operation that reads what this one writes. */
function readerOf(name: OperationName): OperationName | undefined {
  const path = addressOf(name)?.split(' ')[1]
  return OPERATION_NAMES.find((each) => addressOf(each) === `GET ${path}`)
}

async function tellAudit(
  audit: Audit,
  name: OperationName,
  call: Call & { readonly said: unknown },
  caller: Caller,
): Promise<void> {
  const { audit: told } = operationOf(name)
  if (call.method === 'GET' || call.method === 'HEAD' || told === 'none') return
  const { site = '', ...others } = call.params
  // As it was understood: bytes may be packed, or hold what no line of text can.
  const isTold = told !== 'without-body' && call.said !== undefined
  const body = isTold ? JSON.stringify(call.said) : ''
  const named = told === 'name-alone' ? [] : Object.values(others)
  const detail = [...named, body].filter(Boolean).join(' ')
  await audit.add({ by: nameOf(caller), site, what: name, detail })
}

export function nameOf(caller: Caller): string {
  if (caller.kind === 'user') return caller.login
  return caller.kind === 'token' ? `token ${caller.name}` : caller.kind
}

/** Lets those who come under one name in one after the other. */
function createTurns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return async (name, work) => {
    const before = last.get(name) ?? Promise.resolve()
    const mine = before.catch(() => {}).then(work)
    last.set(name, mine)
    try {
      return await mine
    } finally {
      if (last.get(name) === mine) last.delete(name)
    }
  }
}
