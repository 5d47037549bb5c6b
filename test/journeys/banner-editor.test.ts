// A banner from the console to a visitor: its words and colours seen as they are typed, measured, saved, and met in the shop.
import { readFileSync } from 'node:fs'
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ORDINARY_AGENT } from '../support/browser-chromium.ts'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 })

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const TITLE = 'Kekse oder keine?'

let shop: Shop
let board: Page
let editor: Locator
let preview: FrameLocator
let consoleUrl = ''
const complaints: string[] = []

beforeAll(async () => {
  shop = await startShop()
  board = await shop.newVisitor()
  board.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text())
  })
  await signIn(board, shop.collector)
  consoleUrl = `${new URL(board.url()).origin}/console/`
  await writeConsent({})
  await board.goto(`${consoleUrl}#settings?part=consent`)
  await board.reload()
  editor = board.locator('.banner-editor')
  preview = board.frameLocator('iframe[title="Preview of the banner"]')
  await preview.getByRole('region').waitFor()
})

afterAll(async () => {
  await shop?.stop()
})

/** What the collector answers to settings of asking, as the console sends them. */
async function writeConsent(more: object): Promise<{ status: number; detail?: string }> {
  const consent = {
    controller: { name: 'Harbour & Loom', address: '1 Quay', contact: 'privacy@harbour.example' },
    purposes: ['analytics', 'heatmaps', 'marketing'],
    // The pages of the shop say that they are English: the visitor's browser decides.
    languages: ['de', 'fr', 'ar'],
    ...more,
  }
  return await board.evaluate(async (consent) => {
    const path = '/api/v1/sites/demo'
    const { consent: _, ...site } = (await (await fetch(path)).json()) as { consent?: object }
    const answer = await fetch(path, {
      method: 'PUT',
      body: JSON.stringify({ ...site, consent }),
      headers: { 'content-type': 'application/json' },
    })
    const { detail } = (await answer.json()) as { detail?: string }
    return { status: answer.status, ...(detail !== undefined && { detail }) }
  }, consent)
}

const field = (name: string) => editor.getByRole('textbox', { name, exact: true })
const pick = (name: string) => editor.getByRole('radio', { name }).check({ force: true })
/** Once all that was typed is measured. */
const measured = (summary: string) =>
  editor.locator('.banner-checks[aria-busy=false]').getByText(summary).waitFor()
const colourOf = (region: Locator) =>
  region.evaluate((element) => getComputedStyle(element).backgroundColor)
async function frameOf(): Promise<Frame> {
  const holder = await board.locator('iframe[title="Preview of the banner"]').elementHandle()
  return (await holder?.contentFrame())!
}

test('what is typed is seen at once, passes the check, and is what a visitor meets', async () => {
  await editor.getByLabel('Language').selectOption('de')
  await field('Heading').fill(TITLE)
  await preview.getByRole('heading', { name: TITLE }).waitFor()
  expect(await field('Heading').evaluate((each) => each === document.activeElement)).toBe(true)
  await field('Background, light').fill('#fff4e0')
  await expect.poll(() => colourOf(preview.getByRole('region'))).toBe('rgb(255, 244, 224)')
  await editor.getByText('Unsaved changes').waitFor()
  await measured('checks passed')
  await editor.getByRole('button', { name: 'Save the banner' }).click()
  await editor.getByText('Saved.').waitFor()

  const context = await shop.browser.newContext({
    userAgent: ORDINARY_AGENT,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
  })
  const visitor = await context.newPage()
  await visitor.goto(shop.url)
  const region = visitor.getByRole('region', { name: TITLE })
  await region.waitFor()
  expect(await colourOf(region)).toBe('rgb(255, 244, 224)')
  await context.close()
})

test('the preview shows each layer, each colour and each situation', async () => {
  await pick('Preferences')
  const dialog = preview.getByRole('dialog')
  await dialog.waitFor()
  // It takes the focus as it opens, at each letter anew; whoever types must not lose theirs.
  await field('Heading').press('End')
  await board.keyboard.type(' Ja!')
  await preview.getByRole('heading', { name: `${TITLE} Ja!`, includeHidden: true }).waitFor()
  expect(await field('Heading').inputValue()).toBe(`${TITLE} Ja!`)
  await editor.getByRole('button', { name: 'Discard' }).click()
  await pick('Asked, with Global Privacy Control')
  expect(await dialog.getByRole('switch', { name: 'Marketing' }).isDisabled()).toBe(true)
  await pick('Told, where a no ends it')
  await dialog.getByRole('button', { name: 'Alles widerrufen' }).waitFor()
  await pick('First layer')
  await preview.getByRole('button', { name: 'OK' }).waitFor()
  await editor.getByRole('radio', { name: 'Dark', exact: true }).check({ force: true })
  await expect.poll(() => colourOf(preview.getByRole('region'))).toBe('rgb(27, 31, 36)')
  await editor.getByLabel('Language').selectOption('ar')
  await preview.locator('div[lang=ar][dir=rtl]').waitFor({ state: 'attached' })
  await measured('checks passed')
  await editor.getByLabel('Language').selectOption('de')
  await editor.getByRole('radio', { name: 'Light', exact: true }).check({ force: true })
  await pick('Asked first, by opt-in')
})

test('an answer in the preview is sent to nobody and kept nowhere', async () => {
  const sent: string[] = []
  board.on('request', (request) => sent.push(request.url()))
  const kept = () => board.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]))
  const before = await kept()
  await preview.getByRole('button', { name: 'Alles ablehnen' }).click()
  await editor.getByText('Rejected in the preview').waitFor()
  await preview.getByRole('button', { name: 'Allem zustimmen' }).click()
  await editor.getByText('Accepted in the preview').waitFor()
  expect(sent).toEqual([])
  expect(await kept()).toBe(before)
})

test('the frame is under the console’s policy: what is not the console’s own does not run in it', async () => {
  const ran = await (
    await frameOf()
  ).evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.head.append(script)
    return 'ran' in window
  })
  expect(ran).toBe(false)
  // That one is told, and nothing was before.
  await expect.poll(() => complaints).toHaveLength(1)
})

test('what nobody could read is refused: here as it is typed, by the collector whoever asks', async () => {
  await field('Text, light').fill('#bbbbbb')
  await editor.getByText(/^Contrast with the background is 1\.\d+; 4\.5 is needed/).waitFor()
  await measured('checks failed')
  await editor.getByRole('button', { name: 'Save the banner' }).click()
  await editor.getByRole('alert').getByText('Not saved. Text, light').waitFor()
  expect(await writeConsent({ look: { light: { text: '#bbbbbb' } } })).toEqual({
    status: 400,
    detail: expect.stringMatching(/^consent\.look\.light\.text: .* 4\.5 at least, not 1\.9/),
  })
  await editor.getByText('Preferences', { exact: true }).first().click()
  await field('How long it is kept').fill('Sehr lange.')
  await editor.getByText('Say {days} once').waitFor()
  await editor.getByRole('button', { name: 'Discard' }).click()
  await measured('checks passed')
  expect(await field('Text, light').inputValue()).toBe('')
  expect(await field('Heading').inputValue()).toBe(TITLE)
})

test('one text is ours again with one click', async () => {
  await editor.getByRole('button', { name: 'Ours again: Heading' }).click()
  await preview.getByRole('heading', { name: 'Ihre Privatsphäre' }).waitFor()
  await editor.getByRole('button', { name: 'Discard' }).click()
  await preview.getByRole('heading', { name: TITLE }).waitFor()
})

test.for([
  { width: 1440, height: 900, colorScheme: 'light', layer: 'First layer' },
  { width: 390, height: 844, colorScheme: 'dark', layer: 'Preferences' },
] as const)(
  'axe finds nothing, nor in the preview: $width $colorScheme, $layer',
  async ({ layer, ...look }) => {
    await pick(layer)
    await board.setViewportSize(look)
    await board.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
    // Where it is in both, it looks into the frame by itself.
    await (await frameOf()).evaluate(AXE)
    await board.evaluate(AXE)
    const found = await board.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await axe.run()
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    })
    expect(found).toEqual([])
    expect(await board.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  },
)

test('whoever may not change it looks at all of it, and no field takes anything', async () => {
  await board.route('**/api/v1/me', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll('"owner"', '"analyst"'),
    })
  })
  await board.reload()
  await preview.getByRole('region').waitFor()
  await editor.getByText('Only owners of the shop may change this.').waitFor()
  expect(await field('Heading').isDisabled()).toBe(true)
  expect(await editor.getByRole('button', { name: 'Save the banner' }).count()).toBe(0)
  await editor.getByLabel('Language').selectOption('fr')
  await preview.locator('div[lang=fr]').waitFor({ state: 'attached' })
  await measured('checks passed')
})
