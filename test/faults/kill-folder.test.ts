// kill -9 while the database is rewritten or backed up, under load: nothing is lost or doubled, and no half backup has a name.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connect } from '../../collector/cli/client.ts'
import { verifyFolder } from '../../collector/folder/verify.ts'
import { exportRows } from '../support/export-rows.ts'
import { createPrng } from '../support/prng.ts'
import { makeDataFolder } from '../support/run-collector.ts'
import type { RunningCollector } from '../support/run-collector.ts'
import { DEMO, killRounds } from './kill-rounds.ts'
import { record, replay, seed } from './outcome.ts'

const kills = Number(process.env['KILLS'] ?? 3)
/** Long enough for some tasks to end, also where others use the machine. */
const ALIVE_MS = [500, 4_000] as const

/** Asks for a task again and again, until nobody answers; `onDone` is told of each that was done. */
function nag(
  data: string,
  ask: () => { path: string; body?: object },
  onDone: () => void,
): (collector: RunningCollector) => Promise<void> {
  return async (collector) => {
    const client = await connect(data)
    try {
      while (collector.isRunning()) {
        const { path, body } = ask()
        const answer = await client.ask('POST', path, JSON.stringify(body ?? {}))
        if (answer.body.includes('"done"')) onDone()
      }
    } finally {
      client.close()
    }
  }
}

test(
  `exactly-once: ${kills} kills while the file is rewritten`,
  async () => {
    const { data, remove } = await makeDataFolder()
    let done = 0
    let halves = 0
    const outcome = await killRounds({
      data,
      kills,
      prng: createPrng(seed),
      args: ['--site', 'demo', ...DEMO],
      exportRows,
      aliveMs: ALIVE_MS,
      beside: nag(
        data,
        () => ({ path: '/api/v1/folder/compact' }),
        () => done++,
      ),
      meanwhile: async () => {
        if (existsSync(join(data, 'tidemark.duckdb.compacting'))) halves++
      },
    })
    record({ scenario: 'kill -9 while the file is rewritten', runs: kills, ...outcome })
    console.log({ done, halves })
    expect(outcome.acknowledged).toBeGreaterThan(100)
    // The control: files were replaced under load, and some rewriting was cut short.
    expect(done).toBeGreaterThan(0)
    expect(halves).toBeGreaterThan(0)
    expect(outcome, replay(`${kills} kills`)).toMatchObject({ lost: 0, doubled: 0 })
    expect(await verifyFolder(data, { tell: () => {} })).toMatchObject({ faults: [] })
    await remove()
  },
  60_000 + kills * 6_000,
)

test(
  'each backup that has its name is whole, whenever the collector was killed',
  async () => {
    const { data, remove } = await makeDataFolder()
    const places = await makeDataFolder()
    let count = 0
    let done = 0
    const runs = Math.ceil(kills / 2)
    const outcome = await killRounds({
      data,
      kills: runs,
      prng: createPrng(seed),
      args: ['--site', 'demo', ...DEMO],
      exportRows,
      aliveMs: ALIVE_MS,
      beside: nag(
        data,
        () => ({
          path: '/api/v1/folder/backup',
          body: { target: join(places.data, `backup-${++count}`) },
        }),
        () => done++,
      ),
    })
    const names = readdirSync(places.data)
    const whole = names.filter((name) => !name.endsWith('.unfinished'))
    record({ scenario: 'kill -9 while backups are made', runs, ...outcome })
    console.log({ whole: whole.length, unfinished: names.length - whole.length })
    expect(outcome, replay(`${kills} kills`)).toMatchObject({ lost: 0, doubled: 0 })
    expect(done).toBeGreaterThan(0)
    // One may have been renamed just before its answer was sent.
    expect(whole.length).toBeGreaterThanOrEqual(done)
    for (const name of whole)
      expect(await verifyFolder(join(places.data, name), { tell: () => {} })).toMatchObject({
        faults: [],
      })
    await places.remove()
    await remove()
  },
  60_000 + kills * 6_000,
)
