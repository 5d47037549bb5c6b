// A flag from the console to the code of a page: made, switched off, removed and brought back, without a release.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

let shop: Shop
let board: Page

beforeAll(async () => {
  shop = await startShop()
  board = await shop.newVisitor()
  await signIn(board, shop.collector)
})

afterAll(async () => {
  await shop?.stop()
})

/** What the code of the shop is told, in a browser that has not been here; it has chosen nothing. */
async function heardByCode(): Promise<unknown> {
  const visitor = await shop.newVisitor()
  await visitor.goto(shop.url)
  const value = await visitor.evaluate(
    () =>
      new Promise((resolve) => {
        const { tm } = window as unknown as { tm: (...call: unknown[]) => void }
        tm('flag', 'express-checkout', resolve, 'as the code has it')
      }),
  )
  await visitor.context().close()
  return value
}

test('a marketer gives it, takes it back, and undoes that', async () => {
  expect(await heardByCode()).toBe('as the code has it')
  await board.getByRole('link', { name: 'Experiments' }).click()
  await board.getByText('Flags', { exact: true }).click()
  await board.getByRole('heading', { name: 'No flags yet' }).waitFor()
  await board.getByRole('button', { name: 'New flag' }).click()
  await board.getByLabel('Key, as in the code').fill('express-checkout')
  await board.getByLabel('Kind of value').selectOption('text')
  await board.getByLabel('Value where no rule holds').fill('three steps')
  await board.getByRole('button', { name: 'Add a rule' }).click()
  await board.getByRole('group', { name: 'Rule 1' }).getByLabel('Value').fill('one page')
  await board.getByRole('button', { name: 'Save' }).click()
  const turn = board.getByRole('switch', { name: 'Rules of express-checkout' })
  await turn.waitFor()
  expect(await heardByCode()).toBe('one page')

  await turn.click()
  await board.getByRole('switch', { checked: false }).waitFor()
  expect(await heardByCode()).toBe('three steps')

  await board.getByRole('link', { name: 'express-checkout' }).click()
  await board.getByRole('button', { name: 'Remove', exact: true }).click()
  await board.getByText('is removed').waitFor()
  expect(await heardByCode()).toBe('as the code has it')
  await board.getByRole('button', { name: 'Undo' }).click()
  await turn.waitFor()
  expect(await heardByCode()).toBe('three steps')
})
