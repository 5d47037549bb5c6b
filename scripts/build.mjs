// Builds every artefact, or nothing where the last build is younger than every source.
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install.mjs'
import { run } from './run.mjs'

const STAMP = 'dist/.built'
const SOURCES = [
  'packages',
  'collector',
  'demo-site',
  'scripts',
  'rollup.config.mjs',
  'package-lock.json',
]
const OUTPUTS = ['dist', 'packages/dist', 'collector/dist', 'demo-site/dist']

function newestMs(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path)
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), 0)
}

/** Builds where anything is older than its sources. */
export async function build({ force = false } = {}) {
  const isFresh =
    existsSync(STAMP) && SOURCES.every((path) => newestMs(path) < statSync(STAMP).mtimeMs)
  if (isFresh && !force) return
  console.log('Building …')
  const startedAt = new Date()
  // Chunks carry a hash in their name: old ones would pile up.
  for (const output of OUTPUTS) rmSync(output, { recursive: true, force: true })
  await run('node_modules/.bin/rollup', ['-c', '--silent'])
  await run('node_modules/.bin/tsc', ['-p', 'packages/tsconfig.types.json'])
  writeFileSync(STAMP, '')
  utimesSync(STAMP, startedAt, startedAt)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  await install()
  await build({ force: process.argv.includes('--force') })
}
