// The shop's privacy panel shows what is kept and what was sent, as it happens.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

let shop: Shop
let page: Page

beforeAll(async () => {
  shop = await startShop()
  page = await shop.newVisitor()
  await page.goto(shop.url)
})

afterAll(async () => {
  await shop?.stop()
})

const panel = () => page.locator('.privacy-panel')
const kept = async () =>
  (await panel().locator('dt code').allTextContents()).filter((key) => key.startsWith('tm_'))
const close = () => panel().getByRole('button', { name: 'Close' }).click()

test('before a choice nothing of ours is kept, and nothing was sent', async () => {
  await page.getByTestId('privacy-panel').click()
  await panel().getByText('nothing is kept and nothing is sent').waitFor()
  await panel().getByText('Sent by this page (0)').waitFor()
  expect(await kept()).toEqual([])
  await close()
})

test('after the grant keys and batches appear while one looks', async () => {
  await page.getByTestId('accept').click()
  await page.getByTestId('privacy-panel').click()
  await panel().getByText('You granted: analytics').waitFor()
  await expect
    .poll(kept)
    .toEqual(expect.arrayContaining(['tm_consent', 'tm_session', 'tm_visitor']))
  const batch = panel().locator('summary', { hasText: 'POST /e' }).first()
  await batch.waitFor()
  await panel().locator('summary', { hasText: 'answered 202' }).first().waitFor()
  await batch.click()
  expect(await panel().locator('pre').first().textContent()).toContain('"page_view"')
  await close()
})

test('after a withdrawal the choice alone remains, and it was told, as the grant before', async () => {
  await page.getByTestId('withdraw').click()
  await page.getByTestId('privacy-panel').click()
  const notes = panel().locator('summary', { hasText: 'POST /consent' })
  await expect.poll(() => notes.count()).toBe(2)
  await expect.poll(kept).toEqual(['tm_consent'])
  await close()
})
