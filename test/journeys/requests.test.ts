// A shop answers privacy requests that came by mail: what is late is seen, one is extended, and a visitor who has been there is erased.
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { VisitorData } from '../../packages/wire/privacy.ts'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const DAY_MS = 86_400_000

let shop: Shop
let board: Page
let visitor: Page
let folder: string
let consoleUrl = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-requests-'))
  shop = await startShop()
  board = await shop.newVisitor()
  await signIn(board, shop.collector)
  consoleUrl = `${new URL(board.url()).origin}/console/`
  visitor = await shop.newVisitor()
})

afterAll(async () => {
  await shop?.stop()
  await rm(folder, { recursive: true, force: true })
})

const main = () => board.getByRole('main')
const row = (reference: string) => main().locator('.request').filter({ hasText: reference })
const notice = () => main().locator('.health')
const openRequests = () => board.goto(`${consoleUrl}#settings?part=requests`)

async function writeDown(asked: {
  readonly kind: string
  readonly place: string
  readonly reference: string
  readonly daysAgo?: number
}): Promise<void> {
  await main().getByLabel('What is asked for').selectOption(asked.kind)
  await main().getByLabel('Where they live').selectOption(asked.place)
  await main().getByLabel('Your reference').fill(asked.reference)
  if (asked.daysAgo !== undefined) {
    const field = main().getByLabel('Received on')
    const today = Date.parse(await field.inputValue())
    await field.fill(new Date(today - asked.daysAgo * DAY_MS).toISOString().slice(0, 10))
  }
  await main().getByRole('button', { name: 'Write it down' }).click()
  await row(asked.reference).waitFor()
}

async function violations(): Promise<string[]> {
  await board.evaluate(AXE)
  return board.evaluate(async () => {
    interface Violation {
      id: string
      nodes: readonly { html: string }[]
    }
    const { axe } = window as unknown as {
      axe: { run: () => Promise<{ violations: Violation[] }> }
    }
    const found = (await axe.run()).violations
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  })
}

/** Stored rows, once all that was acknowledged is stored. */
async function stored(): Promise<Record<string, unknown>[]> {
  const text = await board.evaluate(async () => {
    await fetch('/api/v1/sites/demo/imported')
    return (await fetch('/api/v1/sites/demo/export')).text()
  })
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

const visitorId = () =>
  visitor.evaluate(() => JSON.parse(localStorage.getItem('tm_visitor') ?? '""') as string)

test('before any has come there is nothing, and no notice', async () => {
  await openRequests()
  await main().getByRole('heading', { name: 'No request has come yet' }).waitFor()
  expect(await notice().count()).toBe(0)
})

test('one of forty days ago is overdue, by its law, and said above every screen', async () => {
  await writeDown({ kind: 'erasure', place: 'DE', reference: 'T-40', daysAgo: 40 })
  expect(await row('T-40').locator('.due').textContent()).toMatch(/^Overdue by (9|10|11|12) days$/)
  expect(await row('T-40').textContent()).toContain('GDPR')
  expect(
    await row('T-40')
      .getByRole('button', { name: /^Extend/ })
      .count(),
  ).toBe(0)
  await notice().getByText('A privacy request is overdue.').waitFor()
  await board.goto(`${consoleUrl}#live`)
  await notice().getByRole('link', { name: 'Look at the requests' }).click()
  await row('T-40').waitFor()
})

test('a name is no reference', async () => {
  await main().getByLabel('Your reference').fill('ann@shop.example')
  await main().getByLabel('Where they live').selectOption('FR')
  await main().getByRole('button', { name: 'Write it down' }).click()
  const isValid = await main()
    .getByLabel('Your reference')
    .evaluate((field: HTMLInputElement) => field.checkValidity())
  expect(isValid).toBe(false)
  expect(await main().locator('.request').count()).toBe(1)
})

test('one of today comes after it, and may be extended with a reason', async () => {
  await writeDown({ kind: 'copy', place: 'US-CA', reference: 'T-0' })
  const names = () => main().locator('.request-name').allTextContents()
  expect(await names()).toEqual(['T-40', 'T-0'])
  expect(await row('T-0').locator('.due').textContent()).toBe('45 days left')
  expect(await row('T-0').textContent()).toContain('Confirm that it has come by')
  await row('T-0')
    .getByRole('button', { name: /^Extend/ })
    .click()
  await row('T-0').getByLabel('Why it takes longer').fill('the request is complex')
  await row('T-0')
    .getByRole('button', { name: /^Extend to/ })
    .click()
  await expect.poll(() => row('T-0').locator('.due').textContent()).toBe('90 days left')
  await row('T-0').getByText('What was done').click()
  await row('T-0').getByText('the request is complex').waitFor()
})

test('the words to answer with have its days in them', async () => {
  await row('T-40').getByText('Words to answer with').click()
  await row('T-40').getByText('Nobody can be found').click()
  const words = row('T-40').getByLabel('Nobody can be found', { exact: true }).last()
  await expect.poll(() => words.textContent()).toContain('Article 11 of the GDPR')
  expect(await words.textContent()).toContain('T-40')
})

test('axe finds nothing, light and dark, on a desk and on a phone, and nothing moves sideways', async () => {
  await row('T-40')
    .getByRole('button', { name: /^Refuse/ })
    .click()
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 390]) {
      await board.setViewportSize({ width, height: 900 })
      await board.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await violations()).toEqual([])
      const sideways = await board.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(sideways).toBeLessThanOrEqual(0)
    }
  await board.setViewportSize({ width: 1440, height: 900 })
})

test('nothing is stored under an id that nobody has', async () => {
  await main().getByLabel('The visitor’s id').fill('nobody-at-all')
  await main().getByRole('button', { name: 'Look what is stored' }).click()
  await main().getByText('Nothing is stored under this id.').waitFor()
  expect(
    await main()
      .getByRole('button', { name: /^Erase this visitor/ })
      .count(),
  ).toBe(0)
})

test('a visitor who has really been there gets a copy, and is erased with all they left', async () => {
  await visitor.goto(shop.url)
  await visitor.getByTestId('accept').click()
  await visitor.getByRole('link', { name: 'Cushions', exact: true }).click()
  await expect
    .poll(async () => (await stored()).map(({ path }) => path), { timeout: 20_000 })
    .toContain('/c/cushions')
  const id = await visitorId()
  const before = await stored()
  expect(before.length).toBeGreaterThan(1)

  await main().getByLabel('The visitor’s id').fill(id)
  await main().getByRole('button', { name: 'Look what is stored' }).click()
  await main()
    .getByText(/^\d+ events in one visit$/)
    .waitFor()
  const [file] = await Promise.all([
    board.waitForEvent('download'),
    main().getByRole('button', { name: 'Save the copy (JSON)' }).click(),
  ])
  const path = join(folder, file.suggestedFilename())
  await file.saveAs(path)
  const copy = JSON.parse(await readFile(path, 'utf8')) as VisitorData
  expect(copy.events.map((event) => event['path'])).toContain('/c/cushions')
  // A page that is open would go on, as another visitor.
  await visitor.goto('about:blank')

  await main()
    .getByRole('button', { name: /^Erase this visitor/ })
    .click()
  const dialog = board.getByRole('dialog', { name: 'Erase this visitor?' })
  await dialog.getByText('This cannot be taken back.').waitFor()
  expect(await violations()).toEqual([])
  await dialog.getByRole('button', { name: 'Keep' }).click()
  expect((await stored()).length).toBeGreaterThanOrEqual(before.length)
  await main()
    .getByRole('button', { name: /^Erase this visitor/ })
    .click()
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await main()
    .getByText(/events are erased/)
    .waitFor()
  // Nobody else was there.
  expect(await stored()).toEqual([])
  await main().getByLabel('The visitor’s id').fill(id)
  await main().getByRole('button', { name: 'Look what is stored' }).click()
  await main().getByText('Nothing is stored under this id.').waitFor()
  const audit = await board.evaluate(async () => (await fetch('/api/v1/sites/demo/audit')).text())
  expect(audit).toContain('forgetVisitor')
  expect(audit).not.toContain(id)
  expect(shop.collector.output()).not.toContain(id)
})

test('it is done, the notice goes, and a slip is taken back', async () => {
  await row('T-40').getByRole('button', { name: /^Done/ }).click()
  await row('T-40').getByRole('button', { name: 'Close as done' }).click()
  await main().getByText('Answered, for two years').click()
  await row('T-40').getByText('Done').first().waitFor()
  await expect.poll(() => notice().count()).toBe(0)
  await row('T-40')
    .getByRole('button', { name: /^Take back/ })
    .click()
  await notice().getByText('A privacy request is overdue.').waitFor()
})

test('the register is a file for an audit', async () => {
  const [file] = await Promise.all([
    board.waitForEvent('download'),
    main().getByRole('button', { name: 'Download the register (CSV)' }).click(),
  ])
  const path = join(folder, 'register.csv')
  await file.saveAs(path)
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split('\r\n')
  expect(head.split(',').slice(0, 4)).toEqual(['reference', 'asked_for', 'place', 'came'])
  expect(lines.map((line) => line.split(',')[0])).toEqual(['T-40', 'T-0'])
  expect(lines[1]).toContain('Extended')
})
