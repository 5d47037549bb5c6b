// `npm run faults`: every fault that the collector must come through, in its long form; prints what was acknowledged, stored, lost and doubled.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { run } from './run.mjs'

const HELP = `npm run faults [-- --seed N] [--kills N] [--short] [--only NAME]

Kills, full and failing disks, lost power, clocks that jump, a store that stops, damaged segments: in all of them no
acknowledged event may be lost and none stored twice. Controls, damaged on purpose, must be noticed.

  --seed N     replays a run (or SEED=N); without, another one each time
  --kills N    kill -9 so often (or KILLS=N); 200 without
  --short      the form that npm test runs
  --only NAME  one file of test/faults, such as power-loss
`
const REPORT = '.cache/reports/faults.ndjson'
/** What may be missing in the table, and why. */
const SKIPPABLE = { 'small disk filled': 'only root may mount the small disk that it fills' }
const COLUMNS = ['scenario', 'runs', 'acknowledged', 'stored', 'lost', 'doubled', '']

function readScenarios() {
  return readFileSync(REPORT, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** What is said of a scenario, and whether it is as it must be. */
function judge({ isControl, lost, doubled }) {
  const isClean = lost === 0 && doubled === 0
  if (isControl) return isClean ? 'CONTROL NOT NOTICED' : 'control, noticed'
  return isClean ? 'ok' : 'FAILED'
}

function printTable(scenarios) {
  const rows = scenarios.map((each) => [
    ...COLUMNS.slice(0, -1).map((name) => String(each[name])),
    judge(each),
  ])
  const widths = COLUMNS.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => row[at].length)),
  )
  for (const row of [COLUMNS, ...rows])
    console.log(
      row
        .map((cell, at) =>
          at === 0 || at === COLUMNS.length - 1
            ? cell.padEnd(widths[at])
            : cell.padStart(widths[at]),
        )
        .join('  ')
        .trimEnd(),
    )
}

function summarize(scenarios) {
  const real = scenarios.filter(({ isControl }) => !isControl)
  const controls = scenarios.filter(({ isControl }) => isControl)
  const sum = (name) => real.reduce((total, each) => total + each[name], 0)
  const noticed = controls.filter((each) => judge(each) === 'control, noticed').length
  console.log(
    `\n${real.length} scenarios, ${sum('runs')} runs: acknowledged ${sum('acknowledged')}, ` +
      `stored ${sum('stored')}, lost ${sum('lost')}, doubled ${sum('doubled')}`,
  )
  console.log(`${controls.length} controls, ${noticed} noticed`)
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: process.env.SEED || String(Date.now() % 100_000) },
      kills: { type: 'string', default: process.env.KILLS || '' },
      only: { type: 'string', default: '' },
      short: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const kills = values.kills || (values.short ? '8' : '200')
  await install()
  await build()
  rmSync(REPORT, { force: true })
  mkdirSync('.cache/reports', { recursive: true })

  console.log(`SEED=${values.seed}, ${kills} kills`)
  const env = {
    SEED: values.seed,
    KILLS: kills,
    FAULTS: values.short ? '' : 'long',
    FAULTS_REPORT: REPORT,
  }
  const files = values.only ? `test/faults/${values.only}` : 'test/faults/'
  let hasFailed = false
  await run('node_modules/.bin/vitest', ['run', '--project', 'faults', files], {
    env,
    quiet: true,
  }).catch((error) => {
    console.log(error.output)
    hasFailed = true
  })
  const scenarios = readScenarios()
  printTable(scenarios)
  for (const [name, why] of Object.entries(SKIPPABLE))
    if (!values.only && !scenarios.some(({ scenario }) => scenario === name))
      console.log(`${name}: skipped, ${why}`)
  summarize(scenarios)
  if (hasFailed || scenarios.length === 0) {
    const form = values.short ? '--short ' : ''
    console.log(
      `FAILED: npm run faults -- ${form}--seed ${values.seed} --kills ${kills} replays it`,
    )
    process.exitCode = 1
  }
}

await main()
