// Names of elements: found again after a page has changed, on the same product, or not at all.
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { bundle } from '../../scripts/sizes.mjs'
import { testAlone } from '../support/browser-stage.ts'

const script = await bundle(
  "import { anchorOf, resolve } from './dom/anchor.ts'; Object.assign(window, { anchorOf, resolve })",
)

interface Anchors {
  anchorOf: (element: Element) => string
  resolve: (anchor: string, document: Document) => Element | undefined
}

const test = testAlone.concurrent

async function show(page: Page, site: { url: string; put: PutPage }, body: string): Promise<void> {
  site.put('/anchors', { html: `<!doctype html><body>${body}</body>` })
  await page.goto(`${site.url}/anchors`)
  await page.addScriptTag({ content: script, type: 'module' })
  await page.waitForFunction(() => 'resolve' in window)
}
type PutPage = (path: string, page: { html: string }) => void

/** The name of what `selector` finds first. */
const nameOf = (page: Page, selector: string) =>
  page.evaluate(
    (selector) => (window as unknown as Anchors).anchorOf(document.querySelector(selector)!),
    selector,
  )
/** What an anchor means now: the element's text, or undefined. */
const meant = (page: Page, anchor: string) =>
  page.evaluate(
    (anchor) => (window as unknown as Anchors).resolve(anchor, document)?.textContent,
    anchor,
  )
const reverse = (page: Page, selector: string) =>
  page.evaluate((selector) => {
    const list = document.querySelector(selector)!
    list.append(...[...list.children].toReversed())
  }, selector)

const grid = (card: (name: string) => string) =>
  `<main><section class="hero"><h1>Hero</h1></section><ul>${['ash', 'elm', 'oak'].map(card).join('')}</ul></main>`

describe('a product in a list', () => {
  for (const [how, card] of [
    ['its id', (name: string) => `<li data-product-id="${name}"><b>${name}</b></li>`],
    ['the site’s own key', (name: string) => `<li data-tm-key="${name}"><b>${name}</b></li>`],
    ['its link', (name: string) => `<li><a href="/p/${name}?from=list">see</a><b>${name}</b></li>`],
    [
      'the link that no other has',
      (name: string) =>
        `<li><a class="kind" href="/trees">trees</a><a href="/p/${name}">see</a><b>${name}</b></li>`,
    ],
  ] as const)
    test(`is named by ${how}, and found in another order and deeper in the page`, async ({
      page,
      site,
    }) => {
      await show(page, site, grid(card))
      const anchor = await nameOf(page, 'li:nth-child(2) b')
      expect(anchor).toContain('elm')
      await reverse(page, 'ul')
      await page.evaluate(() => {
        const wrapper = document.createElement('div')
        document.querySelector('main')!.replaceWith(wrapper)
        wrapper.innerHTML = '<p class="promo">Free delivery</p>'
      })
      expect(await meant(page, anchor), 'gone with its product').toBeUndefined()
      await show(page, site, `<div>${grid(card).replace('<ul>', '<p>New</p><ul>')}</div>`)
      await reverse(page, 'ul')
      expect(await meant(page, anchor)).toBe('elm')
    })

  test('that cannot be told from its neighbours has no name', async ({ page, site }) => {
    await show(
      page,
      site,
      grid((name) => `<li><a href="/trees">see</a><b>${name}</b></li>`),
    )
    expect(await nameOf(page, 'li:nth-child(2) b')).toBe('')
    // The control: what is not in a card has one.
    expect(await nameOf(page, 'h1')).toBe('main h1')
  })

  test('that is in two lists is told apart by the list, or has no name', async ({ page, site }) => {
    const list = (id: string, name: string) =>
      `<ul ${id}><li data-sku="oak"><b>${name}</b></li><li data-sku="elm"><b>x</b></li></ul>`
    await show(page, site, list('id="first"', 'one') + list('id="other"', 'two'))
    const anchor = await nameOf(page, '#other b')
    expect(anchor).toBe('#other [data-sku="oak"] b')
    await page.evaluate(() => document.body.append(document.querySelector('#first')!))
    expect(await meant(page, anchor)).toBe('two')
  })
})

test('passing states, numbers and inserted neighbours do not change a name', async ({
  page,
  site,
}) => {
  const html = (state: string, more: string) =>
    `<main>${more}<section class="intro ${state}" id="part-${state.length}"><p>Words</p></section></main>`
  await show(page, site, html('', ''))
  const anchor = await nameOf(page, 'p')
  await show(page, site, html('is-visible', '<section class="promo"><h2>New</h2></section>'))
  expect(await meant(page, anchor)).toBe('Words')
  expect(await nameOf(page, 'section.intro p')).toBe(anchor)
})

test('what may be two is none, and what is no name of ours is none', async ({ page, site }) => {
  await show(page, site, '<main><p>one</p></main>')
  expect(await meant(page, 'main p')).toBe('one')
  await page.evaluate(() => document.querySelector('main')!.append(document.createElement('p')))
  for (const anchor of ['main p', '', '[', '@', '@/nowhere', ':has(', 'main  p', '><'])
    expect(await meant(page, anchor), anchor).toBeUndefined()
})

test('a value that would end its quotes is no key', async ({ page, site }) => {
  await show(
    page,
    site,
    grid((name) => `<li data-sku='"]${name}'><b>${name}</b></li>`),
  )
  const anchor = await nameOf(page, 'li:nth-child(2) b')
  expect(anchor).not.toContain('"]elm')
  expect(await meant(page, anchor)).toBe('elm')
})
