// The k-th call that the SDK makes to the browser fails, for every k: the page never notices, and the SDK goes on.
import { expect, test } from 'vitest'
import { consent } from '../../packages/consent/index.ts'
import { start } from '../../packages/core/index.ts'
import type { Env } from '../../packages/core/index.ts'
import { track } from '../../packages/track/index.ts'
import { SITE, createWorld } from '../sim/world.ts'

/** What of an environment can fail, by the name of its part. */
const PARTS = ['localStorage', 'crypto'] as const
const CALLS = ['fetch', 'setTimeout', 'clearTimeout', 'addEventListener'] as const

interface Failing {
  readonly env: Env
  /** How many calls were made so far. */
  readonly calls: () => number
}

/** `env` whose `k`-th call throws. */
function failAt(env: Env, k: number): Failing {
  let calls = 0
  const count = <T extends object>(target: T, name: PropertyKey): unknown => {
    const value = Reflect.get(target, name) as unknown
    if (typeof value !== 'function') return value
    return (...args: unknown[]) => {
      if (++calls === k) throw new Error(`call ${k} fails`)
      return Reflect.apply(value, target, args) as unknown
    }
  }
  const isPart = (name: PropertyKey): name is (typeof PARTS)[number] =>
    (PARTS as readonly PropertyKey[]).includes(name)
  return {
    calls: () => calls,
    env: new Proxy(env, {
      get: (target, name) =>
        isPart(name)
          ? new Proxy(target[name], { get: count })
          : (CALLS as readonly PropertyKey[]).includes(name)
            ? count(target, name)
            : Reflect.get(target, name),
      set: (target, name, value) => Reflect.set(target, name, value),
    }),
  }
}

/** A whole visit; returns how many calls it made, and what was thrown or lost after the fault. */
async function visit(k: number): Promise<{ calls: number; thrown: unknown[]; stored: string[] }> {
  const world = await createWorld(k)
  const { schedule, browser } = world
  const page = browser.open('/p1?utm_source=mail')
  const { env, calls } = failAt(page.env, k)
  const thrown: unknown[] = []
  const attempt = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      thrown.push(error)
    }
  }
  const gate = consent()
  const tracking = track()
  let stop: (() => void) | undefined
  attempt(() => {
    stop = start({ site: SITE, env, features: [gate, tracking] }).stop
  })
  await schedule.pass(10)
  attempt(() => gate.choose({ analytics: 'full' }))
  // Chosen again, for the case that the first try was the one that failed.
  attempt(() => gate.choose({ analytics: 'full' }))
  attempt(() => tracking.event('first'))
  await schedule.pass(5_000)
  attempt(() => page.push('/p2'))
  attempt(() => page.hide())
  attempt(() => page.show())
  attempt(() => tracking.event('last'))
  await schedule.pass(120_000)
  attempt(() => page.leave(true))
  attempt(() => page.restore())
  attempt(() => tracking.commerce('add_to_cart', { currency: 'EUR', value: 12, items: [] }))
  await schedule.pass(120_000)
  const rows = await world.stored()
  attempt(() => stop?.())
  thrown.push(...world.errors, ...page.errors)
  return { calls: calls(), thrown, stored: rows.map(({ name }) => name) }
}

test('page-intact: whatever call fails, nothing is thrown into the page and later events arrive', async () => {
  const faults: string[] = []
  let k = 1
  for (; ; k++) {
    const { calls, thrown, stored } = await visit(k)
    for (const error of thrown) faults.push(`k=${k}: ${String(error)}`)
    if (!stored.includes('add_to_cart')) faults.push(`k=${k}: the SDK never recovered`)
    if (calls < k) break
  }
  expect(faults).toEqual([])
  expect(k).toBeGreaterThan(60)
})

test('an error of the page itself is still the page’s: the check sees what is thrown', async () => {
  const world = await createWorld(1)
  const page = world.browser.open('/p1')
  page.env.setTimeout(() => {
    throw new Error('into the page')
  }, 1)
  await world.schedule.pass(10)
  expect(world.errors).toHaveLength(1)
})
