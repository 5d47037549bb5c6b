// The settings of a process, read from its environment; what is wrong is named before anything starts.
import { createTrusted } from './http/address.ts'

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
  /** An .mmdb file from networks to countries. */
  readonly countryTable: string | undefined
  /** Folder of the built tag, chunks and console. */
  readonly assetsFolder: string | undefined
  readonly addressPerSecond: number
  readonly sitePerSecond: number
  /** What the database may hold in memory. */
  readonly memoryLimit: string
  /** How far the collector's clock runs ahead, for rehearsals. */
  readonly clockAheadMs: number
}

export type Environment = Readonly<Record<string, string | undefined>>

/** A setting that cannot be used; the message names its variable. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Throws `SettingError`. */
export function readSettings(environment: Environment): Settings {
  const read = (name: string): string | undefined => environment[name] || undefined
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
    countryTable: read('TIDEMARK_COUNTRY_TABLE'),
    assetsFolder: read('TIDEMARK_ASSETS'),
    addressPerSecond: whole('TIDEMARK_RATE_ADDRESS', read('TIDEMARK_RATE_ADDRESS') ?? '20', 1e6),
    sitePerSecond: whole('TIDEMARK_RATE_SITE', read('TIDEMARK_RATE_SITE') ?? '2000', 1e6),
    memoryLimit: size('TIDEMARK_MEMORY', read('TIDEMARK_MEMORY') ?? '1GB'),
    clockAheadMs: 1000 * whole('TIDEMARK_CLOCK_AHEAD', read('TIDEMARK_CLOCK_AHEAD') ?? '0', 1e9),
  }
}

/** Where browsers find the console of a collector that listens on `port`, as they say it themselves. */
export function consoleOriginAt({ consoleUrl, consoleHosts }: Settings, port: number): string {
  return consoleUrl ?? new URL(`http://${consoleHosts[0]}:${port}`).origin
}

function hostName(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^([a-z0-9.-]+|\[[0-9a-f:]+\])$/i.test(text))
    throw new SettingError(`${name}: expected a host name without port`)
  return text?.toLowerCase()
}

function headerName(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^[a-z0-9-]+$/i.test(text))
    throw new SettingError(`${name}: expected the name of a header`)
  return text?.toLowerCase()
}

function size(name: string, text: string): string {
  if (!/^\d+(MB|GB)$/.test(text))
    throw new SettingError(`${name}: expected a size like 512MB or 2GB`)
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

function networks(text: string | undefined): string[] {
  const list = (text ?? '').split(/[\s,]+/).filter(Boolean)
  try {
    createTrusted(list)
  } catch {
    throw new SettingError('TIDEMARK_TRUSTED_PROXIES: expected networks like 10.0.0.0/8, fd00::/8')
  }
  return list
}
