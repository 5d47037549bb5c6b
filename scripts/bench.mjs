// `npm run bench -- NAME …`: runs one benchmark of test/bench, what follows is for it; exits 1 where a floor is missed.
import { existsSync, readdirSync } from 'node:fs'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { run } from './run.mjs'

const names = readdirSync('test/bench')
  .filter((name) => name.endsWith('.bench.mjs'))
  .map((name) => name.replace('.bench.mjs', ''))
const [name, ...args] = process.argv.slice(2)

if (!name || !existsSync(`test/bench/${name}.bench.mjs`)) {
  console.log(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`)
  process.exitCode = name && name !== '--help' ? 2 : 0
} else {
  await install()
  await build()
  await run(process.execPath, [`test/bench/${name}.bench.mjs`, ...args]).catch(
    () => (process.exitCode = 1),
  )
}
