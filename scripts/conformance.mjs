// `npm run conformance -- KIND FILE`: runs published cases against our functions; exits 1 where one fails.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { install } from './install.mjs'

const HELP = `npm run conformance -- assignment FILE
npm run conformance -- stats FILE

Runs the cases of a JSON file against the project's own functions, and names the sections it cannot run yet.

  assignment  cases of the GrowthBook SDK specification: hash, getBucketRange, chooseVariation,
              getEqualWeights, inNamespace, getQueryStringOverride
  stats       numbers of an engine for experiments: special_functions, welch_raw, srm_chisquare,
              asymptotic_confidence_sequence

Exits 0 where all passed, 1 where a case failed, 2 where there was nothing to run.
`
const BUNDLE = '.cache/conformance.mjs'

/** Ends with the exit code of a command that was not understood. */
function refuse(message) {
  console.error(`${message}\n\n${HELP}`)
  process.exit(2)
}

/** Node 20 runs no TypeScript: the cases are bundled as every artefact is. */
async function load() {
  const { rollup } = await import('rollup')
  const { typescript } = await import('./rollup-plugins.mjs')
  const build = await rollup({
    input: 'test/contract/conformance/index.ts',
    plugins: [typescript()],
    external: (id) => id.startsWith('node:'),
  })
  await build.write({ file: BUNDLE, format: 'es' })
  await build.close()
  return import(pathToFileURL(BUNDLE).href)
}

function readCases(path) {
  if (!existsSync(path)) refuse(`There is no file ${path}.`)
  try {
    const content = JSON.parse(readFileSync(path, 'utf8'))
    if (content !== null && typeof content === 'object' && !Array.isArray(content)) return content
  } catch (error) {
    refuse(`${path} is no JSON: ${error.message}`)
  }
  return refuse(`${path} holds no sections: an object of lists is expected.`)
}

const [kind, file, ...more] = process.argv.slice(2)
if ([kind, file].includes('--help')) {
  console.log(HELP)
  process.exit(0)
}
if (!['assignment', 'stats'].includes(kind))
  refuse(kind ? `There is no kind "${kind}" of cases.` : 'Name a kind of cases and their file.')
if (!file) refuse(`Name the file of cases: npm run conformance -- ${kind} FILE`)
if (more.length) refuse('Name one file.')

// npm changes to the root; a file is named from where the command was given.
const cases = readCases(resolve(process.env.INIT_CWD ?? process.cwd(), file))
process.chdir(fileURLToPath(new URL('..', import.meta.url)))
await install()
const { KINDS, describe, totals } = await load()
const conformance = KINDS[kind](cases)
for (const line of describe(conformance)) console.log(line)
const { passed, failed } = totals(conformance)
if (failed) process.exitCode = 1
else if (!passed) {
  console.error(`${file} holds no case of "${kind}" that can be run.`)
  process.exitCode = 2
}
