// The route table, and the life of the socket that serves it. Start here to find what answers an address.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { apiRoutes } from './api/routes.ts'
import type { ApiParts } from './api/routes.ts'
import type { ApiHandlers } from './api/asked.ts'
import type { Paths } from './decide/paths.ts'
import type { DecideHandlers } from './handlers/decide.ts'
import type { HealthHandlers } from './handlers/health.ts'
import type { IngestHandlers } from './handlers/ingest.ts'
import type { NoticeHandlers } from './handlers/notice.ts'
import type { Handler, Route } from './http/call.ts'
import { answerClientError } from './http/client-error.ts'
import { BODY_BYTES, CONNECTION } from './limits.ts'
import type { Listener } from './http/listener.ts'

export interface Handlers {
  readonly api: ApiHandlers
  readonly decide: DecideHandlers
  readonly health: HealthHandlers
  readonly ingest: Pick<IngestHandlers, 'batch' | 'note'>
  readonly modelFile: Handler
  readonly notice: NoticeHandlers
  readonly openApi: Handler
  readonly privacy: Handler
}

export interface RouteParts extends ApiParts {
  /** Under which names pages find the collector. */
  readonly paths: Paths
}

// oxfmt-ignore
/** A line a route; those of the API are a line each in `api/operations.ts`. The door says who may come in: see `http/call.ts`. */
export function routeTable({ api, decide, health, ingest, modelFile, notice, openApi, privacy }: Handlers, parts: RouteParts): Route[] {
  const { paths } = parts
  return [
    { method: 'POST', path: paths.events, door: 'public', handle: ingest.batch, bodyBytesMax: BODY_BYTES.batch, canWait: true },
    { method: 'POST', path: paths.consent, door: 'public', handle: ingest.note, bodyBytesMax: BODY_BYTES.batch, canWait: true },
    { method: 'POST', path: paths.privacy, door: 'public', handle: privacy, bodyBytesMax: BODY_BYTES.batch },
    { method: 'GET', path: `${paths.consent}/:site`, door: 'public', handle: notice.rule },
    { method: 'GET', path: `${paths.consent}/:site/:words/:language`, door: 'public', handle: notice.words },
    { method: 'GET', path: `${paths.tag}/:site.js`, door: 'public', handle: decide.tag },
    { method: 'GET', path: `${paths.chunks}/*`, door: 'public', handle: decide.chunk },
    { method: 'GET', path: `${paths.models}/:site/*`, door: 'public', handle: modelFile },
    { method: 'GET', path: '/.well-known/gpc.json', door: 'public', handle: notice.signals },
    { method: 'GET', path: '/healthz', door: 'public', handle: health.alive },
    { method: 'GET', path: '/readyz', door: 'public', handle: health.ready },
    { method: 'GET', path: '/metrics', door: 'api', allow: 'machine', handle: health.metrics },
    { method: 'GET', path: '/', door: 'console', handle: decide.toConsole },
    { method: 'GET', path: '/console', door: 'console', handle: decide.toConsole },
    { method: 'GET', path: '/console/*', door: 'console', handle: decide.console },
    { method: 'GET', path: '/api/openapi.json', door: 'console', handle: openApi },
    ...apiRoutes(api, parts),
  ]
}

const STOP_MS = 10_000

export interface RunningServer {
  readonly port: number
  /** Takes no more connections, and answers once the requests under way are done or cut off. */
  readonly stop: () => Promise<void>
}

/** Listens; rejects if the address cannot be had. */
export async function startServer(
  listener: Listener,
  address: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = createServer(
    {
      headersTimeout: CONNECTION.headersMs,
      requestTimeout: CONNECTION.requestMs,
      keepAliveTimeout: CONNECTION.keepAliveMs,
      connectionsCheckingInterval: CONNECTION.checkMs,
    },
    listener,
  )
  server.maxConnections = CONNECTION.max
  server.on('clientError', answerClientError)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ ...address, backlog: CONNECTION.backlog }, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    stop: async () => {
      const cutOff = setTimeout(() => server.closeAllConnections(), STOP_MS)
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeIdleConnections()
      })
      clearTimeout(cutOff)
    },
  }
}
