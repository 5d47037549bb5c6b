// The audit log: in order, in parts, and a changed entry is noticed.
import { expect, test } from 'vitest'
import type { AuditEntry } from '../../packages/wire/account.ts'
import { createMemoryDocuments } from '../storage/settings/memory.ts'
import { createAudit } from './audit.ts'

async function createRig(count = 0) {
  const documents = createMemoryDocuments()
  const audit = createAudit(documents, { now: () => 5 })
  for (let at = 0; at < count; at++)
    await audit.add({ by: 'ada', site: at % 2 ? 'a' : 'b', what: 'writeSite', detail: `${at}` })
  return { documents, audit }
}

test('entries told at once are numbered one after the other', async () => {
  const { audit } = await createRig()
  await Promise.all(
    ['1', '2', '3'].map((detail) => audit.add({ by: 'ada', site: '', what: 'signIn', detail })),
  )
  const entries = await audit.list({ limit: 10 })
  expect(entries.map(({ number, detail }) => [number, detail])).toEqual([
    [3, '3'],
    [2, '2'],
    [1, '1'],
  ])
  expect(await audit.firstBroken()).toBeUndefined()
})

test('what is too long is cut, never in the middle of a character', async () => {
  const { audit } = await createRig()
  await audit.add({ by: 'ada', site: '', what: 'writeFlag', detail: `x${'💥'.repeat(2_000)}` })
  const [entry] = await audit.list({ limit: 1 })
  expect(entry?.detail).toHaveLength(2_000)
  expect(entry?.detail).not.toMatch(/\p{Surrogate}/u)
})

test('one site is listed part by part', async () => {
  const { audit } = await createRig(250)
  const first = await audit.list({ site: 'a', limit: 100 })
  expect(first.map(({ number }) => number)).toEqual(
    Array.from({ length: 100 }, (_, at) => 250 - 2 * at),
  )
  const second = await audit.list({ site: 'a', before: first.at(-1)?.number, limit: 100 })
  expect(second).toHaveLength(25)
})

test('it goes on where it was after a new start', async () => {
  const { documents } = await createRig(3)
  const again = createAudit(documents, { now: () => 6 })
  await again.load()
  await again.add({ by: 'ada', site: '', what: 'signIn', detail: '' })
  expect((await again.list({ limit: 1 }))[0]?.number).toBe(4)
  expect(await again.firstBroken()).toBeUndefined()
})

test.each([
  ['changed', (entry: AuditEntry) => ({ ...entry, by: 'eve' }), 2],
  ['taken out', () => undefined, 2],
] as const)('an entry that was %s breaks the chain', async (_, change, broken) => {
  const { documents, audit } = await createRig(4)
  const key = '000000000002'
  const changed = change((await documents.get<AuditEntry>('audit', key))!)
  if (changed) await documents.put('audit', key, changed)
  else await documents.delete('audit', key)
  expect(await audit.firstBroken()).toBe(broken)
})
