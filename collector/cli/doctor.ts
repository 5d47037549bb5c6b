// `tidemark doctor`: looks at a deployment, and says what is wrong with it and how to mend that.
import { clockAhead } from '../clock.ts'
import { checkBackups } from '../doctor/backups.ts'
import { ok, wrong } from '../doctor/finding.ts'
import type { Finding } from '../doctor/finding.ts'
import { checkFolder, freeBytes } from '../doctor/folder.ts'
import { checkLogs, LOG_FOLDERS } from '../doctor/logs.ts'
import { checkConsole, checkOutside, lookByFetch } from '../doctor/outside.ts'
import { checkNumbers, checkReady, checkVersion, readNumbers } from '../doctor/running.ts'
import { systemRandom } from '../random.ts'
import { readSettings } from '../settings.ts'
import type { Settings } from '../settings.ts'
import type { Client } from './client.ts'
import { connectIfRunning } from './follow.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Shell, Verb } from './verb.ts'

export const doctor: Verb = {
  summary: 'say whether a deployment is as it should be, and what to mend',
  usage: `tidemark doctor [--url ORIGIN [--site SITE] [--log FILE …]] [--backups FOLDER]

  --url ORIGIN      look from outside too, through a shop's address: https://shop.example
  --site SITE       whose tag is asked for there; without it, that of the site whose pages are at ORIGIN
  --log FILE        a log of the proxy, beside those in ${LOG_FOLDERS.join(' and ')}
  --backups FOLDER  where backups are kept

Looks at settings, data folder, disk, key, the running collector, its proxies and its events; with --url at TLS, clock, tag,
console, what the shop's host gives away, and whether the proxy writes addresses of visitors. A line each: ok, warn or wrong,
with the way out. Changes nothing. Ends with code 1 where something is wrong. Takes the same --config as the collector.`,
  options: {
    url: { type: 'string' },
    site: { type: 'string' },
    log: { type: 'string', multiple: true },
    backups: { type: 'string' },
  },
  run: async (given, shell) => {
    if (given.files.length > 0) throw new UsageError('expected options alone')
    const counts = { ok: 0, warn: 0, wrong: 0 }
    for await (const { level, about, what, way } of findings(given, shell)) {
      counts[level]++
      await shell.out(`${level.padEnd(7)}${about}: ${what}\n${way ? `       → ${way}\n` : ''}`)
    }
    await shell.out(`${counts.ok} ok, ${counts.warn} to look at, ${counts.wrong} wrong\n`)
    if (counts.wrong > 0) throw new Error(`${counts.wrong} of the checks found something wrong`)
  },
}

async function* findings(given: Arguments, shell: Shell): AsyncGenerator<Finding> {
  const url = originOf(given.text('url'))
  let settings: Settings
  try {
    settings = readSettings(shell.environment)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return yield wrong('settings', why, 'mend that line or variable; --config names the file')
  }
  const file = shell.environment['TIDEMARK_CONFIG']
  yield ok('settings', file ? `read from ${file} and the environment` : 'read from the environment')
  yield* await checkFolder({ ...settings, uid: process.getuid?.(), freeBytes })
  const backups = given.text('backups')
  const now = clockAhead(settings.clockAheadMs).now
  if (backups !== undefined)
    yield* await checkBackups({ ...settings, place: backups, nowMs: now() })

  const client = await connectIfRunning(settings.dataFolder)
  if (!client)
    return yield wrong(
      'collector',
      `none runs on ${settings.dataFolder}`,
      'start it (systemctl start tidemark, tidemark serve), or ask as its user or as root',
    )
  try {
    yield await checkReady(client)
    yield await checkVersion(client, shell.version)
    yield* outside({ given, shell, settings, client, url })
    const { body } = await client.ask('GET', '/metrics')
    yield* checkNumbers(readNumbers(body), settings.trustedProxies.length > 0)
  } finally {
    client.close()
  }
}

interface OutsideParts {
  readonly given: Arguments
  readonly shell: Shell
  readonly settings: Settings
  readonly client: Client
  readonly url: URL | undefined
}

/** Before the numbers are read: what goes through the proxy now is counted in them. */
async function* outside(parts: OutsideParts): AsyncGenerator<Finding> {
  const { given, shell, settings, client, url } = parts
  yield await checkConsole({ client, look: lookByFetch }, settings.consoleUrl)
  if (!url) return
  const site = given.text('site') ?? (await siteOf(client, url.origin))
  if (site === undefined)
    return yield wrong('tag', 'there is no site yet', 'make one in the console')
  const marker = Buffer.from(systemRandom.bytes(12)).toString('hex')
  yield* await checkOutside(
    // What the proxy's clock is held against is this machine's, whatever is rehearsed.
    { look: lookByFetch, client, url, site, paths: settings.paths, nowMs: clockAhead(0).now },
    marker,
  )
  yield await checkLogs(
    { folders: LOG_FOLDERS, files: given.texts('log'), pause: shell.pause },
    marker,
  )
}

function originOf(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError('--url: expected an address like https://shop.example')
  return url
}

/** The one whose pages are there, else the first. */
async function siteOf(client: Client, origin: string): Promise<string | undefined> {
  const { body } = await client.ask('GET', '/api/v1/sites')
  const ids = (JSON.parse(body) as { sites: readonly { id: string }[] }).sites.map(({ id }) => id)
  for (const id of ids) {
    const { body: site } = await client.ask('GET', `/api/v1/sites/${id}`)
    if ((JSON.parse(site) as { origins: readonly string[] }).origins.includes(origin)) return id
  }
  return ids[0]
}
