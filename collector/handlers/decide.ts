// What pages and the console fetch: the tag with its site's settings, lazy chunks, the console's files.
import { fail } from '../errors.ts'
import type { Handler } from '../http/call.ts'
import type { Sites } from '../sites/sites.ts'
import type { Asset, Assets } from '../decide/assets.ts'
import { readChunks } from '../decide/chunks.ts'
import { configOf, configScript, extrasOf } from '../decide/config.ts'
import type { Decided } from '../decide/config.ts'
import { knowsPlaces } from '../notice/place.ts'
import type { Site } from '../sites/site.ts'
import { renamed } from '../decide/paths.ts'
import type { Paths } from '../decide/paths.ts'
import { createRevalidate } from './revalidate.ts'

const CONFIG_PLACE = '"__TIDEMARK_CONFIG__"'

const TAG_HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  // What is switched off must be off within one max-age, and a minute of grace for those who come again.
  'cache-control': 'public, max-age=300, stale-while-revalidate=60',
  'cross-origin-resource-policy': 'cross-origin',
}

/** A rehearsal follows each change at once. */
const STAGING_HEADERS = { ...TAG_HEADERS, 'cache-control': 'no-cache' }

const SWITCHED_OFF = '// This site is switched off in the console.\n'

const CHUNK_HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
}

const CONSOLE_HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
  // A page that is drawn over must be able to ask the console that has opened it.
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'referrer-policy': 'same-origin',
}

export interface DecideHandlers {
  readonly tag: Handler
  readonly chunk: Handler
  readonly toConsole: Handler
  readonly console: Handler
}

export interface DecideParts {
  readonly sites: Sites
  readonly assets: Assets
  /** What is decided for a site elsewhere than in its settings. */
  readonly decided: (id: string, site: Site) => Decided
  readonly consoleOrigin: () => string
  readonly settings: {
    readonly paths: Paths
    readonly countryHeader: string | undefined
    readonly countryTable: string | undefined
  }
}

export function decideHandlers({
  sites,
  assets,
  decided,
  consoleOrigin,
  settings: { paths, ...settings },
}: DecideParts): DecideHandlers {
  const revalidated = createRevalidate()
  const chunks = readChunks(assets.chunks, paths.chunks)
  const notices = { path: paths.consent, privacy: paths.privacy, canAsk: knowsPlaces(settings) }
  const tags = new Map([...assets.tags].map(([name, code]) => [name, renamed(code, paths)]))

  return {
    tag: (call) => {
      const id = call.params['site'] ?? ''
      const site = sites.get(id) ?? fail('not_found')
      if (site.off) return revalidated(call, SWITCHED_OFF, TAG_HEADERS)
      const around = { ...decided(id, site), console: consoleOrigin(), notices }
      const config = configOf(id, site, around, chunks)
      const tag = tags.get(extrasOf(config).join('-')) ?? fail('not_found')
      // A function, since `$&` and the like mean something in a replacement text.
      const script = tag.replace(CONFIG_PLACE, () => configScript(config))
      return revalidated(call, script, site.staging ? STAGING_HEADERS : TAG_HEADERS)
    },
    chunk: (call) => {
      const { type, bytes } = fileOf(assets.chunks, call.params['rest'])
      return revalidated(call, bytes, { ...CHUNK_HEADERS, 'content-type': type })
    },
    toConsole: () => ({ status: 308, headers: { location: '/console/' } }),
    console: (call) => {
      const { type, bytes } = fileOf(assets.console, call.params['rest'] || 'index.html')
      return revalidated(call, bytes, { ...CONSOLE_HEADERS, 'content-type': type })
    },
  }
}

function fileOf(files: ReadonlyMap<string, Asset>, name = ''): Asset {
  return files.get(name) ?? fail('not_found')
}
