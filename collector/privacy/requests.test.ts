// The register keeps what was written over a start, has an end, and forgets a site and what is old.
import { expect, test } from 'vitest'
import type { RequestDraft } from '../../packages/wire/request.ts'
import { Fault } from '../errors.ts'
import type { Documents } from '../storage/documents.ts'
import { createRequests } from './requests.ts'

const DAY_MS = 86_400_000
const START_MS = Date.parse('2026-11-28T12:00Z')
const DRAFT: RequestDraft = {
  kind: 'erasure',
  place: 'DE',
  manner: 'letter',
  receivedDay: '2026-11-20',
  reference: 'T-1',
}
const ON = { site: 'shop', timeZone: 'UTC', by: 'ann' }

function createRig() {
  const kept = new Map<string, object>()
  const rig = { nowMs: START_MS, made: 0 }
  const documents: Pick<Documents, 'list' | 'put' | 'delete'> = {
    list: async <T>() => [...kept].map(([key, body]) => ({ key, body: body as T })),
    put: async (_, key, body) => void kept.set(key, body),
    delete: async (_, key) => void kept.delete(key),
  }
  const open = () =>
    createRequests({
      documents: documents as Documents,
      random: { bytes: () => Buffer.from(String((rig.made += 1)).padStart(9, '0')) },
      clock: { now: () => rig.nowMs },
    })
  return { rig, kept, open }
}

const codeOf = (error: unknown): string => (error instanceof Fault ? error.code : 'thrown')

test('what was written is there after a start', async () => {
  const { open } = createRig()
  const first = open()
  const { id } = await first.add(ON, DRAFT)
  await first.turn(ON, id, { to: 'extended', reason: 'many' })
  const second = open()
  await second.load()
  expect(second.list('shop')).toEqual(first.list('shop'))
  expect(second.get('shop', id)).toMatchObject({ state: 'extended', dueDay: '2027-02-20' })
})

test('there is an end to how many are open, by site; one that is closed makes room', async () => {
  const { open } = createRig()
  const requests = open()
  for (let at = 0; at < 500; at += 1) await requests.add(ON, DRAFT)
  expect(await requests.add(ON, DRAFT).catch(codeOf)).toBe('requests_full')
  await requests.add({ ...ON, site: 'other' }, DRAFT)
  await requests.turn(ON, requests.list('shop')[0]?.id ?? '', { to: 'done' })
  await requests.add(ON, DRAFT)
  expect(requests.list('shop')).toHaveLength(501)
})

test('a site that is named alike keeps its own', async () => {
  const { open, kept } = createRig()
  const requests = open()
  await requests.add(ON, DRAFT)
  await requests.add({ ...ON, site: 'shop-2' }, DRAFT)
  requests.forget('shop')
  expect([requests.list('shop').length, requests.list('shop-2').length]).toEqual([0, 1])
  expect(kept.size).toBe(2)
})

test('what was closed goes after 24 months, by the shop’s clock; what is open stays', async () => {
  const { rig, open, kept } = createRig()
  const requests = open()
  await requests.add(ON, DRAFT)
  for (const to of ['done', 'refused'] as const) {
    const { id } = await requests.add(ON, DRAFT)
    await requests.turn(ON, id, { to, reason: 'as told' })
    rig.nowMs += DAY_MS
  }
  rig.nowMs = Date.parse('2028-11-28T23:59Z')
  expect(await requests.expire('shop', 'UTC')).toBe(0)
  rig.nowMs = Date.parse('2028-11-29T00:01Z')
  expect(await requests.expire('shop', 'UTC')).toBe(1)
  rig.nowMs = Date.parse('2040-01-01T00:00Z')
  expect(await requests.expire('shop', 'UTC')).toBe(1)
  expect(requests.list('shop').map(({ state }) => state)).toEqual(['open'])
  expect(kept.size).toBe(1)
})
