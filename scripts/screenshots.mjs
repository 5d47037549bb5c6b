// `npm run screenshots`: takes the pictures of the documents anew, from the demo as it is.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { end, launch } from './launch.mjs'

await install()
await build()
const { chromium } = await import('playwright-core')

const FOLDER = 'docs/screenshots'
const data = mkdtempSync(join(tmpdir(), 'tidemark-screenshots-'))

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
for (const { child } of [shop, collector]) await end(child)
rmSync(data, { recursive: true, force: true })
console.log(`written to ${FOLDER}`)
