// Who was erased, and a site that was deleted, are not in what is restored, whichever key they were remembered under.
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeKeptFolder, ORIGIN, withoutErasures } from '../../test/support/kept-folder.ts'
import type { KeptFolder } from '../../test/support/kept-folder.ts'
import { given, runVerb } from '../../test/support/verbs.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'
import { backup } from './backup.ts'
import { connect } from './client.ts'
import { erase } from './erase.ts'
import { keys } from './keys.ts'
import { restore } from './restore.ts'
import { site } from './site.ts'
import { UsageError } from './verb.ts'
import { verify } from './verify.ts'

/** The name under which a visitor is stored. */
const stored = (visitor: string): string => pseudonymOf('demo', visitor)

let rig: KeptFolder
let folder: string
let data: string
beforeEach(async () => {
  rig = await makeKeptFolder()
  ;({ folder, data } = rig)
})
afterEach(() => rig.dispose())

test('who was erased after the backup is not in what is restored; without the list they would be', async () => {
  await rig.start()
  for (const stream of ['anna-0001', 'berta-001', 'clara-001']) await rig.send(stream)
  const place = join(folder, 'backup')
  await runVerb(erase, given([], { site: 'demo', visitor: 'visitor-clara-001' }), data)
  // What is on its way as she is erased is acknowledged, and not kept.
  expect(await rig.send('clara-001', 3)).toBe(true)
  await runVerb(backup, given([place]), data)
  // Not loaded yet: it is found all the same.
  await rig.send('anna-0001', 3)
  const told = await runVerb(erase, given([], { site: 'demo', visitor: 'visitor-anna-0001' }), data)
  expect(told).toBe(
    'events: 4 removed, 0 of heatmaps removed, 0 orders kept without their visitor\n',
  )
  expect((await rig.stored()).visitors).toEqual(new Set([stored('visitor-berta-001')]))
  const tombstones = await readFile(join(data, 'erasures.ndjson'), 'utf8')
  expect(tombstones).not.toContain('anna')
  expect((await stat(`${data}.key`)).mode & 0o777).toBe(0o600)
  await rig.stop()

  const control = join(folder, 'control')
  await runVerb(restore, withoutErasures(place), control)
  await rig.start(control)
  expect((await rig.stored(control)).visitors).toContain(stored('visitor-anna-0001'))
  await rig.stop()

  const old = join(folder, 'old')
  await rename(data, old)
  expect(await runVerb(restore, given([place], { from: old }), data)).toContain(
    'erased anew, 1 visitors: events: 2 removed',
  )
  expect(await runVerb(verify, given([]), data)).toContain('whole')
  await rig.start()
  const { visitors } = await rig.stored()
  expect(visitors).toEqual(new Set([stored('visitor-berta-001')]))
  await rig.stop()
  // The new folder knows of her too, so a second restore from it does as well.
  const again = join(folder, 'again')
  await rename(data, again)
  await runVerb(restore, given([place], { erasures: join(again, 'erasures.ndjson') }), data)
  await rig.start()
  expect((await rig.stored()).visitors).not.toContain(stored('visitor-anna-0001'))
})

test('a site that was deleted after the backup is not in what is restored; one made anew is', async () => {
  await rig.start()
  await rig.send('anna-0001')
  const before = join(folder, 'before')
  await runVerb(backup, given([before]), data)
  const deletion = given(['demo'], { delete: true, confirm: 'demo' })
  expect(await runVerb(site, deletion, data)).toBe('demo: deleted, with 2 events\n')
  expect(await rig.send('anna-0001')).toBe(false)
  await runVerb(site, given(['demo'], { origin: ORIGIN }), data)
  await rig.send('berta-001')
  const after = join(folder, 'after')
  await runVerb(backup, given([after]), data)
  await rig.stop()
  const old = join(folder, 'old')
  await rename(data, old)

  const control = join(folder, 'control')
  await runVerb(restore, withoutErasures(before), control)
  await rig.start(control)
  expect((await rig.stored(control)).visitors).toContain(stored('visitor-anna-0001'))
  await rig.stop()

  const told = await runVerb(restore, given([before], { from: old }), data)
  expect(told).toContain('deleted anew, 1 sites')
  expect(told).not.toContain('erased anew')
  const bytes = await readFile(join(data, 'tidemark.duckdb'))
  expect(bytes.includes(stored('visitor-anna-0001'))).toBe(false)
  await rig.start(data, {})
  const client = await connect(data)
  expect((await client.ask('GET', '/api/v1/sites/demo')).status).toBe(404)
  client.close()
  await rig.stop()

  await rm(data, { recursive: true })
  expect(await runVerb(restore, given([after], { from: old }), data)).not.toContain('anew')
  await rig.start(data, {})
  expect([...(await rig.stored()).visitors]).toEqual([stored('visitor-berta-001')])
})

test('without the key nobody is restored who may have been erased', async () => {
  await rig.start()
  await rig.send('anna-0001')
  const place = join(folder, 'backup')
  await runVerb(backup, given([place]), data)
  await runVerb(erase, given([], { site: 'demo', visitor: 'visitor-anna-0001' }), data)
  await rig.stop()
  const old = join(folder, 'old')
  await rename(data, old)
  const key = await readFile(`${data}.key`, 'utf8')
  await rm(`${data}.key`)
  const restored = () => runVerb(restore, given([place], { from: old }), data)
  await expect(restored()).rejects.toThrow('TIDEMARK_KEY_FILE')
  await writeFile(`${data}.key`, `${'0'.repeat(64)}\n`)
  await expect(restored()).rejects.toThrow('TIDEMARK_KEY_FILE')
  await writeFile(`${old}.key`, key)
  await expect(restored()).resolves.toContain('erased anew, 1 visitors')
})

test('backups of before and after another key are restored without who was erased', async () => {
  await rig.start()
  for (const stream of ['anna-0001', 'berta-001', 'clara-001', 'dora-0001']) await rig.send(stream)
  const eraseOne = (name: string) =>
    runVerb(erase, given([], { site: 'demo', visitor: `visitor-${name}` }), data)
  const [before, after] = [join(folder, 'before'), join(folder, 'after')]
  await runVerb(backup, given([before]), data)
  await eraseOne('anna-0001')
  expect(await runVerb(keys, given(['rotate']), data)).toContain('from now on, 1 kept')
  await eraseOne('berta-001')
  await runVerb(backup, given([after]), data)
  await eraseOne('clara-001')
  await rig.stop()
  // Without a collector as well.
  expect(await runVerb(keys, given(['rotate']), data)).toContain('from now on, 2 kept')
  const listed = await runVerb(keys, given([]), data)
  expect(listed.split('\n').map((line) => line.slice(9))).toEqual([
    'in use, made 0 tombstones',
    expect.stringMatching(/^replaced \S+, kept until \S+, made 8 tombstones$/),
    expect.stringMatching(/^replaced \S+, kept until \S+, made 4 tombstones$/),
    '',
  ])
  const old = join(folder, 'old')
  await rename(data, old)
  for (const place of [before, after]) {
    await runVerb(restore, given([place], { from: old }), data)
    await rig.start()
    expect([...(await rig.stored()).visitors]).toEqual([stored('visitor-dora-0001')])
    await rig.stop()
    await rm(data, { recursive: true })
  }
  // The control: the first key is needed, though two others have come since.
  const lines = (await readFile(`${data}.key`, 'utf8')).split('\n')
  await writeFile(`${data}.key`, `${lines.slice(0, 2).join('\n')}\n`)
  await expect(runVerb(restore, given([before], { from: old }), data)).rejects.toThrow(
    'TIDEMARK_KEY_FILE',
  )
  await expect(runVerb(keys, given(['turn']), data)).rejects.toThrow(UsageError)
})

test('a restore into a folder with a key of its own keeps those of the old one', async () => {
  await rig.start()
  await rig.send('anna-0001')
  const place = join(folder, 'backup')
  await runVerb(backup, given([place]), data)
  await runVerb(erase, given([], { site: 'demo', visitor: 'visitor-anna-0001' }), data)
  await rig.stop()
  const other = join(folder, 'other')
  await runVerb(keys, given(['rotate']), other)
  await runVerb(restore, given([place], { from: data }), other)
  // Once more, from there: the key under which she was erased has come along.
  const again = join(folder, 'again')
  await rename(`${other}.key`, `${again}.key`)
  const list = given([place], { erasures: join(other, 'erasures.ndjson') })
  expect(await runVerb(restore, list, again)).toContain('erased anew, 1 visitors')
})
