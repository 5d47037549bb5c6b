// Wires the parts into one collector: what `serve` starts, and what a test can start with parts of its own.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openAccounts } from './accounts/accounts.ts'
import type { Accounts } from './accounts/accounts.ts'
import { createDoors } from './accounts/doors.ts'
import { hashOf } from './accounts/secret.ts'
import { createSessionCookie } from './accounts/session.ts'
import type { SessionCookie } from './accounts/session.ts'
import { openAlerts } from './alert/open.ts'
import type { Alerts } from './alert/open.ts'
import type { Clock } from './clock.ts'
import type { Assets } from './decide/assets.ts'
import { openErasures } from './folder/open-erasures.ts'
import { openFolder } from './folder/open.ts'
import type { OpenFolder } from './folder/open.ts'
import { createFold } from './fold.ts'
import { describeApi } from './api/openapi.ts'
import { auditHandlers } from './handlers/audit.ts'
import { membersHandlers } from './handlers/members.ts'
import { selfHandlers } from './handlers/self.ts'
import { sessionHandlers } from './handlers/session.ts'
import { tokensHandlers } from './handlers/tokens.ts'
import { decideHandlers } from './handlers/decide.ts'
import type { DecideParts } from './handlers/decide.ts'
import { exportHandler } from './handlers/export.ts'
import { folderHandlers } from './handlers/folder.ts'
import { healthHandlers } from './handlers/health.ts'
import { crossOriginHeaders, ingestHandlers } from './handlers/ingest.ts'
import { overlayHandlers } from './handlers/overlay.ts'
import { modelHandlers } from './handlers/model.ts'
import { noticeHandlers } from './handlers/notice.ts'
import { privacyHandler } from './handlers/privacy.ts'
import { recommendHandlers } from './handlers/recommend.ts'
import { requestsHandlers } from './handlers/requests.ts'
import { reportHandlers } from './handlers/report.ts'
import { siteHandlers } from './handlers/site.ts'
import type { SiteParts } from './handlers/site.ts'
import { json } from './http/call.ts'
import { createAdmission } from './http/admission.ts'
import type { Admission } from './http/admission.ts'
import { createListener } from './http/listener.ts'
import { createSlices } from './http/slices.ts'
import type { Listener } from './http/listener.ts'
import { createNetworks } from './http/address.ts'
import { PROOF_FOLDER } from './folder/contents.ts'
import { consentHandlers } from './handlers/consent.ts'
import { createRequests } from './privacy/requests.ts'
import type { Requests } from './privacy/requests.ts'
import { createProofs } from './proof/proofs.ts'
import type { Proofs } from './proof/proofs.ts'
import { createRetention } from './retention.ts'
import { openCountryTable } from './ingest/country.ts'
import type { Country } from './ingest/country.ts'
import { createNotices } from './notice/notices.ts'
import type { Notices } from './notice/notices.ts'
import { createPipeline } from './ingest/pipeline.ts'
import type { Pipeline } from './ingest/pipeline.ts'
import type { Files } from './log/files.ts'
import { ADMISSION } from './limits.ts'
import type { Logger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import type { Metrics } from './metrics.ts'
import type { Random } from './random.ts'
import { createRemoval } from './removal.ts'
import type { Removal } from './removal.ts'
import { openRecommend } from './recommend/open.ts'
import type { Recommending } from './recommend/open.ts'
import type { Recommender } from './recommend/recommender.ts'
import type { FetchPage } from './recommend/fetch-page.ts'
import type { Harvest } from './recommend/harvest.ts'
import type { StartTraining } from './recommend/training.ts'
import { routeTable } from './server.ts'
import type { Handlers } from './server.ts'
import type { Settings } from './settings.ts'
import { createExperiments } from './decide/experiments.ts'
import type { Experiments } from './decide/experiments.ts'
import { createFlags } from './decide/flags.ts'
import type { Flags } from './decide/flags.ts'
import { experimentHandlers } from './handlers/experiment.ts'
import { flagHandlers } from './handlers/flag.ts'
import { createSiteChanges } from './sites/changes.ts'
import type { SiteChanges } from './sites/changes.ts'
import { createSites } from './sites/sites.ts'
import type { Sites } from './sites/sites.ts'
import type { Documents } from './storage/documents.ts'
import type { Driver } from './storage/driver.ts'
import { sql } from './storage/sql.ts'

export interface CollectorParts {
  readonly settings: Settings
  readonly version: string
  /** Where the console is open: known once the port is. */
  readonly consoleOrigin: () => string
  readonly clock: Clock
  readonly random: Random
  readonly files: Files
  readonly driver: Driver
  readonly documents: Documents
  readonly assets: Assets
  readonly logger: Logger
  /** Where recommendations are learned: a thread, or here. */
  readonly startTraining: StartTraining
  /** How product pages are fetched; from the open net without it. */
  readonly fetchPage?: FetchPage
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** The secret in the `cli-token` file. */
  readonly cliSecret: string
}

export interface Collector {
  /** Handles one request. */
  readonly handle: Listener
  readonly pipeline: Pipeline
  readonly sites: Sites
  readonly accounts: Accounts
  readonly admission: Admission
  /** Puts sums in place of the points of heatmaps that are old enough; to be called now and then. */
  readonly fold: () => Promise<void>
  /** Forgets what was kept long enough; to be called now and then. */
  readonly expire: () => Promise<void>
  readonly folder: OpenFolder
  readonly removal: Removal
  readonly recommender: Recommender
  readonly harvest: Harvest
  readonly alerts: Alerts
  /** Makes durable what is under way, loads what can be loaded, closes the store. */
  readonly stop: () => Promise<void>
}

/** Upgrades the store, recovers the log, and is ready to handle requests. */
export async function createCollector(parts: CollectorParts): Promise<Collector> {
  const { settings, clock, driver, documents } = parts
  const logFolder = join(settings.dataFolder, 'log')
  // First: a folder of a later version is left as it was.
  await driver.migrate()
  await mkdir(logFolder, { recursive: true })
  const notices = createNotices(documents, clock)
  await notices.load()
  const sites = createSites(documents, notices.note)
  await sites.load()
  const decided = await openDecided(documents, clock)
  const requests = createRequests(parts)
  await requests.load()

  const accounts = await openAccounts(parts)
  const cookie = createSessionCookie(settings.consoleUrl !== undefined)
  const metrics = createMetrics()
  const admission = createAdmission()
  const country = await openCountryTable(settings.countryTable)
  const proofs = openProofs(parts)
  const kept = { proofs, sites, country, metrics }
  const erasures = await openErasures(parts)
  const pipeline = await createPipeline({
    isErased: erasures.has,
    ...parts,
    ...settings,
    ...kept,
    logFolder,
    store: driver,
  })

  const folder = await openFolder({
    ...parts,
    erasures,
    pipeline,
    timeZoneOf: (site) => sites.get(site)?.timeZone ?? 'UTC',
  })
  const recommending = openRecommend({ ...parts, sites, dataFolder: settings.dataFolder })
  const { recommender, harvest } = recommending
  const alerts = openAlerts({ ...parts, sites })
  const changes = createSiteChanges()
  const own = { sites, changes, accounts, decided, folder, requests }
  const removal = createRemoval({ ...parts, ...own, notices, proofs, recommending })
  void removal.tick()
  const handling = { ...parts, ...recommending, ...own, ...kept, removal, cookie, admission }

  return {
    handle: listenerOf({ ...handling, pipeline, notices, alerts }),
    pipeline,
    sites,
    accounts,
    admission,
    fold: createFold(parts),
    expire: createRetention({ ...parts, proofs, sites, requests }),
    folder,
    removal,
    recommender,
    harvest,
    alerts,
    stop: inOrder(
      alerts.stop,
      folder.stop,
      harvest.stop,
      recommender.stop,
      pipeline.stop,
      proofs.stop,
      driver.close,
    ),
  }
}

function openProofs({ settings, ...parts }: CollectorParts): Proofs {
  return createProofs({
    ...parts,
    folder: join(settings.dataFolder, PROOF_FOLDER),
    makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
    removeFolder: (path) => rm(path, { recursive: true, force: true }),
  })
}

function inOrder(...steps: readonly (() => Promise<void>)[]): () => Promise<void> {
  return async () => {
    for (const step of steps) await step()
  }
}

/** What answers on the console's host is nobody's to frame, to embed or to run. */
const PRIVATE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

interface Handling extends CollectorParts, Recommending {
  readonly accounts: Accounts
  readonly cookie: SessionCookie
  readonly decided: { readonly experiments: Experiments; readonly flags: Flags }
  readonly metrics: Metrics
  readonly admission: Admission
  readonly pipeline: Pipeline
  readonly sites: Sites
  readonly country: Country
  readonly notices: Notices
  readonly proofs: Proofs
  readonly folder: OpenFolder
  readonly removal: Removal
  readonly changes: SiteChanges
  readonly requests: Requests
  readonly alerts: Alerts
}

function listenerOf(parts: Handling): Listener {
  const { accounts, driver, settings, sites } = parts
  const slices = createSlices(ADMISSION, () => performance.now())
  driver.giveWayTo?.(slices.lateMs)
  return createListener({
    ...parts,
    slices,
    routes: routeTable(handlersOf(parts), { ...parts, ...accounts, ...settings }),
    enter: createDoors({
      ...accounts,
      cookie: parts.cookie,
      consoleHosts: settings.consoleHosts,
      cliHash: hashOf(parts.cliSecret),
      metricsHash: settings.metricsToken && hashOf(settings.metricsToken),
    }),
    headersFor: (route, origin) => {
      if (route.door !== 'public') return PRIVATE_HEADERS
      return route.method === 'POST' ? crossOriginHeaders(sites, origin) : {}
    },
    trusted: createNetworks(settings.trustedProxies),
    countryHeader: settings.countryHeader,
  })
}

function handlersOf(parts: Handling): Handlers {
  const { accounts, decided, driver, pipeline } = parts
  const ingest = ingestHandlers(pipeline, parts.folder, parts.clock)
  const model = modelHandlers(parts)
  const health = healthHandlers(parts)
  const openApi = json(200, describeApi(parts.version))
  const drain = drainIfItCan(parts)
  return {
    api: {
      ...sessionHandlers({ ...parts, ...accounts }),
      ...selfHandlers(accounts),
      ...membersHandlers({ ...parts, ...accounts }),
      ...tokensHandlers(accounts.keys),
      ...auditHandlers(accounts.audit),
      ...consentHandlers(parts),
      ...siteHandlers({ ...parts, countImported: importedCounter(driver, pipeline) }),
      ...experimentHandlers(decided.experiments),
      ...flagHandlers(decided.flags),
      ...overlayHandlers({ ...parts, ...accounts }),
      ...recommendHandlers({ ...parts, drain: pipeline.drain }),
      ...reportHandlers({ ...parts, ...decided }),
      ...folderHandlers(parts),
      ...requestsHandlers({ ...parts, drain }),
      ...ingest.api,
      ...health.api,
      ...model.api,
      exportRows: exportHandler(driver),
    },
    decide: decideHandlers({ ...parts, decided: decidedBy(decided) }),
    health,
    ingest,
    modelFile: model.file,
    notice: noticeHandlers(parts),
    openApi: () => openApi,
    privacy: privacyHandler({ ...parts, drain }),
  }
}

/** Throws where the store takes nothing: waiting for it might take for ever. */
function drainIfItCan({ folder, pipeline }: Handling): () => Promise<void> {
  return async () => {
    await folder.checkErasing()
    await pipeline.drain()
  }
}

/** What pages are told to try and to switch. */
async function openDecided(documents: Documents, clock: Clock) {
  const experiments = createExperiments(documents, clock)
  const flags = createFlags(documents, clock)
  await Promise.all([experiments.load(), flags.load()])
  return { experiments, flags }
}

/** What a site runs beside counting. */
function decidedBy({
  experiments,
  flags,
}: {
  experiments: Experiments
  flags: Flags
}): DecideParts['decided'] {
  return (id, site) => {
    const running = experiments.onPages(id)
    const asked = flags.onPages(id)
    return {
      ...(running && { experiments: running }),
      ...(asked && { flags: asked }),
      ...(site.recommend && { recommend: true }),
    }
  }
}

function importedCounter(driver: Driver, pipeline: Pipeline): SiteParts['countImported'] {
  return async (site) => {
    await pipeline.drain()
    const [row] = await driver.select<{ rows: number }>(sql`
      select count(*) as rows from ${driver.dialect.events()} where site = ${site} and imported`)
    return row?.rows ?? 0
  }
}
