// `tidemark serve`: starts the collector on its data folder, and stops it in order.
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { removeCliToken, writeCliToken } from '../accounts/cli-token.ts'
import { createSecret } from '../accounts/secret.ts'
import { clockAhead } from '../clock.ts'
import { createCollector } from '../collector.ts'
import type { Collector, CollectorParts } from '../collector.ts'
import { readAssets } from '../decide/assets.ts'
import type { Assets } from '../decide/assets.ts'
import { ADMISSION } from '../limits.ts'
import { DATABASE_FILE, RESTORING_FOLDER } from '../folder/contents.ts'
import { diskFiles } from '../log/files.ts'
import { cause, createLogger } from '../logger.ts'
import { systemRandom } from '../random.ts'
import { trainInThread } from '../recommend/training.ts'
import { startServer } from '../server.ts'
import { consoleOriginAt, readSettings, VARIABLES } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { SITE_ID } from '../sites/site.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { createDuckdbDocuments } from '../storage/settings/duckdb.ts'
import { connect } from './client.ts'
import { DEMO_SETTINGS, DEMO_SITE, fillDemoSite } from './demo.ts'
import { openSite } from './open-site.ts'
import type { Shell, Verb } from './verb.ts'

const TICK_MS = 100
/** Days are what it goes by. */
const EXPIRE_MS = 6 * 3_600_000
const FOLD_MS = 10 * 60_000
/** How often it is looked whether a model, or pages of products, are due. */
const RECOMMEND_TICK_MS = 60_000
/** How often it is looked whether a site's events have stopped. */
const ALERT_TICK_MS = 5 * 60_000
/** How often it is looked whether erased rows must leave the file, and whether a deletion was cut short. */
const FOLDER_TICK_MS = 10 * 60_000

export const serve: Verb = {
  summary: 'start the collector',
  usage: `tidemark serve [--site SITE --origin ORIGIN …] [--demo] [--sign-in-link]

  --site SITE      make this site where it is not there yet
  --origin ORIGIN  an origin whose pages may send to it, e.g. https://shop.example
  --demo           the site \`demo\`, filled with plausible visits of the last 60 days
  --sign-in-link   print a link with which to choose a new password

Settings come from a file (--config) and the environment: ${VARIABLES.join(', ')}.`,
  options: {
    site: { type: 'string' },
    demo: { type: 'boolean' },
    origin: { type: 'string', multiple: true },
    'sign-in-link': { type: 'boolean' },
  },
  run: async (given, shell) => {
    const settings = readSettings(shell.environment)
    const cliSecret = createSecret(systemRandom)
    let consoleOrigin = ''
    const collector = await openCollector(settings, shell, {
      cliSecret,
      consoleOrigin: () => consoleOrigin,
    })
    const site = given.has('demo') ? DEMO_SITE : given.text('site')
    if (site !== undefined)
      await openSite(
        collector.sites,
        SITE_ID(site, '--site'),
        given.texts('origin'),
        given.has('demo') ? DEMO_SETTINGS : {},
      )

    const server = await startServer(collector.handle, settings)
    const stopTicking = startTicking(collector)
    await collector.fold()
    const url = `http://${reachable(settings.host)}:${server.port}`
    const host = `${settings.consoleHosts[0]}:${server.port}`
    await writeCliToken(settings.dataFolder, { url, host, secret: cliSecret })
    consoleOrigin = consoleOriginAt(settings, server.port)
    const consoleUrl = `${consoleOrigin}/console/`
    await shell.out(`tidemark ${shell.version} listens on ${url}, console ${consoleUrl}\n`)
    if (given.has('sign-in-link') || !collector.accounts.signIn.isSetUp())
      await shell.out(
        `sign in once, within 15 minutes: ${await signInLink(collector, consoleUrl)}\n`,
      )
    if (given.has('demo')) await fillDemo(settings, shell)
    collector.recommender.tick()
    await collector.expire()

    await untilAborted(shell.stopped)
    await removeCliToken(settings.dataFolder)
    // Who waits for a backup would keep the server waiting.
    await collector.folder.stop()
    await server.stop()
    stopTicking()
    await collector.stop()
    await shell.out('tidemark stopped\n')
  },
}

/** All that is to be done now and then; answers how to stop it. */
function startTicking(collector: Collector): () => void {
  const { admission, alerts, expire, pipeline, fold, folder, recommender, harvest, removal } =
    collector
  const timers = [
    setInterval(pipeline.tick, TICK_MS),
    setInterval(() => admission.tick(performance.now()), ADMISSION.tickMs),
    setInterval(() => void fold(), FOLD_MS),
    setInterval(() => void expire(), EXPIRE_MS),
    setInterval(() => void folder.tick(), FOLDER_TICK_MS),
    setInterval(() => void removal.tick(), FOLDER_TICK_MS),
    setInterval(recommender.tick, RECOMMEND_TICK_MS),
    setInterval(harvest.tick, RECOMMEND_TICK_MS),
    setInterval(() => void alerts.check(), ALERT_TICK_MS),
  ]
  return () => timers.forEach(clearInterval)
}

async function openCollector(
  settings: Settings,
  shell: Shell,
  own: Pick<CollectorParts, 'cliSecret' | 'consoleOrigin'>,
): Promise<Collector> {
  await mkdir(settings.dataFolder, { recursive: true, mode: 0o700 })
  if (existsSync(join(settings.dataFolder, RESTORING_FOLDER)))
    throw new Error(
      `a restore into ${settings.dataFolder} was cut short: empty the folder, then restore again`,
    )
  const database = await openDatabase({
    path: join(settings.dataFolder, DATABASE_FILE),
    memoryLimit: settings.memoryLimit,
  })
  const clock = clockAhead(settings.clockAheadMs)
  return createCollector({
    settings,
    version: shell.version,
    clock,
    random: systemRandom,
    files: diskFiles,
    driver: createDuckdbDriver(database),
    documents: createDuckdbDocuments(database),
    assets: await findAssets(settings, shell),
    logger: createLogger(clock, shell.err),
    startTraining: trainInThread(pathToFileURL(join(shell.programFolder, 'train-worker.js'))),
    wait: (ms, signal) => delay(ms, undefined, { signal }).catch(() => {}),
    ...own,
  })
}

/** Beside the program where it is installed, in the folder of builds where it is developed. */
async function findAssets(settings: Settings, shell: Shell): Promise<Assets> {
  if (settings.assetsFolder !== undefined) return readAssets(settings.assetsFolder)
  const beside = await readAssets(join(shell.programFolder, 'assets'))
  if (beside.tags.size > 0) return beside
  return readAssets(join(shell.programFolder, '../../dist/assets'))
}

async function signInLink(collector: Collector, consoleUrl: string): Promise<string> {
  const { link, login } = await collector.accounts.signIn.issueLink()
  const name = login === undefined ? '' : `&name=${encodeURIComponent(login)}`
  return `${consoleUrl}#sign-in=${link}${name}`
}

/** Visits are sent like any import; a demo that cannot be filled is no reason to stop. */
async function fillDemo(settings: Settings, shell: Shell): Promise<void> {
  const client = await connect(settings.dataFolder)
  try {
    await fillDemoSite(client, shell)
  } catch (error) {
    shell.err(`the demo could not be filled: ${cause(error)}\n`)
  } finally {
    client.close()
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
