// Reads the built files once, at start: what is not in these maps cannot be asked for.
import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'

export interface Asset {
  readonly type: string
  readonly bytes: Uint8Array
}

export interface Assets {
  /** The script tag's code, with a place for the site's settings, by what it carries on top (`heatmap-recommend`; '' for nothing). */
  readonly tags: ReadonlyMap<string, string>
  /** Lazy chunks of the SDK, by file name. */
  readonly chunks: ReadonlyMap<string, Asset>
  /** The console, by file name. */
  readonly console: ReadonlyMap<string, Asset>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** `folder` holds `tag.js` and others `tag-….js`, the chunks in `m/` and the console in `console/`; what is missing is left out. */
export async function readAssets(folder: string): Promise<Assets> {
  return {
    tags: await readTags(folder),
    chunks: await readFiles(join(folder, 'm')),
    console: await readFiles(join(folder, 'console')),
  }
}

async function readTags(folder: string): Promise<Map<string, string>> {
  const tags = new Map<string, string>()
  for (const [name, { bytes }] of await readFiles(folder)) {
    const extras = /^tag-?([\w-]*)\.js$/.exec(name)?.[1]
    if (extras !== undefined) tags.set(extras, Buffer.from(bytes).toString())
  }
  return tags
}

async function readFiles(folder: string): Promise<Map<string, Asset>> {
  const files = new Map<string, Asset>()
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)]
    if (entry.isFile() && type !== undefined)
      files.set(entry.name, { type, bytes: await readFile(join(folder, entry.name)) })
  }
  return files
}
