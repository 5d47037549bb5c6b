// Bytes of all script that a shop page fetches from the collector in its first 5 seconds, as the browser itself counts them.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { end, launch } from '../../scripts/launch.mjs'

const SECONDS = 5
/** What the tag may cost a page, whatever was chosen: its brotli bytes, and some 400 of response headers. */
const BYTES_BAR = 6_100

const data = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
const shop = createServer((request, response) => {
  response.setHeader('content-type', 'text/html')
  response.end(
    `<!doctype html><title>A page</title><p>Words.</p><script src="${collectorUrl}/t/demo.js" referrerpolicy="origin" async></script>`,
  )
})
await new Promise((resolve) => shop.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${shop.address().port}`

const collector = await launch(
  ['collector/dist/main.js', 'serve', '--site', 'demo', '--origin', origin],
  { TIDEMARK_DATA: data, TIDEMARK_PORT: '0' },
)
const collectorUrl = collector.found[1]

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

/** Opens the page in a fresh profile; what it fetched and sent, by kind. */
async function visit(grants) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const network = await context.newCDPSession(page)
  const kinds = new Map()
  const sum = { scripts: 0, scriptBytes: 0, posts: 0 }
  await network.send('Network.enable')
  network.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    kinds.set(requestId, type)
    if (request.method === 'POST') sum.posts++
  })
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId) !== 'Script') return
    sum.scripts++
    sum.scriptBytes += encodedDataLength
  })
  await page.goto(origin)
  if (grants)
    await page
      .waitForFunction(() => typeof window.tm === 'function')
      .then(() => page.evaluate((given) => window.tm('consent', given), grants))
  // The measured span itself, not a wait for something to happen.
  await delay(SECONDS * 1000)
  await context.close()
  return sum
}

const figures = {}
console.log(
  `script from navigation to ${SECONDS} s after load, with response headers, by the browser's network log`,
)
console.log('choice           scripts   bytes   posts')
for (const [name, grants] of [
  ['none', null],
  ['analytics', { analytics: 'full' }],
]) {
  const { scripts, scriptBytes, posts } = await visit(grants)
  console.log(
    `${name.padEnd(15)} ${String(scripts).padStart(8)} ${String(scriptBytes).padStart(7)} ${String(posts).padStart(7)}`,
  )
  Object.assign(figures, {
    [`${name}_script_bytes`]: scriptBytes,
    [`${name}_scripts`]: scripts,
    [`${name}_posts`]: posts,
  })
}
console.log(
  'compared with: @plausible-analytics/tracker 2,400 (no consent, queue or retry), posthog-js slim 47,913 (brotli, body alone)',
)
await browser.close()
await end(collector.child)
shop.close()
rmSync(data, { recursive: true, force: true })

const value = figures.analytics_script_bytes
const floors = { analytics_script_bytes: { bar: BYTES_BAR, value, ok: value <= BYTES_BAR } }
console.log(JSON.stringify({ bench: 'page-bytes', figures, floors }))
if (!floors.analytics_script_bytes.ok) process.exitCode = 1
