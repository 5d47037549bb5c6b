// `npm start`: installs, builds, and runs the collector with its console and the demo shop until Ctrl-C.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { install } from './install.mjs'

const HELP = `npm start: runs Tidemark with a demo shop on this machine.

Settings come from the environment:
  TIDEMARK_PORT  port of the collector and its console (4600)
  SHOP_PORT      port of the demo shop (4700)
  TIDEMARK_DATA  folder for all data (.tidemark)
`

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
if (process.argv.includes('--help')) {
  console.log(HELP)
  process.exit(0)
}

const collectorPort = Number(process.env.TIDEMARK_PORT ?? 4600)
const shopPort = Number(process.env.SHOP_PORT ?? 4700)

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

for (const [name, port] of [
  ['TIDEMARK_PORT', collectorPort],
  ['SHOP_PORT', shopPort],
])
  if (!(await isFree(port))) {
    console.error(
      `Port ${port} is in use. Stop what uses it, or choose another: ${name}=${port + 1} npm start`,
    )
    process.exit(1)
  }

await install()
await build()

const shopOrigins = [`http://localhost:${shopPort}`, `http://127.0.0.1:${shopPort}`]
const children = []
let stopping = false

function launch(name, args) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    // Ctrl-C reaches the whole group: children are told once, by us.
    detached: true,
    env: { ...process.env, TIDEMARK_PORT: String(collectorPort) },
  })
  children.push(child)
  child.on('exit', (code) => {
    if (!stopping) {
      console.error(`The ${name} ended by itself (exit code ${code}).`)
      stop(1)
    }
  })
  return child
}

function stop(code) {
  if (stopping) return
  stopping = true
  process.exitCode = code
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM')
}
process.once('SIGINT', () => stop(0))
process.once('SIGTERM', () => stop(0))

launch('shop', [
  'demo-site/dist/shop-server.js',
  '--port',
  String(shopPort),
  '--collector',
  `http://localhost:${collectorPort}`,
])
launch('collector', [
  'collector/dist/main.js',
  'serve',
  '--demo',
  '--sign-in-link',
  ...shopOrigins.flatMap((origin) => ['--origin', origin]),
])
console.log(`
  Shop      http://localhost:${shopPort}/       (as a single-page app: /app/)
  Console   http://localhost:${collectorPort}/console/
  Sign in with the link below. The demo's visits are being filled in; Ctrl-C stops everything.
`)
