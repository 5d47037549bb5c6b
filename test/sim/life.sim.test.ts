// Seeded lives of whole browsers against the collector's real chain. `SEED=n` replays one, `SEEDS=n` runs so many.
import { expect, test } from 'vitest'
import { forgetfulStore, reorderingStore } from './controls.ts'
import { invariants } from './invariants.ts'
import { beginLife, live } from './life.ts'
import type { LifeOptions } from './life.ts'
import { createWorld } from './world.ts'
import type { WorldOptions } from './world.ts'

const STEPS = 40
const only = process.env['SEED']
const seeds = only
  ? [Number(only)]
  : Array.from({ length: Number(process.env['SEEDS'] ?? 350) }, (_, index) => index + 1)

type Options = WorldOptions & LifeOptions

const sum = { deeds: 0, granted: 0, excused: 0, stored: 0, sent: 0, lostSends: 0 }

/** Everything that is wrong after the life of this seed. */
async function faultsOf(seed: number, options: Options = {}): Promise<string[]> {
  const world = await createWorld(seed, options)
  const life = beginLife(world, options)
  await live(life, STEPS)
  const rows = await world.stored()
  sum.deeds += life.deeds.length
  sum.granted += life.deeds.filter(({ granted }) => granted).length
  sum.excused += life.deeds.filter(({ excuse }) => excuse).length
  sum.stored += rows.length
  sum.sent += world.sent.length
  sum.lostSends += world.sent.filter(({ taken }) => !taken).length
  return Object.entries(invariants).flatMap(([name, check]) =>
    check(life, rows).map((fault) => `SEED=${seed} ${name}: ${fault}`),
  )
}

/** The first of these seeds whose life breaks an invariant, with what broke. */
async function firstFault(name: string, options: Options): Promise<string | undefined> {
  for (let seed = 1; seed <= 200; seed++) {
    const fault = (await faultsOf(seed, options)).find((text) => text.includes(name))
    if (fault) return fault
  }
  return undefined
}

test('after any life exactly-once, order, silence, bounded and page-intact hold', async () => {
  const faults: string[] = []
  for (const seed of seeds) {
    faults.push(...(await faultsOf(seed)))
    if (faults.length > 5) break
  }
  console.log(`${seeds.length} lives: ${JSON.stringify(sum)}`)
  expect(faults).toEqual([])
}, 120_000)

test.each<[invariant: string, broken: string, options: Options]>([
  ['exactly-once', 'a store that does not know repeats', { store: forgetfulStore }],
  ['exactly-once', 'a disk that does not sync', { honestDisk: false }],
  ['exactly-once', 'a device that forgets what pages leave', { forgets: 'tm_left' }],
  ['order', 'a store that reorders', { store: reorderingStore }],
  ['silence', 'a withdrawal that nobody hears', { deafGate: true }],
  ['bounded', 'a page that sets timers without end', { litter: 'timers' }],
  ['page-intact', 'a timer that throws', { litter: 'errors' }],
])(
  '%s is broken by %s, and the simulation sees it',
  async (invariant, _broken, options) => {
    expect(await firstFault(invariant, options)).toContain(invariant)
  },
  60_000,
)
