// The route table, and the life of the socket that serves it. Start here to find what answers an address.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AccountHandlers } from './handlers/account.ts'
import type { ExperimentHandlers } from './handlers/experiment.ts'
import type { DecideHandlers } from './handlers/decide.ts'
import type { FlagHandlers } from './handlers/flag.ts'
import type { FolderHandlers } from './handlers/folder.ts'
import type { HealthHandlers } from './handlers/health.ts'
import type { IngestHandlers } from './handlers/ingest.ts'
import type { OverlayHandlers } from './handlers/overlay.ts'
import type { ModelHandlers } from './handlers/model.ts'
import type { RecommendHandlers } from './handlers/recommend.ts'
import type { SiteHandlers } from './handlers/site.ts'
import type { Handler, Route } from './http/call.ts'
import { answerClientError } from './http/client-error.ts'
import type { Listener } from './http/listener.ts'
import { IMPORT_BYTES_MAX } from './ingest/import.ts'
import { FEED_BYTES_MAX } from './recommend/feed.ts'

const BATCH_BYTES = 65_536
const SMALL_BYTES = 4_096
const SITE_BYTES = 65_536
const RULES_BYTES = 400_000
const EXPERIMENT_BYTES = 524_288
const FLAG_BYTES = 524_288

export interface Handlers {
  readonly account: AccountHandlers
  readonly decide: DecideHandlers
  readonly experiment: ExperimentHandlers
  readonly export: Handler
  readonly flag: FlagHandlers
  readonly folder: FolderHandlers
  readonly health: HealthHandlers
  readonly ingest: IngestHandlers
  readonly overlay: OverlayHandlers
  readonly model: ModelHandlers
  readonly recommend: RecommendHandlers
  readonly report: Handler
  readonly site: SiteHandlers
}

// oxfmt-ignore
/** A line a route. The door says who may come in: see `http/call.ts`. */
export function routeTable({ account, decide, experiment, flag, folder, health, ingest, model, overlay, recommend, site, ...one }: Handlers): Route[] {
  return [
    { method: 'POST', path: '/e', door: 'public', handle: ingest.batch, bodyBytesMax: BATCH_BYTES },
    { method: 'POST', path: '/consent', door: 'public', handle: ingest.note, bodyBytesMax: BATCH_BYTES },
    { method: 'GET', path: '/t/:site.js', door: 'public', handle: decide.tag },
    { method: 'GET', path: '/m/*', door: 'public', handle: decide.chunk },
    { method: 'GET', path: '/r/:site/*', door: 'public', handle: model.file },
    { method: 'GET', path: '/healthz', door: 'public', handle: health.alive },
    { method: 'GET', path: '/readyz', door: 'public', handle: health.ready },
    { method: 'GET', path: '/metrics', door: 'owner', handle: health.metrics },
    { method: 'GET', path: '/', door: 'console', handle: decide.toConsole },
    { method: 'GET', path: '/console', door: 'console', handle: decide.toConsole },
    { method: 'GET', path: '/console/*', door: 'console', handle: decide.console },
    { method: 'POST', path: '/api/v1/claim', door: 'console', handle: account.claim, bodyBytesMax: SMALL_BYTES },
    { method: 'POST', path: '/api/v1/login', door: 'console', handle: account.logIn, bodyBytesMax: SMALL_BYTES },
    { method: 'POST', path: '/api/v1/logout', door: 'console', handle: account.logOut, bodyBytesMax: SMALL_BYTES },
    { method: 'GET', path: '/api/v1/me', door: 'owner', handle: account.me },
    { method: 'POST', path: '/api/v1/tokens', door: 'owner', handle: account.makeToken, bodyBytesMax: SMALL_BYTES },
    { method: 'GET', path: '/api/v1/sites/:site', door: 'owner', handle: site.read },
    { method: 'PUT', path: '/api/v1/sites/:site', door: 'owner', handle: site.write, bodyBytesMax: SITE_BYTES },
    { method: 'GET', path: '/api/v1/sites/:site/imported', door: 'owner', handle: site.imported },
    { method: 'GET', path: '/api/v1/sites/:site/experiments', door: 'owner', handle: experiment.list },
    { method: 'GET', path: '/api/v1/sites/:site/experiments/:key', door: 'owner', handle: experiment.read },
    { method: 'PUT', path: '/api/v1/sites/:site/experiments/:key', door: 'owner', handle: experiment.write, bodyBytesMax: EXPERIMENT_BYTES },
    { method: 'POST', path: '/api/v1/sites/:site/experiments/:key/status', door: 'owner', handle: experiment.turn, bodyBytesMax: SMALL_BYTES },
    { method: 'DELETE', path: '/api/v1/sites/:site/experiments/:key', door: 'owner', handle: experiment.remove },
    { method: 'GET', path: '/api/v1/sites/:site/flags', door: 'owner', handle: flag.list },
    { method: 'GET', path: '/api/v1/sites/:site/flags/:key', door: 'owner', handle: flag.read },
    { method: 'PUT', path: '/api/v1/sites/:site/flags/:key', door: 'owner', handle: flag.write, bodyBytesMax: FLAG_BYTES },
    { method: 'DELETE', path: '/api/v1/sites/:site/flags/:key', door: 'owner', handle: flag.remove },
    { method: 'POST', path: '/api/v1/sites/:site/overlay', door: 'owner', handle: overlay.issue, bodyBytesMax: SMALL_BYTES },
    { method: 'POST', path: '/api/v1/sites/:site/overlay/spend', door: 'owner', handle: overlay.spend, bodyBytesMax: SMALL_BYTES },
    { method: 'GET', path: '/api/v1/sites/:site/reports/:report', door: 'owner', handle: one.report },
    { method: 'GET', path: '/api/v1/sites/:site/recommend', door: 'owner', handle: recommend.status },
    { method: 'PUT', path: '/api/v1/sites/:site/recommend/rules', door: 'owner', handle: recommend.writeRules, bodyBytesMax: RULES_BYTES },
    { method: 'POST', path: '/api/v1/sites/:site/recommend/train', door: 'owner', handle: recommend.train, bodyBytesMax: SMALL_BYTES },
    { method: 'POST', path: '/api/v1/sites/:site/recommend/try', door: 'owner', handle: recommend.tryOut, bodyBytesMax: SITE_BYTES },
    { method: 'GET', path: '/api/v1/sites/:site/products', door: 'owner', handle: model.findProducts },
    { method: 'PUT', path: '/api/v1/sites/:site/products', door: 'owner', handle: model.writeProducts, bodyBytesMax: FEED_BYTES_MAX },
    { method: 'POST', path: '/api/v1/events', door: 'import', handle: ingest.imported, bodyBytesMax: IMPORT_BYTES_MAX },
    { method: 'GET', path: '/api/v1/export', door: 'owner', handle: one.export },
    { method: 'DELETE', path: '/api/v1/sites/:site/visitors/:visitor', door: 'owner', handle: folder.erase },
    { method: 'POST', path: '/api/v1/folder/backup', door: 'owner', handle: folder.backup, bodyBytesMax: SMALL_BYTES },
    { method: 'POST', path: '/api/v1/folder/verify', door: 'owner', handle: folder.verify },
    { method: 'POST', path: '/api/v1/folder/compact', door: 'owner', handle: folder.compact },
  ]
}

const HEADERS_MS = 5_000
const REQUEST_MS = 10_000
const KEEP_ALIVE_MS = 15_000
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
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1_000,
    },
    listener,
  )
  server.on('clientError', answerClientError)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address.port, address.host, resolve)
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
