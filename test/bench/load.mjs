// Bundles a TypeScript part of a benchmark and imports it: this project's oldest Node cannot read types.
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rollup } from 'rollup'
import { typescript } from '../../scripts/rollup-plugins.mjs'

/** `path` is from the root of the tree. */
export async function load(path) {
  const bundle = await rollup({
    input: path,
    plugins: [typescript()],
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && id !== path,
  })
  // Inside the tree, so that packages are found.
  const file = resolve('.cache/bench', `${basename(path, '.ts')}.mjs`)
  await bundle.write({ file, format: 'es' })
  return import(pathToFileURL(file).href)
}
