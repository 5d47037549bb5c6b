// The chain of proof: durable before it is acknowledged, whole through crashes, and every change of it is found.
import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeFiles } from '../../test/support/fake-files.ts'
import type { FakeFiles } from '../../test/support/fake-files.ts'
import { createProofsHere } from '../../test/support/proofs.ts'
import type { ProofRecord } from './entry.ts'
import { entryAfter } from './entry.ts'
import type { Proofs } from './proofs.ts'
import { linesOf, parsed } from './read.ts'

const DAY_MS = 86_400_000
const START_MS = 1_800_000_000_000
const FILE = '/proof/shop/0000000001.chain'

const record = (at: number): ProofRecord => ({
  version: 1,
  consent: `consent-${at}`,
  atMs: START_MS + at,
  event: 'given',
  grants: { analytics: 'full' },
  ui: 'banner',
  notice: 'n1',
  words: '0123456789abcdef',
  language: 'en',
  regions: '2026-11-28',
  region: 'A',
  gpc: false,
  untilMs: START_MS,
  origin: 'https://shop.example',
})

let files: FakeFiles
let proofs: Proofs
beforeEach(() => {
  files = createFakeFiles()
  proofs = createProofsHere(files)
})

const fill = async (count: number, from = 1): Promise<void> => {
  for (let at = from; at < from + count; at++) await proofs.append('shop', record(at))
}

/** Puts other lines in the place of a file's. */
async function rewrite(change: (lines: string[]) => readonly string[]): Promise<void> {
  const lines = linesOf(await files.read(FILE))
  await files.unlink(FILE)
  const file = await files.create(FILE)
  await file.writev([Buffer.from(`${change([...lines]).join('\n')}\n`)])
  await file.fdatasync()
  await file.close()
}

describe('what was acknowledged', () => {
  test('is a chain from its beginning, a site its own', async () => {
    await fill(3)
    await proofs.append('other', record(9))
    expect(await proofs.verify('shop')).toEqual({ links: 3, head: await proofs.head('shop') })
    expect(await proofs.verify('other')).toMatchObject({ links: 1 })
    expect((await proofs.newest('shop', 2)).map(({ seq }) => seq)).toEqual([3, 2])
    expect((await proofs.newest('shop', 9, 3)).map(({ seq }) => seq)).toEqual([2, 1])
    expect((await proofs.newest('shop', 1))[0]?.record).toEqual(record(3))
  })

  test('many at once share a write, in the order they came', async () => {
    await Promise.all([1, 2, 3, 4].map((at) => proofs.append('shop', record(at))))
    const entries = await proofs.newest('shop', 9)
    expect(entries.map((each) => each.record?.consent)).toEqual([
      'consent-4',
      'consent-3',
      'consent-2',
      'consent-1',
    ])
  })

  test('survives each call that fails and each loss of power, and the chain goes on whole', async () => {
    let lost = 0
    let runs = 0
    for (let call = 1; call < 40; call++)
      for (const torn of [0, 5, 400]) {
        const disk = createFakeFiles()
        let here = createProofsHere(disk)
        disk.failAt(call)
        let acknowledged = 0
        for (let at = 1; at <= 4; at++)
          acknowledged += await here.append('shop', record(at)).then(
            () => 1,
            () => 0,
          )
        disk.failAt(Infinity)
        disk.crash(torn)
        here = createProofsHere(disk)
        const { broken, links } = await here.verify('shop')
        expect(broken, `call ${call}, torn ${torn}`).toBeUndefined()
        await here.append('shop', record(9))
        expect(await here.verify('shop')).toMatchObject({ links: expect.any(Number) })
        expect((await here.verify('shop')).broken).toBeUndefined()
        if (links < acknowledged) lost++
        runs++
      }
    expect(runs).toBeGreaterThan(100)
    expect(lost).toBe(0)
  })

  test('a full disk takes none, and goes on by itself with room', async () => {
    await fill(2)
    files.fill(true)
    for (const at of [3, 4])
      await expect(proofs.append('shop', record(at))).rejects.toMatchObject({ code: 'log_full' })
    files.fill(false)
    await fill(1, 5)
    expect(await proofs.verify('shop')).toMatchObject({ links: 3, head: { seq: 3 } })
  })

  test('the control: a disk that does not sync loses some', async () => {
    const disk = createFakeFiles({ honest: false })
    await createProofsHere(disk).append('shop', record(1))
    disk.crash()
    expect(await createProofsHere(disk).verify('shop')).toMatchObject({ links: 0 })
  })
})

describe('a change is found, and the first broken link is named', () => {
  beforeEach(() => fill(5))

  test.each([
    [
      'a flipped letter',
      (lines: string[]) => lines.with(2, lines[2]!.replace('banner', 'bannes')),
      3,
    ],
    ['a removed link', (lines: string[]) => lines.toSpliced(2, 1), 3],
    [
      'links in another order',
      (lines: string[]) => [...lines.slice(0, 2), lines[3]!, lines[2]!, lines[4]!],
      3,
    ],
    ['a sum that is forged as well', (lines: string[]) => lines.with(1, forged(lines[1]!)), 2],
    ['a line that is none', (lines: string[]) => lines.with(4, '{'), 5],
    ['a salt that is gone alone', (lines: string[]) => lines.with(0, withoutSalt(lines[0]!)), 1],
  ])('%s', async (_, change, link) => {
    await rewrite(change)
    const { broken } = await proofs.verify('shop')
    expect(broken).toMatch(new RegExp(`^0000000001.chain line ${link}, link ${link}: `))
  })

  test('each flipped bit of the file', async () => {
    const { byteLength } = await files.read(FILE)
    let unseen = 0
    for (let at = 0; at < byteLength; at += 13) {
      files.flip(FILE, at)
      if ((await proofs.verify('shop')).broken === undefined) unseen++
      files.flip(FILE, at)
    }
    expect(unseen).toBe(0)
    expect((await proofs.verify('shop')).broken).toBeUndefined()
  })

  test('a chain that was written anew, or cut, does not come by an anchored head', async () => {
    const anchor = await proofs.head('shop')
    expect((await proofs.verify('shop', anchor)).broken).toBeUndefined()
    await rewrite((lines) => lines.slice(0, 3))
    expect(await proofs.verify('shop')).toMatchObject({ links: 3 })
    expect((await proofs.verify('shop', anchor)).broken).toMatch(
      /link 5, which was anchored, is missing/,
    )
    await rewrite(() => anew(5))
    expect((await proofs.verify('shop')).broken).toBeUndefined()
    expect((await proofs.verify('shop', anchor)).broken).toMatch(
      /link 5: it is not the one that was anchored/,
    )
  })
})

test('what is old is forgotten, and the chain still holds', async () => {
  const later = (at: number, days: number) => ({ ...record(at), atMs: START_MS + days * DAY_MS })
  for (const [at, days] of [
    [1, 0],
    [2, 0],
    [3, 3],
    [4, 4],
  ] as const)
    await proofs.append('shop', later(at, days))
  const day = new Date(START_MS + 3 * DAY_MS).toISOString().slice(0, 10)
  const head = await proofs.head('shop')
  expect(await proofs.forgetBefore('shop', day)).toBe(2)
  expect(await proofs.forgetBefore('shop', day)).toBe(0)
  const entries = await proofs.newest('shop', 9)
  expect(entries.map((each) => each.record?.consent)).toEqual([
    'consent-4',
    'consent-3',
    undefined,
    undefined,
  ])
  expect(Buffer.from(await files.read(FILE)).toString()).not.toContain('consent-2')
  expect(await proofs.verify('shop', head)).toMatchObject({ links: 4, head })
  await proofs.append('shop', later(5, 4))
  expect((await proofs.verify('shop', head)).broken).toBeUndefined()
})

test('a site that goes takes its chain along', async () => {
  await fill(2)
  await proofs.remove('shop')
  expect(await proofs.verify('shop')).toMatchObject({ links: 0 })
})

const forged = (line: string): string => {
  const entry = parsed(line)!
  return JSON.stringify({ ...entry, sum: '0'.repeat(64) })
}

const withoutSalt = (line: string): string => {
  const { salt: _, ...entry } = parsed(line)!
  return JSON.stringify(entry)
}

/** A chain of the same length that holds together, and says something else. */
function anew(count: number): string[] {
  let head = { seq: 0, hash: '0'.repeat(64) }
  return Array.from({ length: count }, (_, at) => {
    const entry = entryAfter(head, 'another', record(at + 50))
    head = entry
    return JSON.stringify(entry)
  })
}

test('the links of one consent are found, in every file and no others', async () => {
  await fill(3)
  await proofs.append('shop', { ...record(4), consent: 'consent-2', event: 'withdrawn' })
  await proofs.append('other', { ...record(5), consent: 'consent-2' })
  const found = await proofs.find('shop', 'consent-2')
  expect(found.map(({ seq, record: sealed }) => [seq, sealed?.event])).toEqual([
    [2, 'given'],
    [4, 'withdrawn'],
  ])
  expect(await proofs.find('shop', 'consent')).toEqual([])
})
