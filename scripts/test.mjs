// `npm test`: installs what is missing, builds, runs every layer, and says how many checks passed.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installBrowsers } from './browsers.mjs'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { GROUPS, LAYERS } from './layers.mjs'
import { takenSeconds } from './machine.mjs'
import { run } from './run.mjs'

const HELP = `npm test [-- LAYER …]

Runs every layer, or those that are named: ${LAYERS.map(({ name }) => name).join(', ')}.
SEED=7 npm test -- sim replays one seed. Long forms: npm run deep.
`
const TOTAL_SECONDS = 600
/** Layers of a group side by side: as many as there are cores on the smallest machine. */
const AT_ONCE = 2
const REPORTS = '.cache/reports'

/** Runs a layer; its checks by outcome, with the names of those that were skipped. */
async function runLayer({ name, command, project }) {
  if (command)
    try {
      await run(...command, { quiet: true })
      return { passed: 1, failed: 0, skipped: [] }
    } catch (error) {
      console.log(error.output ?? error.message)
      return { passed: 0, failed: 1, skipped: [] }
    }
  const file = `${REPORTS}/${name}.json`
  const args = [
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
  ]
  let crashed = 0
  await run('node_modules/.bin/vitest', [...args, `--outputFile.json=${file}`], {
    quiet: true,
  }).catch((error) => {
    console.log(error.output)
    crashed = 1
  })
  return { ...countReport(file), ...(crashed && { crashed }) }
}

function countReport(file) {
  let report
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 1, skipped: [] }
  }
  const checks = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const of = (...states) => checks.filter(({ status }) => states.includes(status))
  const failed =
    of('failed').length +
    report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((check) => check.status === 'failed'),
    ).length
  return {
    passed: of('passed').length,
    failed,
    skipped: of('skipped', 'pending', 'todo', 'disabled').map(({ fullName }) => fullName),
  }
}

/** A skip without a reason in the list is a failure. */
function unexplained(skipped) {
  const reasons = JSON.parse(readFileSync('test/skips.json', 'utf8'))
  return skipped.filter((name) => !Object.keys(reasons).some((known) => name.includes(known)))
}

/** Seconds from now on, without those in which the machine was not ours. */
function watch() {
  const startedAt = Date.now()
  const takenAt = takenSeconds()
  return () => {
    const taken = takenSeconds() - takenAt
    return { seconds: (Date.now() - startedAt) / 1000 - taken, taken }
  }
}

async function runAndTell(layer, sum) {
  const elapsed = watch()
  const { passed, failed, skipped, crashed = 0 } = await runLayer(layer)
  const { seconds } = elapsed()
  const unlisted = unexplained(skipped)
  const late = seconds > layer.seconds ? 1 : 0
  sum.passed += passed
  sum.failed += failed + unlisted.length + late + (crashed && !failed ? 1 : 0)
  sum.skipped += skipped.length - unlisted.length
  console.log(
    `${layer.name.padEnd(9)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ` +
      `${seconds.toFixed(1).padStart(6)} s of ${layer.seconds}${late ? '  OVER ITS BUDGET' : ''}`,
  )
  for (const name of unlisted) console.log(`  skipped without a reason in test/skips.json: ${name}`)
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  const asked = process.argv.slice(2)
  if (asked.includes('--help')) return console.log(HELP)
  const unknown = asked.find((name) => !LAYERS.some((layer) => layer.name === name))
  if (unknown) {
    console.error(`There is no layer "${unknown}".\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  await install()
  await installBrowsers()
  await build()
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })

  const sum = { passed: 0, failed: 0, skipped: 0 }
  const elapsed = watch()
  const isAsked = ({ name }) => !asked.length || asked.includes(name)
  for (const group of GROUPS) {
    const waiting = group.filter(isAsked)
    const next = async () => {
      for (let layer = waiting.shift(); layer; layer = waiting.shift()) await runAndTell(layer, sum)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
  }
  const { seconds, taken } = elapsed()
  if (seconds > TOTAL_SECONDS) sum.failed++
  console.log(
    `in ${seconds.toFixed(0)} s of ${TOTAL_SECONDS}${taken >= 1 ? `, and ${taken.toFixed(0)} s in which others had the machine` : ''}`,
  )
  console.log(
    `${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`,
  )
  if (sum.failed || !sum.passed) process.exitCode = 1
}

await main()
