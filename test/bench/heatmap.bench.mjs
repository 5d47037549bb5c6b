// How many points of a heatmap fall on what was clicked, at other widths and after the page has changed, by four models.
import { chromium } from 'playwright-core'
import { bundle } from '../../scripts/sizes.mjs'
import { load } from './load.mjs'

const WIDTHS = [320, 360, 390, 430, 540, 640, 768, 820, 1024, 1280, 1440, 1680, 1920]
const ADDRESS = 'https://shop.example/'
const OURS = 'anchors'
/** Share of our points that must fall on what was clicked, on the same design at any width. */
const SAME_DESIGN_BAR = 0.98

const { shopPage } = await load('test/bench/heatmap/shop-page.ts')
const script = await bundle(
  "import * as models from '../test/bench/heatmap/models.ts'; window.models = models",
)
const browser = await chromium.launch({
  executablePath: process.env.TIDEMARK_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
})

/** The page at one width, with the models in it. */
async function open(markup, width) {
  const page = await browser.newPage({ viewport: { width, height: 800 } })
  // Links lead somewhere only on a page that has an address.
  await page.route(ADDRESS, (route) =>
    route.fulfill({ contentType: 'text/html', body: shopPage(markup) }),
  )
  await page.goto(ADDRESS)
  await page.addScriptTag({ content: script, type: 'module' })
  await page.waitForFunction(() => window.models)
  await page.evaluate(() => window.models.nameSpots())
  return page
}

const add = (sum, more) => {
  for (const [model, outcome] of Object.entries(more)) {
    sum[model] ??= { hit: 0, missed: 0, unplaced: 0, wrong: 0 }
    for (const key of Object.keys(outcome)) sum[model][key] += outcome[key]
  }
}
const points = ({ hit, missed, unplaced }) => hit + missed + unplaced
const share = (outcome) => outcome.hit / points(outcome)

/** Points recorded at each width, drawn at all others. */
async function atOtherWidths(markup) {
  const page = await open(markup, WIDTHS[0])
  let micros
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    micros = await page.evaluate(() => window.models.recordAll())
  }
  const sum = {}
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    add(sum, await page.evaluate(() => window.models.drawAll(false)))
  }
  await page.close()
  return { sum, micros }
}

/** Points recorded before a change, drawn after it, at the same width. */
async function afterChange(markup, change) {
  const sum = {}
  for (const width of [390, 820, 1440]) {
    const page = await open(markup, width)
    await page.evaluate(() => window.models.recordAll())
    await page.evaluate((name) => window.models.CHANGES[name](), change)
    add(sum, await page.evaluate(() => window.models.drawAll(true)))
    await page.close()
  }
  return sum
}

const figures = {}
const key = (text) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .replaceAll(/^_|_$/g, '')
const row = (name, sum, models) => {
  const cells = models.map((model) => {
    const { wrong } = sum[model]
    figures[`${key(name)}_${key(model)}_share`] = Number(share(sum[model]).toFixed(4))
    figures[`${key(name)}_${key(model)}_wrong`] = wrong
    return `${(100 * share(sum[model])).toFixed(1)} % (${wrong})`.padStart(16)
  })
  console.log(`${name.padEnd(36)}${cells.join('')}`)
}

console.log('points that fall on what was clicked; in brackets, those that fall on another product')
let models
let oursAtWidths = 1
let oursWrong = 0
for (const markup of ['ids', 'links', 'shared-links']) {
  const { sum, micros } = await atOtherWidths(markup)
  if (!models) {
    models = Object.keys(sum)
    console.log(`${' '.repeat(36)}${models.map((model) => model.padStart(16)).join('')}`)
  }
  row(`${markup}: other widths`, sum, models)
  const tell = async (change) => {
    const after = await afterChange(markup, change)
    row(`${markup}: ${change}`, after, models)
    oursWrong += after[OURS]?.wrong ?? NaN
  }
  const page = await open(markup, 390)
  const changes = await page.evaluate(() => Object.keys(window.models.CHANGES))
  await page.close()
  for (const change of changes) await tell(change)
  oursAtWidths = Math.min(oursAtWidths, sum[OURS] ? share(sum[OURS]) : NaN)
  figures[`${key(markup)}_record_us`] = Number((micros[OURS] ?? NaN).toFixed(1))
}
await browser.close()

const floors = {
  same_design: { bar: SAME_DESIGN_BAR, value: oursAtWidths, ok: oursAtWidths >= SAME_DESIGN_BAR },
  wrong_product: { bar: 0, value: oursWrong, ok: oursWrong === 0 },
}
console.log(JSON.stringify({ bench: 'heatmap', figures, floors }))
if (!Object.values(floors).every(({ ok }) => ok)) process.exitCode = 1
