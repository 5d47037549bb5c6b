// Several people, one console: an invitation, roles, a code beside the password, tokens, and what was changed.
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createClient } from '../../packages/api/index.ts'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const BENS_PASSWORD = 'a tide that comes twice'

let shop: Shop
let board: Page
let bens: Page
let consoleUrl = ''
let invitation = ''

const settings = (page: Page, part: string) => page.goto(`${consoleUrl}#settings?part=${part}`)

beforeAll(async () => {
  shop = await startShop()
  board = await shop.newVisitor()
  await signIn(board, shop.collector)
  consoleUrl = `${new URL(board.url()).origin}/console/`
  bens = await shop.newVisitor()
})

afterAll(async () => {
  await shop?.stop()
})

test('an owner invites an analyst, who chooses a password by the link', async () => {
  await board.getByRole('link', { name: 'Settings' }).click()
  await board.getByText('People', { exact: true }).click()
  await board.getByLabel('Name or e-mail').fill('Ben@shop.example')
  await board.locator('select[name=role]').selectOption('analyst')
  await board.getByRole('button', { name: 'Invite' }).click()
  invitation = (await board.getByLabel('The invitation').textContent()) ?? ''
  await board.getByText('invited, has not come yet').waitFor()

  await bens.goto(invitation)
  expect(await bens.getByLabel('You sign in as').inputValue()).toBe('ben@shop.example')
  await bens.getByLabel('New password').fill(BENS_PASSWORD)
  await bens.getByRole('button', { name: 'Set password and sign in' }).click()
  await bens.getByRole('navigation', { name: 'Reports' }).waitFor()
})

test('the link is spent', async () => {
  const thief = await shop.newVisitor()
  await thief.goto(invitation)
  await thief.getByLabel('New password').fill('another long password')
  await thief.getByRole('button', { name: 'Set password and sign in' }).click()
  await thief.getByText('used up or too old').waitFor()
})

test('an analyst reads, and is told what they may not', async () => {
  await bens.getByRole('link', { name: 'Experiments' }).click()
  await bens.getByText('Changing this takes the role of a marketer').waitFor()
  expect(await bens.getByRole('button', { name: 'New experiment' }).count()).toBe(0)
  await bens.getByRole('link', { name: 'Settings' }).click()
  await bens.getByText('Only owners of the shop may change this').waitFor()
  expect(await bens.getByText('Tokens', { exact: true }).count()).toBe(0)
  const status = await bens.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    const body = '{"name":"x","scope":"read"}'
    return (await fetch('/api/v1/sites/demo/tokens', { method: 'POST', headers, body })).status
  })
  expect(status).toBe(403)
})

test('a code beside the password is asked for from then on', async () => {
  await bens.getByText('You', { exact: true }).click()
  await bens.getByLabel('Your password').fill(BENS_PASSWORD)
  await bens.getByRole('button', { name: 'Switch it on' }).click()
  const secret = (await bens.getByLabel('The secret').textContent()) ?? ''
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  await bens.getByLabel('The six digits').fill(app.generate())
  await bens.getByRole('button', { name: 'Confirm' }).click()
  const recovery = (await bens.getByLabel('Recovery codes').textContent()) ?? ''
  await bens.getByRole('button', { name: 'I have kept them' }).click()

  await bens.getByRole('button', { name: 'Sign out' }).click()
  await bens.getByLabel('Name or e-mail').fill('BEN@shop.example')
  await bens.getByLabel('Password', { exact: true }).fill(BENS_PASSWORD)
  await bens.getByRole('button', { name: 'Sign in' }).click()
  await bens.getByLabel('Code of your authenticator app').fill('000000')
  await bens.getByRole('button', { name: 'Sign in' }).click()
  await bens.getByText('That is not the code').waitFor()
  await bens.getByLabel('Code of your authenticator app').fill(recovery.split('\n')[0] ?? '')
  await bens.getByRole('button', { name: 'Sign in' }).click()
  await bens.getByRole('navigation', { name: 'Reports' }).waitFor()
})

test('a program sends an order with a token, which then is revoked', async () => {
  await board.getByText('Tokens', { exact: true }).click()
  await board.getByLabel('What it is for').fill('Orders of the shop')
  await board.getByRole('button', { name: 'Make the token' }).click()
  const token = (await board.getByLabel('The token').textContent()) ?? ''
  const api = createClient({ url: new URL(consoleUrl).origin, token, retries: 0 })
  const timeMs = Date.now()
  const body = { transaction_id: 'T-1', currency: 'EUR', value: 4_200, items: [] }
  const order = {
    site: 'demo',
    sdk: 'shop',
    stream: 'order-T-1',
    sentMs: timeMs,
    emitted: 1,
    grant: { analytics: 'full' },
    events: [
      {
        seq: 1,
        type: 'purchase',
        timeMs,
        session: 'order-T-1',
        url: `${shop.url}/thank-you`,
        body,
      },
    ],
  }
  expect(await api.sendEvents({}, order)).toEqual({ accepted: 1 })
  await expect(api.readSite({ site: 'demo' })).rejects.toMatchObject({ code: 'token_wrong' })

  await board.getByRole('button', { name: 'Revoke' }).click()
  await board.getByRole('button', { name: 'Really revoke' }).click()
  await vi.waitUntil(async () => (await board.getByText('Orders of the shop').count()) === 0)
  await expect(api.sendEvents({}, order)).rejects.toMatchObject({ code: 'token_wrong' })
})

test('who is removed is out at once', async () => {
  await board.getByText('People', { exact: true }).click()
  await board.getByRole('button', { name: 'Remove' }).click()
  await board.getByRole('button', { name: 'Really remove' }).click()
  await vi.waitUntil(async () => (await board.getByText('ben@shop.example').count()) === 0)
  await bens.reload()
  await bens.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('all of it is written down', async () => {
  await settings(board, 'audit')
  await board.getByText('Somebody removed').waitFor()
  const told = await board.getByRole('main').getByRole('listitem').allTextContents()
  const order = ['Somebody removed', 'A token revoked', 'A token made', 'Somebody invited']
  expect(order.map((words) => told.findIndex((line) => line.startsWith(words)))).toEqual([
    0, 1, 2, 3,
  ])
})

test('an owner has the shop’s own pages read for what no list covers', async () => {
  await board.goto(`${consoleUrl}#recommend`)
  await board.getByRole('button', { name: 'Switch on' }).click()
  await board.getByText('Where names, prices and pictures come from').click()
  const box = board.getByRole('checkbox', { name: 'Read the shop’s product pages' })
  expect(await box.isChecked()).toBe(false)
  await box.click()
  await expect
    .poll(() => board.evaluate(async () => (await fetch('/api/v1/sites/demo')).text()))
    .toContain('"fetch":true')
  // The collector has it before the screen hears of it.
  await expect.poll(() => box.isChecked()).toBe(true)
})

test('an owner deletes a shop, once its name is typed', async () => {
  await settings(board, 'site')
  await board.getByRole('button', { name: 'Delete this shop …' }).click()
  const dialog = board.getByRole('dialog', { name: /^Delete/ })
  const confirm = dialog.getByRole('button', { name: 'Delete it for good' })
  const name = dialog.getByLabel('Type demo to confirm')
  await name.fill('dem')
  expect(await confirm.isDisabled()).toBe(true)
  const [download] = await Promise.all([
    board.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download all events first' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('demo.ndjson')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await board.getByRole('button', { name: 'Delete this shop …' }).click()
  await name.fill('demo')
  await confirm.click()
  await board.getByText('This account may see no site').waitFor()
  const tag = await fetch(`${shop.collector.url}/t/demo.js`)
  expect(tag.status).toBe(404)
})
