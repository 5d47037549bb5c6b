// Heatmaps on a page: silent before the grant; clicks by mouse, touch and keyboard; rage; reach; and the sample.
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import { HEAT_PART_POINTS_MAX, HEAT_POINTS_MAX } from '../../packages/wire/limits.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Grants } from '../../packages/wire/purpose.ts'
import { testAlone } from '../support/browser-stage.ts'
import { tracesOf } from '../support/browser-traces.ts'
import type { PageCollector, Stored } from '../support/page-collector.ts'
import { pageHtml } from '../support/page-markup.ts'
import { mark, ofType, open, openGranted, tell } from '../support/page-tag.ts'

const SETTINGS: SiteConfig = { site: 'demo', currency: 'EUR', heatmap: { sample: 1 } }
const test = testAlone.extend('config', SETTINGS).concurrent
const testSampled = testAlone.extend('config', { ...SETTINGS, heatmap: { sample: 0.5 } }).concurrent

const HEATMAPS: Grants = { heatmaps: 'full' }
const RAGE = 1
const KEYBOARD = 4
const TOUCH = 8

const card = (id: string) =>
  `<li class="card" data-product-id="${id}"><a href="#${id}">Product ${id}</a> <button>Add</button></li>`
const BODY = `<style>body,h1,ul,li,p{margin:0} h1,li,p{height:48px} button{border:0} button,a,input{display:inline-block;vertical-align:top;width:120px;height:40px}</style>
  <main><h1>A list</h1><ul id="grid">${['a', 'b', 'c'].map(card).join('')}</ul>
  <p><button id="plain">Plain</button></p>
  <p class="stepper"><button id="less">−</button><input type="number" value="1"><button id="more">+</button></p>
  <p><button id="swatch" role="radio" aria-checked="false">Red</button></p>
  <p><button id="carousel" aria-controls="slides">›</button></p>
  <p><button id="marked" data-repeatable>Again</button></p>
  <p><button id="menu" aria-controls="panel" aria-expanded="false">Menu</button></p>
  <p><label id="label">A choice <input type="checkbox"></label></p></main>`

const chunkRequests = (collector: PageCollector) =>
  collector.received.filter(({ path }) => path.startsWith('/m/'))
const heats = (collector: PageCollector) => ofType(collector, 'heat')

const SHIFT = 8

/** Clicks a tenth of a second apart by the events' own clock, however long the browser takes over them. */
async function burst(page: Page, selector: string, times: number, modifiers = 0): Promise<void> {
  const { x, y } = (await page.locator(selector).boundingBox())!
  const session = await page.context().newCDPSession(page)
  const startS = Date.now() / 1_000
  for (let clickCount = 1; clickCount <= times; clickCount++)
    for (const type of ['mousePressed', 'mouseReleased'] as const)
      await session.send('Input.dispatchMouseEvent', {
        type,
        x: x + 5,
        y: y + 5,
        button: 'left',
        clickCount,
        modifiers,
        timestamp: startS + clickCount / 10,
      })
  await session.detach()
}

/** Resolves once the recording part has come and runs. */
async function recording(page: Page, collector: PageCollector): Promise<void> {
  await collector.until('the chunk', () => chunkRequests(collector).length > 0)
  // The same module as the tag's: it is there for us no sooner than for it. As text, which no tool rewrites.
  const url = collector.url + chunkRequests(collector)[0]!.path
  await page.evaluate(`import('${url}').then(() => new Promise(requestAnimationFrame))`)
}

/** Opens the page as a visitor who grants heatmaps, and waits until it is recorded. */
async function openRecorded(page: Page, collector: PageCollector, url: string, grants = HEATMAPS) {
  await openGranted(page, url, grants)
  await recording(page, collector)
}

type Heat = Extract<Stored, { type: 'heat' }>

/** Leaves the page; what it told of itself. */
async function toldBy(page: Page, collector: PageCollector, parts = 1): Promise<Heat[]> {
  const before = heats(collector).length
  await page.goto('about:blank')
  await collector.until('the heat', () => heats(collector).length >= before + parts)
  return heats(collector).slice(before)
}

/** `anchor across,down flags` of each point. */
const pointsOf = (events: readonly Heat[]) =>
  events.flatMap(({ body }) =>
    body.points.map(([, at, across, down, flags]) => ({
      anchor: body.anchors[at],
      across,
      down,
      flags,
    })),
  )

const put = (
  site: { put: (path: string, page: { html: string }) => void },
  tag: string,
  body = BODY,
) => site.put('/list', { html: pageHtml({ tag, body, title: 'A list' }) })

describe('silence', () => {
  test('before the grant, and with all others granted: no chunk, nothing told, nothing kept', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await open(page, `${site.url}/list`)
    await page.click('#plain')
    expect((await tracesOf(page, collector)).localStorage).toEqual([])
    const { heatmaps: _, ...others } = Object.fromEntries(
      Object.keys(PURPOSES).map((purpose) => [purpose, 'full' as const]),
    )
    await tell(page, 'consent', others)
    await page.click('#plain')
    await mark(page, collector)
    await page.goto(`${site.url}/next`)
    await mark(page, collector)
    expect(chunkRequests(collector)).toEqual([])
    expect(heats(collector)).toEqual([])
  })

  test('the control: granted alone, the chunk comes, a click is told, and only its own keys are kept', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    await page.click('#plain')
    const { localStorage } = await tracesOf(page, collector)
    expect(localStorage.toSorted()).toEqual(['tm_consent', ...PURPOSES.heatmaps.deviceKeys])
    const told = await toldBy(page, collector)
    expect(pointsOf(told)).toHaveLength(1)
    expect(told[0]?.batch).not.toHaveProperty('visitor')
    expect(told[0]?.batch).not.toHaveProperty('language')
    expect(chunkRequests(collector).map(({ path }) => path.slice(0, -12))).toEqual(['/m/heatmap'])
  })

  test('after withdrawal nothing is told, and nothing remains', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`, { ...HEATMAPS, analytics: 'full' })
    await mark(page, collector)
    await page.click('#plain')
    await tell(page, 'withdraw')
    await collector.until('the withdrawal', () => collector.notes.length > 0)
    await page.click('#plain')
    expect((await tracesOf(page, collector)).localStorage).toEqual(['tm_consent'])
    const other = await page.context().newPage()
    await openGranted(other, `${site.url}/list`, { analytics: 'full' })
    await page.goto('about:blank')
    await mark(other, collector)
    expect(heats(collector)).toEqual([])
  })

  test('the control: without the withdrawal the same click is told', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`, { ...HEATMAPS, analytics: 'full' })
    await mark(page, collector)
    await page.click('#plain')
    expect(pointsOf(await toldBy(page, collector))).toHaveLength(1)
  })
})

describe('clicks', () => {
  test('by mouse fall where they fell, by keyboard in the middle, by a script nowhere', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    await page.click('[data-product-id=b] button', { position: { x: 90, y: 10 } })
    await page.focus('[data-product-id=c] button')
    await page.keyboard.press('Enter')
    await page.evaluate(() => document.querySelector<HTMLElement>('#plain')!.click())
    expect(pointsOf(await toldBy(page, collector))).toEqual([
      { anchor: '[data-product-id="b"] button', across: 191, down: 64, flags: 0 },
      { anchor: '[data-product-id="c"] button', across: 128, down: 128, flags: KEYBOARD },
    ])
  })

  test('by touch say so', async ({ browser, collector, site }) => {
    put(site, collector.url)
    const context = await browser.newContext({
      hasTouch: true,
      viewport: { width: 390, height: 800 },
    })
    const page = await context.newPage()
    await openRecorded(page, collector, `${site.url}/list`)
    await page.tap('#plain')
    const [told] = await toldBy(page, collector)
    expect(pointsOf([told!])).toMatchObject([{ anchor: '#plain', flags: TOUCH }])
    expect(told?.body.width).toBe(390)
    await context.close()
  })

  test('on a label count once, though the browser clicks its control as well', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    await page.click('#label', { position: { x: 5, y: 5 } })
    expect(pointsOf(await toldBy(page, collector)).map(({ anchor }) => anchor)).toEqual(['#label'])
  })

  test('on a product name that product, in whatever order the list is', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    await page.click('[data-product-id=a] button')
    await page.evaluate(() => {
      const grid = document.querySelector('#grid')!
      grid.append(grid.firstElementChild!)
    })
    await page.click('[data-product-id=a] button')
    await page.click('[data-product-id=b] button')
    expect(pointsOf(await toldBy(page, collector)).map(({ anchor }) => anchor)).toEqual([
      '[data-product-id="a"] button',
      '[data-product-id="a"] button',
      '[data-product-id="b"] button',
    ])
  })

  test('belong to the page they happened on, although they lead to another', async ({
    page,
    collector,
    site,
  }) => {
    const go = `<button id="go" onclick="history.pushState({}, '', '/list/two')">Go</button>`
    put(site, collector.url, go)
    await openRecorded(page, collector, `${site.url}/list`)
    await page.click('#go')
    await page.click('#go')
    await page.goto('about:blank')
    await collector.until('both pages', () => heats(collector).length >= 2)
    const told = heats(collector).map(({ url, body }) => [
      new URL(url).pathname,
      body.points.length,
    ])
    expect(told).toEqual([
      ['/list', 1],
      ['/list/two', 1],
    ])
  })

  test('beyond 300 a page are left out, and come in parts of 100', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    const box = (await page.locator('#plain').boundingBox())!
    for (let clicks = 0; clicks < HEAT_POINTS_MAX + 10; clicks++)
      await page.mouse.click(box.x + 5, box.y + 5)
    await collector.until('the parts', () => heats(collector).length >= 3)
    await toldBy(page, collector, 0)
    const other = await page.context().newPage()
    await openGranted(other, `${site.url}/next`, { analytics: 'full' })
    await mark(other, collector)
    const parts = heats(collector).map(({ body }) => body.points.length)
    expect(parts.filter(Boolean)).toEqual([1, 2, 3].map(() => HEAT_PART_POINTS_MAX))
  })
})

describe('rage', () => {
  test('is the third click of a burst, once', async ({ page, collector, site }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    await burst(page, '#plain', 4)
    const flags = pointsOf(await toldBy(page, collector)).map((point) => point.flags)
    expect(flags).toEqual([0, 0, RAGE, 0])
  })

  test('is not what is meant to be repeated, by what it is; a menu is not', async ({
    page,
    collector,
    site,
  }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    for (const id of ['more', 'swatch', 'carousel', 'marked', 'label', 'menu'])
      await burst(page, `#${id}`, 3)
    await burst(page, '#plain', 3, SHIFT)
    const raging = pointsOf(await toldBy(page, collector)).filter(({ flags }) => flags & RAGE)
    // The control is in it: the same three clicks on what is not meant to be repeated.
    expect(raging.map(({ anchor }) => anchor)).toEqual(['#menu'])
  })

  test('is not three clicks far from each other', async ({ page, collector, site }) => {
    put(site, collector.url)
    await openRecorded(page, collector, `${site.url}/list`)
    for (const x of [5, 50, 100]) await page.click('#plain', { position: { x, y: 5 } })
    expect(pointsOf(await toldBy(page, collector)).map(({ flags }) => flags)).toEqual([0, 0, 0])
  })
})

test('reach is the furthest that was seen, the fold what was seen at first; parts add up', async ({
  page,
  collector,
  site,
}) => {
  put(site, collector.url, '<style>body{margin:0}</style><div style="height:7200px">long</div>')
  await page.setViewportSize({ width: 1_000, height: 720 })
  await openRecorded(page, collector, `${site.url}/list`)
  await page.evaluate(() => document.dispatchEvent(new Event('control')))
  await page.evaluate(() => scrollTo(0, 2_880))
  await page.evaluate(() => new Promise(requestAnimationFrame))
  const [first, ...others] = await toldBy(page, collector)
  expect(others).toEqual([])
  expect(first?.body).toMatchObject({ fold: 10, reach: 50, width: 1_000, sample: 100 })
  expect(first?.body).not.toHaveProperty('before')
})

describe('the sample', () => {
  /** Comes back as a visitor who has granted, in a session whose id ends so: the draw is made of its last characters. */
  const comeBack = async (page: Page, url: string, end: string): Promise<void> => {
    await open(page, `${url}/next`)
    await page.evaluate((session) => {
      const untilMs = Date.now() + 1e9
      const grants = { heatmaps: 'full', analytics: 'full' }
      localStorage.setItem('tm_consent', JSON.stringify({ grants, untilMs, notice: '' }))
      localStorage.setItem('tm_session', JSON.stringify([session, Date.now(), '']))
    }, `session-of-a-test-${end}`)
    await open(page, `${url}/list`)
  }

  testSampled(
    'a session outside it fetches and tells nothing',
    async ({ page, collector, site }) => {
      put(site, collector.url)
      await comeBack(page, site.url, 'zzzz')
      await page.click('#plain')
      await mark(page, collector)
      await open(page, `${site.url}/next`)
      await mark(page, collector)
      expect(chunkRequests(collector)).toEqual([])
      expect(heats(collector)).toEqual([])
    },
  )

  testSampled(
    'the control: one inside it does, and says how many are',
    async ({ page, collector, site }) => {
      put(site, collector.url)
      await comeBack(page, site.url, '0000')
      await recording(page, collector)
      await page.click('#plain')
      const [told] = await toldBy(page, collector)
      expect(told?.body.sample).toBe(50)
      expect(told?.session).toBe('session-of-a-test-0000')
    },
  )
})
