// kill -9 at random moments under load loses nothing that was acknowledged, and doubles nothing that was retried.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPrng } from '../support/prng.ts'
import { exportRows } from '../support/export-rows.ts'
import { makeDataFolder } from '../support/run-collector.ts'
import { DEMO, killRounds } from './kill-rounds.ts'
import { compare, record, replay, seed } from './outcome.ts'

const kills = Number(process.env['KILLS'] ?? 8)

test(
  `exactly-once: ${kills} kills`,
  async () => {
    const { data, remove } = await makeDataFolder()
    const outcome = await killRounds({
      data,
      kills,
      prng: createPrng(seed),
      args: ['--site', 'demo', ...DEMO],
      exportRows,
    })
    record({ scenario: 'kill -9 under load', runs: kills, ...outcome })
    expect(outcome.acknowledged).toBeGreaterThan(100)
    expect(outcome.resent).toBeGreaterThan(0)
    expect(outcome, replay(`${kills} kills`)).toMatchObject({ lost: 0, doubled: 0 })
    await remove()
  },
  60_000 + kills * 5_000,
)

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
  record({ scenario: 'log taken away at a kill', runs: 3, ...outcome, isControl: true })
  expect(outcome.lost).toBeGreaterThan(0)
  await remove()
}, 60_000)

test('an event stored twice is noticed', () => {
  expect(compare(new Set(['a 1']), ['a 1', 'a 1'])).toMatchObject({ lost: 0, doubled: 1 })
})
