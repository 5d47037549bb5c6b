// The last whole backup counts; what was cut short, damaged or is something else does not.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FORMAT } from '../folder/manifest.ts'
import { checkBackups } from './backups.ts'

const NOW_MS = 1_800_000_000_000
const DAY_MS = 86_400_000

let place: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'tidemark-backups-'))
})
afterEach(() => rm(place, { recursive: true }))

async function lay(name: string, ageDays: number): Promise<void> {
  await mkdir(join(place, name), { recursive: true })
  const manifest = {
    format: FORMAT,
    tidemark: '0.1.0',
    schema: 1,
    startedMs: NOW_MS - ageDays * DAY_MS,
    rows: {},
    files: [],
  }
  await writeFile(join(place, name, 'manifest.json'), JSON.stringify(manifest))
}

const look = async (dataFolder = '/proc'): Promise<string[]> =>
  (await checkBackups({ place, dataFolder, nowMs: NOW_MS })).map(
    ({ level, what }) => `${level} ${what}`,
  )

test.each([
  [1, 'ok the last whole one was made 1 day ago'],
  [3, 'warn the last whole one was made 3 days ago'],
  [20, 'wrong the last whole one was made 20 days ago'],
])('%s days old', async (ageDays, line) => {
  await lay('tidemark-older', ageDays + 30)
  await lay('tidemark-last', ageDays)
  expect(await look()).toEqual([line])
})

test('what was cut short is none, nor is a folder of something else', async () => {
  await lay('tidemark-1.unfinished', 0)
  await mkdir(join(place, 'photos'))
  await mkdir(join(place, 'damaged'))
  await writeFile(join(place, 'damaged/manifest.json'), '{')
  expect(await look()).toEqual([`wrong there is none in ${place}`])
})

test('a place that is a backup itself', async () => {
  await lay('.', 1)
  expect(await look()).toEqual(['ok the last whole one was made 1 day ago'])
})

test('no such place', async () => {
  const [finding] = await checkBackups({
    place: join(place, 'none'),
    dataFolder: '/proc',
    nowMs: NOW_MS,
  })
  expect(finding?.level).toBe('wrong')
})

test('a backup on the disk of the data is half of one', async () => {
  await lay('tidemark-last', 0)
  expect(await look(place)).toEqual([
    'ok the last whole one was made 0 seconds ago',
    'warn it lies on the same disk as the data',
  ])
})
