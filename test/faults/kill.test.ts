// kill -9 at random moments under load loses nothing that was acknowledged, and doubles nothing that was retried.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPrng } from '../support/prng.ts'
import { exportRows } from '../support/export-rows.ts'
import { makeDataFolder } from '../support/run-collector.ts'
import { DEMO, compare, killRounds } from './kill-rounds.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const kills = Number(process.env['KILLS'] ?? 8)

test(`exactly-once: ${kills} kills`, async () => {
  const { data, remove } = await makeDataFolder()
  const outcome = await killRounds({
    data,
    kills,
    prng: createPrng(seed),
    args: ['--site', 'demo', ...DEMO],
    exportRows,
  })
  console.log(`SEED=${seed}`, outcome)
  expect(outcome.acknowledged).toBeGreaterThan(100)
  expect({ lost: outcome.lost, doubled: outcome.doubled }).toEqual({ lost: 0, doubled: 0 })
  await remove()
}, 300_000)

test('a segment taken away between kill and start is noticed as loss', async () => {
  const { data, remove } = await makeDataFolder()
  const log = join(data, 'log')
  const meanwhile = async () => {
    for (const name of readdirSync(log)) rmSync(join(log, name))
  }
  const outcome = await killRounds({
    data,
    kills: 3,
    prng: createPrng(seed),
    args: ['--site', 'demo', ...DEMO],
    exportRows,
    meanwhile,
  })
  expect(outcome.lost).toBeGreaterThan(0)
  await remove()
}, 60_000)

test('an event stored twice is noticed', () => {
  expect(compare(new Set(['a 1']), ['a 1', 'a 1'])).toEqual({ lost: 0, doubled: 1 })
})
