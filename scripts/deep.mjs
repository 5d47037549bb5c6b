// `npm run deep`: the long forms of the checks; prints seeds and figures. Numbers can be set: SEEDS, KILLS, INPUTS.
import { build } from './build.mjs'
import { install } from './install.mjs'
import { run } from './run.mjs'

const seed = process.env.SEED ?? String(Date.now() % 1_000_000)
const seeds = process.env.SEEDS ?? '5000'
const inputs = process.env.INPUTS ?? '100000'
const LONG_MS = '7200000'

await install()
await build()
const vitest = (args, env) =>
  run('node_modules/.bin/vitest', ['run', '--testTimeout', LONG_MS, ...args], { env }).catch(
    (error) => {
      console.error(error.message)
      process.exitCode = 1
    },
  )

console.log(`simulation: ${seeds} lives; SEED=n npm test -- sim replays one`)
await vitest(['--project', 'sim'], { SEEDS: seeds, SEED: process.env.SEED ?? '' })
await run(process.execPath, ['scripts/faults.mjs', '--seed', seed]).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
console.log('a stranger’s set-up in a bare Debian')
await run(process.execPath, ['scripts/stranger.mjs']).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
console.log('the checklist with each of its steps left out')
await vitest(['--project', 'tidy', 'test/checklist.test.ts'], { STEPS: 'all' })
console.log('the public clickstream imported twice, a week apart')
await vitest(['--project', 'journeys', 'test/journeys/reimport.test.ts'], { LONG: '1' })
console.log('every page of the audit’s corpus')
await vitest(['--project', 'journeys', 'test/journeys/audit.test.ts'], { LONG: '1' })
console.log('every walk through a feature, whatever the day')
for (const project of ['browser', 'journeys', 'contract', 'deploy'])
  await vitest(['--project', project], { EVERY: '1' })
console.log('every screen and page in all four looks')
await vitest(['--project', 'journeys', 'test/journeys/accessible.test.ts'], { LOOKS: 'all' })
await vitest(['--project', 'browser', 'test/browser/consent.test.ts'], { LOOKS: 'all' })
console.log('silence in every browser, purpose by purpose, and a thousand visitors erased')
await vitest(['--project', 'browser', 'test/browser/silence'], { LONG: '1' })
await vitest(['--project', 'contract', 'test/contract/erasing.test.ts'], { LONG: '1' })
console.log(`fuzz: ${inputs} requests, SEED=${seed}`)
await vitest(
  ['--project', 'security', 'test/security/sign-in.test.ts', 'test/security/xss.test.ts'],
  {
    LONG: '1',
  },
)
await vitest(['--project', 'security', 'test/security/fuzz.test.ts'], {
  INPUTS: inputs,
  SEED: seed,
})
console.log('three minutes of load with reports, and too much of it')
await run(process.execPath, ['test/bench/soak.bench.mjs'], { env: { MINUTES: '3' } }).catch(
  (error) => {
    console.error(error.message)
    process.exitCode = 1
  },
)
