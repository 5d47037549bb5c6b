// The settings of a process, read from its environment; what is wrong is named before anything starts.
import { DEFAULT_PATHS } from './decide/paths.ts'
import type { Paths } from './decide/paths.ts'
import { createNetworks } from './http/address.ts'
import { RATE } from './limits.ts'
import { readSettingsFile } from './settings-file.ts'
import type { FileSetting } from './settings-file.ts'

export interface Settings {
  /** Folder of everything that is kept. */
  readonly dataFolder: string
  /** File of the key under which erased visitors are remembered; beside the data folder without it. */
  readonly keyFile: string | undefined
  readonly host: string
  readonly port: number
  /** Host names on which console and API answer. */
  readonly consoleHosts: readonly string[]
  /** Origin of the console behind https, where there is one. */
  readonly consoleUrl: string | undefined
  /** CIDR networks of proxies whose word on addresses is taken. */
  readonly trustedProxies: readonly string[]
  /** Header in which such a proxy names the visitor's country, in small letters. */
  readonly countryHeader: string | undefined
  /** Header in which it names the part of a country, where parts have laws of their own. */
  readonly regionHeader: string | undefined
  /** An .mmdb file from networks to countries. */
  readonly countryTable: string | undefined
  /** Folder of the built tag, chunks and console. */
  readonly assetsFolder: string | undefined
  readonly addressPerSecond: number
  readonly sitePerSecond: number
  /** Opens `/metrics` to a program; undefined: to the operator alone. */
  readonly metricsToken: string | undefined
  /** Is told when a site's events stop, and when they are back. */
  readonly alertUrl: string | undefined
  /** What the database may hold in memory. */
  readonly memoryLimit: string
  /** Under which names pages find the collector. */
  readonly paths: Paths
  /** How far the collector's clock runs ahead, for rehearsals. */
  readonly clockAheadMs: number
}

export type Environment = Readonly<Record<string, string | undefined>>

/** A setting that cannot be used; the message names its variable. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}

/** With less the database cannot load what has arrived. */
const MEMORY_MIN_MB = 128

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Every setting, by its variable; in the settings file they stand as `console_url`. */
export const VARIABLES = [
  'TIDEMARK_DATA',
  'TIDEMARK_HOST',
  'TIDEMARK_PORT',
  'TIDEMARK_CONSOLE_HOST',
  'TIDEMARK_CONSOLE_URL',
  'TIDEMARK_TRUSTED_PROXIES',
  'TIDEMARK_COUNTRY_HEADER',
  'TIDEMARK_REGION_HEADER',
  'TIDEMARK_COUNTRY_TABLE',
  'TIDEMARK_ASSETS',
  'TIDEMARK_MEMORY',
  'TIDEMARK_KEY_FILE',
  'TIDEMARK_METRICS_TOKEN',
  'TIDEMARK_ALERT_URL',
  'TIDEMARK_RATE_ADDRESS',
  'TIDEMARK_RATE_SITE',
  'TIDEMARK_PATH_TAG',
  'TIDEMARK_PATH_EVENTS',
  'TIDEMARK_PATH_CONSENT',
  'TIDEMARK_PATH_PRIVACY',
  'TIDEMARK_PATH_CHUNKS',
  'TIDEMARK_PATH_MODELS',
  'TIDEMARK_CLOCK_AHEAD',
] as const

type Variable = (typeof VARIABLES)[number]
type Read = (name: Variable) => string | undefined

/**
 * Reads the environment, and the file that `TIDEMARK_CONFIG` names: a variable wins over its line there.
 * Throws `SettingError`; where the file is at fault the message names the line.
 */
export function readSettings(environment: Environment): Settings {
  const path = environment['TIDEMARK_CONFIG'] || undefined
  const file =
    path === undefined ? new Map<string, FileSetting>() : readSettingsFile(path, VARIABLES)
  try {
    return settingsOf((name) => environment[name] || file.get(name)?.value || undefined)
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    const [name = ''] = error.message.split(':')
    const line = environment[name] ? undefined : file.get(name)
    throw line ? new SettingError(`${line.where}: ${error.message}`, { cause: error }) : error
  }
}

function settingsOf(read: Read): Settings {
  const consoleUrl = consoleOrigin(read('TIDEMARK_CONSOLE_URL'))
  const consoleHost =
    hostName('TIDEMARK_CONSOLE_HOST', read('TIDEMARK_CONSOLE_HOST')) ??
    (consoleUrl && new URL(consoleUrl).hostname)
  return {
    dataFolder: read('TIDEMARK_DATA') ?? '.tidemark',
    keyFile: read('TIDEMARK_KEY_FILE'),
    host: read('TIDEMARK_HOST') ?? '127.0.0.1',
    port: whole('TIDEMARK_PORT', read('TIDEMARK_PORT') ?? '4600', 65_535),
    consoleHosts: consoleHost === undefined ? LOOPBACK : [consoleHost],
    consoleUrl,
    trustedProxies: networks(read('TIDEMARK_TRUSTED_PROXIES')),
    countryHeader: headerName('TIDEMARK_COUNTRY_HEADER', read('TIDEMARK_COUNTRY_HEADER')),
    regionHeader: headerName('TIDEMARK_REGION_HEADER', read('TIDEMARK_REGION_HEADER')),
    countryTable: read('TIDEMARK_COUNTRY_TABLE'),
    assetsFolder: read('TIDEMARK_ASSETS'),
    addressPerSecond: whole(
      'TIDEMARK_RATE_ADDRESS',
      read('TIDEMARK_RATE_ADDRESS') ?? String(RATE.addressPerSecond),
      1e6,
    ),
    sitePerSecond: whole(
      'TIDEMARK_RATE_SITE',
      read('TIDEMARK_RATE_SITE') ?? String(RATE.sitePerSecond),
      1e6,
    ),
    metricsToken: token('TIDEMARK_METRICS_TOKEN', read('TIDEMARK_METRICS_TOKEN')),
    alertUrl: alertAddress(read('TIDEMARK_ALERT_URL')),
    memoryLimit: size('TIDEMARK_MEMORY', read('TIDEMARK_MEMORY') ?? '512MB'),
    paths: pathsOf(read),
    clockAheadMs: 1000 * whole('TIDEMARK_CLOCK_AHEAD', read('TIDEMARK_CLOCK_AHEAD') ?? '0', 1e9),
  }
}

/** Where browsers find the console of a collector that listens on `port`, as they say it themselves. */
export function consoleOriginAt({ consoleUrl, consoleHosts }: Settings, port: number): string {
  return consoleUrl ?? new URL(`http://${consoleHosts[0]}:${port}`).origin
}

const TAKEN = /^\/(api|console|healthz|readyz|metrics)(\/|$)/

function pathsOf(read: Read): Paths {
  const entries = Object.entries(DEFAULT_PATHS).map(([name, path]) => {
    const variable = `TIDEMARK_PATH_${name.toUpperCase()}` as Variable
    const chosen = read(variable) ?? path
    if (!/^(\/[a-z0-9][a-z0-9-]{0,39}){1,3}$/.test(chosen) || TAKEN.test(chosen))
      throw new SettingError(
        `${variable}: expected a path like /shop-data, not one of the console's`,
      )
    return [name, chosen]
  })
  const paths = Object.fromEntries(entries) as unknown as Paths
  const chosen = Object.values(paths)
  if (new Set(chosen).size < chosen.length)
    throw new SettingError('TIDEMARK_PATH_TAG: expected paths that differ')
  return paths
}

function hostName(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^([a-z0-9.-]+|\[[0-9a-f:]+\])$/i.test(text))
    throw new SettingError(`${name}: expected a host name without port`)
  return text?.toLowerCase()
}

function token(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^[\w-]{20,100}$/.test(text))
    throw new SettingError(`${name}: expected 20 to 100 letters, digits, - and _`)
  return text
}

function headerName(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^[a-z0-9-]+$/i.test(text))
    throw new SettingError(`${name}: expected the name of a header`)
  return text?.toLowerCase()
}

function size(name: string, text: string): string {
  const [, number, unit] = /^(\d{1,6})(MB|GB)$/.exec(text) ?? []
  if (number === undefined || Number(number) * (unit === 'GB' ? 1024 : 1) < MEMORY_MIN_MB)
    throw new SettingError(
      `${name}: expected a size like 512MB or 2GB, of at least ${MEMORY_MIN_MB}MB`,
    )
  return text
}

function whole(name: string, text: string, max: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) > max)
    throw new SettingError(`${name}: expected a whole number from 0 to ${max}`)
  return Number(text)
}

function consoleOrigin(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' || url.origin !== text.replace(/\/$/, ''))
    throw new SettingError('TIDEMARK_CONSOLE_URL: expected an origin like https://console.example')
  return url.origin
}

/** What is told goes over the net as it is: so encrypted, unless it stays on this machine. */
function alertAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isHere = url?.protocol === 'http:' && LOOPBACK.includes(url.hostname)
  if (!url || (url.protocol !== 'https:' && !isHere) || url.username || url.password)
    throw new SettingError(
      'TIDEMARK_ALERT_URL: expected an address like https://alerts.example/hook, or http on this machine',
    )
  return url.href
}

function networks(text: string | undefined): string[] {
  const list = (text ?? '').split(/[\s,]+/).filter(Boolean)
  try {
    createNetworks(list)
  } catch {
    throw new SettingError('TIDEMARK_TRUSTED_PROXIES: expected networks like 10.0.0.0/8, fd00::/8')
  }
  return list
}
