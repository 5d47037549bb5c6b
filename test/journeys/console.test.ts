// A marketer signs in, looks at every screen, and signs out, on a collector filled with visits.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 })

let shop: Shop
let page: Page
let password = ''
const faults: string[] = []

beforeAll(async () => {
  shop = await startShop(['--demo'])
  await vi.waitUntil(() => shop.collector.output().includes('demo:'), { timeout: 50_000 })
  page = await shop.newVisitor()
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
})

afterAll(async () => {
  await shop?.stop()
})

const report = () => page.getByRole('main')
const go = (name: string) => page.getByRole('link', { name, exact: true }).click()

test('a password that is too short is not taken, a good one is, and the link is spent', async () => {
  await page.goto(shop.collector.signInLink)
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  expect(
    await page
      .getByLabel('New password')
      .evaluate((field: HTMLInputElement) => field.validity.tooShort),
  ).toBe(true)
  password = await signIn(page, shop.collector)
  expect(page.url()).not.toContain('sign-in=')
  const thief = await shop.newVisitor()
  await thief.goto(shop.collector.signInLink)
  await thief.getByLabel('New password').fill('another few words')
  await thief.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect.poll(() => thief.getByRole('alert').textContent()).toContain('used up')
  await thief.context().close()
})

test('Overview: every figure is there, and the trend', async () => {
  await report().locator('.tile').first().waitFor()
  const values = await report().locator('.tile-value').allTextContents()
  expect(values).toHaveLength(10)
  expect(values.filter((value) => !/[1-9]/.test(value))).toEqual([])
  expect(await report().locator('.trend-panel svg').count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  expect(await report().locator('tbody tr').count()).toBeGreaterThan(5)
})

test.for([
  { screen: 'Pages', among: '/' },
  { screen: 'Events', among: 'page_view' },
])('$screen: rows with figures', async ({ screen, among }) => {
  await go(screen)
  await report().locator('tbody tr').first().waitFor()
  expect(await report().locator('tbody').textContent()).toContain(among)
  const figures = await report().locator('tbody tr:first-child td').allTextContents()
  expect(figures.some((text) => /[1-9]/.test(text))).toBe(true)
})

test('Live: an event appears while the screen is open', async () => {
  await go('Live')
  await report().locator('.feed, .notice').first().waitFor()
  const visitor = await shop.newVisitor()
  await visitor.goto(shop.url)
  await visitor.getByTestId('accept').click()
  await visitor.getByRole('link', { name: 'Cushions', exact: true }).click()
  await expect
    .poll(() => report().locator('.feed').textContent(), { timeout: 10_000 })
    .toContain('/c/cushions')
  await visitor.context().close()
})

test('Delivery: says how complete the numbers are', async () => {
  await go('Delivery')
  await expect
    .poll(() => report().locator('.complete').textContent())
    .toMatch(/[1-9][\d.]*% complete/)
})

test('what is shown is in the address: a reload and the back button keep it', async () => {
  await page.reload()
  await report().locator('.complete').waitFor()
  await page.goBack()
  await report().locator('.live').waitFor()
})

test('signing out ends the session; a wrong password is told, the right one lets in', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const status = await page.evaluate(async () => (await fetch('/api/v1/me')).status)
  expect(status).toBe(401)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect
    .poll(() => page.getByRole('alert').textContent())
    .toBe('This is not the name and the password.')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Reports' }).waitFor()
})

test('nothing went wrong in the console meanwhile', () => {
  // The browser itself reports the answers 401 and 410 that were provoked above.
  expect(faults.filter((fault) => !/status of 4(01|04|10)/.test(fault))).toEqual([])
})
