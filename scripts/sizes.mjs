// Measures what each use of the SDK costs a visitor: bundled, minified, brotli 11.
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { rollup } from 'rollup'
import { minify, typescript, virtual } from './rollup-plugins.mjs'

/**
 * The table of limits, as package.json has it: `{ name, code, limit }` in bytes; `without` names a row that is taken off,
 * and a list of codes is as many files, fetched one by one.
 */
export function readSizes() {
  return JSON.parse(readFileSync('package.json', 'utf8')).sizes
}

/** Bundles `code` as a site would; returns the minified script. */
export async function bundle(code) {
  const entry = `${process.cwd()}/packages/size-entry.js`
  const build = await rollup({
    input: entry,
    plugins: [virtual(entry, code), typescript(), nodeResolve({ browser: true }), minify()],
  })
  const { output } = await build.generate({ format: 'es' })
  return output[0].code
}

export function brotliBytes(script) {
  return brotliCompressSync(script).length
}

/** Every row of the table with its present size. */
export async function measure() {
  const rows = []
  for (const row of readSizes()) {
    const scripts = await Promise.all([row.code].flat().map(bundle))
    const base = rows.find(({ name }) => name === row.without) ?? { minified: 0, bytes: 0 }
    const sum = (of) => scripts.reduce((total, script) => total + of(script), 0)
    rows.push({
      ...row,
      minified: sum((script) => script.length) - base.minified,
      bytes: sum(brotliBytes) - base.bytes,
      script: scripts.join('\n'),
    })
  }
  return rows
}
