// A collector that keeps what pages send in memory, holds them to the wire, and fails on request.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { readAssets } from '../../collector/decide/assets.ts'
import type { Asset } from '../../collector/decide/assets.ts'
import { chunksOf, readChunks } from '../../collector/decide/chunks.ts'
import { extrasOf } from '../../collector/decide/config.ts'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import type {
  AnyEvent,
  Batch,
  ConsentNote,
  Receipt,
  VoidReason,
} from '../../packages/wire/event.ts'
import { BATCH_BYTES_MAX } from '../../packages/wire/limits.ts'
import { parseBatch, parseConsentNote } from '../../packages/wire/parse.ts'

const UNTIL_MS = 10_000

/** A request as it came in, whatever was answered. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  readonly atMs: number
  /** Status that was answered; 0 where the connection was dropped. */
  readonly status: number
}

/** An event that was answered with 202 for the first time, and the batch it came in. */
export type Stored = AnyEvent & { readonly stream: string; readonly batch: Batch }

/** An identity that will never arrive. */
export interface Voided {
  readonly stream: string
  readonly seq: number
  readonly reason: VoidReason
}

/** What POSTs are answered with instead of being taken: a status, or nothing at all. */
export type Failure =
  | { readonly status: number; readonly retryAfterSeconds?: number }
  | 'drop'
  /** Not before the next `failWith`: taken then, or dropped with the page none the wiser. */
  | 'hang'

export interface PageCollector {
  readonly url: string
  readonly config: SiteConfig
  readonly received: readonly Received[]
  readonly stored: readonly Stored[]
  /** Identities that pages gave up, once each. */
  readonly voids: readonly Voided[]
  /** Of refusals and withdrawals. */
  readonly notes: readonly ConsentNote[]
  /** Of grants. */
  readonly given: readonly ConsentNote[]
  /** Identities that were answered with 202 more than once. */
  readonly repeats: readonly string[]
  /** What broke the wire; a test that leaves any has failed. */
  readonly faults: readonly string[]
  /** Everything POSTed, in order of arrival. */
  readonly posts: () => readonly Received[]
  /** Events that were refused since this was last asked, as `code at path`; a test that leaves any has failed. */
  readonly takeRefusals: () => string[]
  /** From now on, until it is called with null. */
  readonly failWith: (failure: Failure | null) => void
  /** Resolves once `isSo`; looks again at every request. */
  readonly until: (what: string, isSo: () => boolean) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A file that is served beside the tag, by its path: a chunk, or a piece of a model. */
export type Files = ReadonlyMap<string, Asset>

/** Starts one; `settings` go down with the tag, beside where the chunks of what they switch on lie. */
export async function startPageCollector(
  settings: SiteConfig,
  files: Files = new Map(),
): Promise<PageCollector> {
  const built = (await readAssets('dist/assets')).chunks
  const chunks = chunksOf(readChunks(built), extrasOf(settings))
  const config = { ...(chunks && { chunks }), ...settings }
  const served = new Map([
    ...[...built].map(([name, asset]) => [`/m/${name}`, asset] as const),
    ...files,
  ])
  const file = `dist/assets/${['tag', ...extrasOf(settings)].join('-')}.js`
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build first`)
  const tag = readFileSync(file, 'utf8').replace(/(["'`])__TIDEMARK_CONFIG__\1/, () =>
    JSON.stringify(config),
  )
  if (!tag.includes(JSON.stringify(config)))
    throw new Error(`${file} has no place for the settings`)
  const received: Received[] = []
  const notes: ConsentNote[] = []
  const given: ConsentNote[] = []
  const faults: string[] = []
  const refusals: string[] = []
  const shelf = createShelf()
  const waiting = new Set<() => void>()
  const held: (() => void)[] = []
  let failure: Failure | null = null

  const take = (path: string, bytes: Buffer): Receipt => {
    const value: unknown = JSON.parse(textOf(bytes))
    if (path === '/consent') {
      const note = parseConsentNote(value, '')
      if (note.choice === 'given') given.push(note)
      else notes.push(note)
      return { accepted: 0 }
    }
    const { batch, refused } = parseBatch(value)
    for (const each of refused) refusals.push(`${each.code} at ${each.path}`)
    if (bytes.length > BATCH_BYTES_MAX) faults.push(`a batch of ${bytes.length} bytes`)
    return { ...shelf.put(batch), ...(refused.length > 0 && { refused }) }
  }

  const answer = (request: IncomingMessage, bytes: Buffer, response: ServerResponse): number => {
    const path = pathOf(request)
    if (request.headers.cookie) faults.push(`${request.method} ${path} carries a cookie`)
    if (request.method === 'GET' && path === '/t/demo.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      response.end(tag)
      return 200
    }
    const file = request.method === 'GET' && served.get(path)
    if (file) {
      response.setHeader('content-type', file.type)
      response.end(file.bytes)
      return 200
    }
    if (request.method !== 'POST' || (path !== '/e' && path !== '/consent')) {
      faults.push(`${request.method} ${request.url} is no request of the wire`)
      response.writeHead(404).end()
      return 404
    }
    if (failure === 'drop') {
      request.socket.destroy()
      return 0
    }
    if (failure === 'hang') {
      held.push(() => {
        answer(request, bytes, response)
        for (const look of waiting) look()
      })
      return 0
    }
    if (failure) {
      const { status, retryAfterSeconds } = failure
      if (retryAfterSeconds) response.setHeader('retry-after', String(retryAfterSeconds))
      response.writeHead(status).end()
      return status
    }
    try {
      const receipt = take(path, bytes)
      response.setHeader('content-type', 'application/json')
      response.writeHead(202).end(JSON.stringify(receipt))
      return 202
    } catch (error) {
      faults.push(`${path}: ${String(error)}`)
      response.writeHead(400).end()
      return 400
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const bytes = Buffer.concat(chunks)
      allowOrigin(request, response)
      received.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: textOf(bytes),
        atMs: Date.now(),
        status: answer(request, bytes, response),
      })
      for (const look of waiting) look()
    })
  })
  const port = await listen(server)

  return {
    url: `http://127.0.0.1:${port}`,
    config,
    received,
    notes,
    given,
    faults,
    stored: shelf.stored,
    voids: shelf.voids,
    repeats: shelf.repeats,
    takeRefusals: () => refusals.splice(0),
    posts: () => received.filter(({ method }) => method === 'POST'),
    failWith(next) {
      failure = next
      for (const answerLate of held.splice(0)) answerLate()
    },
    until: (what, isSo) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!isSo()) return
          clearTimeout(late)
          waiting.delete(look)
          resolve()
        }
        const late = setTimeout(() => {
          waiting.delete(look)
          reject(
            new Error(
              `waited ${UNTIL_MS} ms for ${what}; got ${summaryOf(received)} ${faults.join(', ')}`,
            ),
          )
        }, UNTIL_MS)
        waiting.add(look)
        look()
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Keeps each identity once, and knows of which streams something is missing. */
function createShelf(): {
  stored: readonly Stored[]
  voids: readonly Voided[]
  repeats: readonly string[]
  put: (batch: Batch) => Receipt
} {
  const stored: Stored[] = []
  const voids: Voided[] = []
  const repeats: string[] = []
  const known = new Set<string>()
  return {
    stored,
    voids,
    repeats,
    put(batch) {
      const { stream } = batch
      for (const { from, to, reason } of batch.voids ?? [])
        for (let seq = from; seq <= to; seq++) {
          if (!known.has(`${stream} ${seq}`)) voids.push({ stream, seq, reason })
          known.add(`${stream} ${seq}`)
        }
      for (const event of batch.events) {
        const identity = `${stream} ${event.seq}`
        if (known.has(identity)) repeats.push(identity)
        else stored.push({ ...event, stream, batch })
        known.add(identity)
      }
      const incomplete = (batch.previous ?? []).flatMap(({ stream, emitted }) => {
        let wholeTo = 0
        while (known.has(`${stream} ${wholeTo + 1}`)) wholeTo++
        return wholeTo < emitted ? [{ stream, emitted: wholeTo }] : []
      })
      return { accepted: batch.events.length, ...(incomplete.length > 0 && { incomplete }) }
    },
  }
}

/** gzip is told by its magic bytes. */
function textOf(bytes: Buffer): string {
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString()
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://collector').pathname
}

function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
  response.setHeader('access-control-expose-headers', 'retry-after')
  response.setHeader('cross-origin-resource-policy', 'cross-origin')
  response.setHeader('cache-control', 'no-cache')
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )
}

/** One line a request: its status, and the ranges of seqs by stream. */
function summaryOf(received: readonly Received[]): string {
  return received
    .map(({ method, path, body, status }) => {
      const stream = /"stream":"(\w{4})/.exec(body)?.[1] ?? ''
      const seqs = [...body.matchAll(/"seq":(\d+)/g)].map(([, seq]) => seq)
      const range = seqs.length > 0 ? ` ${stream}… ${seqs[0]}–${seqs.at(-1)}` : ''
      return `\n  ${status} ${method} ${path}${range}`
    })
    .join('')
}
