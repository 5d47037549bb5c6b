// Links, sessions and tokens: kept as hashes, good until they expire, links good once.
import { expect, test } from 'vitest'
import { systemRandom } from '../random.ts'
import { createMemoryDocuments } from '../storage/settings/memory.ts'
import { createKeys } from './keys.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

function createRig() {
  const clock = { nowMs: 1_800_000_000_000 }
  const documents = createMemoryDocuments()
  const keys = createKeys({ documents, random: systemRandom, clock: { now: () => clock.nowMs } })
  return { clock, documents, keys }
}

test('a sign-in link is good once, also for two at the same time', async () => {
  const { keys } = createRig()
  const secret = await keys.issue('sign-in-link')
  const both = await Promise.all([
    keys.spend('sign-in-link', secret),
    keys.spend('sign-in-link', secret),
  ])
  expect(both.filter(Boolean)).toHaveLength(1)
  expect(await keys.spend('sign-in-link', secret)).toBe(false)
})

test('a sign-in link is good for 15 minutes', async () => {
  const { keys, clock } = createRig()
  const secret = await keys.issue('sign-in-link')
  clock.nowMs += 15 * MINUTE_MS
  expect(await keys.spend('sign-in-link', secret)).toBe(false)
})

test('an overlay is good for five minutes', async () => {
  const { keys, clock } = createRig()
  const secret = await keys.issue('overlay', { site: 'shop' })
  clock.nowMs += 5 * MINUTE_MS - 1
  expect(await keys.find('overlay', secret)).toBeDefined()
  clock.nowMs += 1
  expect(await keys.spend('overlay', secret)).toBe(false)
})

test('one kind does not open what another does', async () => {
  const { keys } = createRig()
  const secret = await keys.issue('sign-in-link')
  expect(await keys.find('session', secret)).toBeUndefined()
})

test('a session lasts 14 days or until it is revoked', async () => {
  const { keys, clock } = createRig()
  const [kept, revoked] = [await keys.issue('session'), await keys.issue('session')]
  await keys.revoke('session', revoked)
  clock.nowMs += 14 * DAY_MS - 1
  expect(await keys.find('session', kept)).toBeDefined()
  expect(await keys.find('session', revoked)).toBeUndefined()
  clock.nowMs += 1
  expect(await keys.find('session', kept)).toBeUndefined()
})

test('the sessions of one user can be ended at once, others and links stay', async () => {
  const { keys } = createRig()
  const [session, link] = [
    await keys.issue('session', { user: 'a' }),
    await keys.issue('sign-in-link'),
  ]
  const other = await keys.issue('session', { user: 'b' })
  expect(await keys.revokeWhere('session', ({ user }) => user === 'a')).toBe(1)
  expect(await keys.find('session', session)).toBeUndefined()
  expect(await keys.find('session', other)).toBeDefined()
  expect(await keys.spend('sign-in-link', link)).toBe(true)
})

test('a token keeps its limits', async () => {
  const { keys } = createRig()
  const secret = await keys.issue('token', { site: 'shop', scope: 'import' })
  expect(await keys.find('token', secret)).toMatchObject({ site: 'shop', scope: 'import' })
})

test('no secret is stored', async () => {
  const { keys, documents } = createRig()
  const secret = await keys.issue('session')
  expect(JSON.stringify(await documents.list('session'))).not.toContain(secret)
})

test('sweeping forgets the expired only', async () => {
  const { keys, clock, documents } = createRig()
  await keys.issue('sign-in-link')
  const session = await keys.issue('session')
  clock.nowMs += DAY_MS
  await keys.sweep()
  expect(await documents.list('sign-in-link')).toEqual([])
  expect(await keys.find('session', session)).toBeDefined()
})
