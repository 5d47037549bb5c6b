// `npm run screenshots`: takes the pictures of the documents anew, from the demo as it is.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'

await install()
await build()
const { chromium } = await import('playwright-core')

const FOLDER = 'docs/screenshots'
const data = mkdtempSync(join(tmpdir(), 'tidemark-screenshots-'))

/** Starts a program; resolves with what `what` finds in its output. */
function launch(args, env, what) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
      const found = what.exec(output)
      if (found) resolve({ child, found })
    })
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}: ${output}`)))
  })
}

const collector = await launch(
  ['collector/dist/main.js', 'serve', '--demo', '--origin', 'http://127.0.0.1:4799'],
  { TIDEMARK_DATA: data, TIDEMARK_PORT: '0' },
  /listens on (\S+?),[\s\S]*?sign in once[^:]*: (\S+)[\s\S]*demo: .*accepted/,
)
const [, url, link] = collector.found
const shop = await launch(
  ['demo-site/dist/shop-server.js', '--port', '4799', '--collector', url],
  {},
  /shop: (\S+\/) /,
)
const browser = await chromium.launch({
  executablePath: process.env.TIDEMARK_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ],
})

const signIn = await browser.newContext()
const first = await signIn.newPage()
await first.goto(link)
for (const field of await first.locator('input[type=password]').all())
  await field.fill('a password for pictures')
await Promise.all([first.waitForResponse(/reports\/overview/), first.keyboard.press('Enter')])
const state = await signIn.storageState()

mkdirSync(FOLDER, { recursive: true })
async function shoot(name, address, { width = 1440, height = 900, colorScheme = 'light' } = {}) {
  const context = await browser.newContext({
    storageState: state,
    viewport: { width, height },
    colorScheme,
  })
  const page = await context.newPage()
  await page.goto(address, { waitUntil: 'networkidle' })
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  await context.close()
}

const consoleUrl = `${new URL(link).origin}/console/`
await shoot('overview', consoleUrl)
await shoot('overview-phone-dark', consoleUrl, { width: 390, height: 844, colorScheme: 'dark' })
await shoot('delivery', `${consoleUrl}#delivery`)
await shoot('shop', shop.found[1])
await browser.close()
for (const { child } of [shop, collector]) {
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
}
rmSync(data, { recursive: true, force: true })
console.log(`written to ${FOLDER}`)
