// Events of a site stop and are back, under a clock of the test's own; each is said once.
import { expect, test } from 'vitest'
import type { Site } from '../sites/site.ts'
import { DAYS, HOUR_MS } from './expected.ts'
import type { History } from './history.ts'
import type { Notice } from './send.ts'
import { createWatch } from './watch.ts'

const NOW_MS = 1_800_000_000_000
const SITE = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [], rates: {} } as Site
const MINUTE_MS = 60_000

/** 60 events an hour, round the clock: twenty are missing after 20 minutes. */
const BUSY = Array.from({ length: 24 }, () => 60 * DAYS)

function createRig(byHour: readonly number[] = BUSY, site: object = {}) {
  const rig = { nowMs: NOW_MS, lastMs: NOW_MS, fails: false }
  const sites: (readonly [string, Site])[] = [['shop', { ...SITE, ...site }]]
  const logged: [string, unknown][] = []
  const sent: Notice[] = []
  const history: History = {
    last: async () => {
      if (rig.fails) throw new Error('no store')
      return new Map([['shop', rig.lastMs]])
    },
    byHour: async () => byHour,
  }
  const watch = createWatch({
    sites: { list: () => sites },
    history,
    clock: { now: () => rig.nowMs },
    logger: { write: (what, fields) => void logged.push([what, fields]) },
    send: (notice) => void sent.push(notice),
  })
  return { rig, sites, logged, sent, watch }
}

test('events stop, and are back: each is said once, and sent', async () => {
  const { rig, logged, sent, watch } = createRig()
  rig.nowMs = NOW_MS + 19 * MINUTE_MS
  await watch.check()
  expect(logged).toEqual([])
  expect([...watch.stopped()]).toEqual([['shop', 0]])

  rig.nowMs = NOW_MS + 20 * MINUTE_MS
  for (const _ of [1, 2, 3]) await watch.check()
  expect(logged).toEqual([['events_stopped', { site: 'shop', sinceMs: NOW_MS }]])
  expect([...watch.stopped()]).toEqual([['shop', 1]])

  rig.lastMs = rig.nowMs
  for (const _ of [1, 2, 3]) await watch.check()
  expect(logged.slice(1)).toEqual([['events_resumed', { site: 'shop', sinceMs: NOW_MS }]])
  expect([...watch.stopped()]).toEqual([['shop', 0]])
  expect(sent.map(({ what, sinceMs }) => [what, sinceMs])).toEqual([
    ['events_stopped', NOW_MS],
    ['events_resumed', NOW_MS],
  ])
})

test('a site with thousands of events a minute is not silent after a second', async () => {
  const { rig, logged, watch } = createRig(BUSY.map((events) => events * 10_000))
  rig.nowMs = NOW_MS + 9 * MINUTE_MS
  await watch.check()
  expect(logged).toEqual([])
  rig.nowMs = NOW_MS + 10 * MINUTE_MS
  await watch.check()
  expect(logged).toHaveLength(1)
})

test.each([
  ['a site with too few events', { byHour: BUSY.map(() => 1) }],
  ['a site that is a test of one', { site: { staging: true } }],
])(
  '%s raises no alarm in six hours',
  async (_, { byHour, site }: never | { byHour?: number[]; site?: object }) => {
    const { rig, logged, watch } = createRig(byHour, site)
    rig.nowMs = NOW_MS + 6 * HOUR_MS
    await watch.check()
    expect(logged).toEqual([])
  },
)

test('a site that is gone, or is a test from now on, is not said to be stopped any more', async () => {
  const { rig, sites, logged, watch } = createRig()
  rig.nowMs = NOW_MS + HOUR_MS
  await watch.check()
  expect(logged).toHaveLength(1)
  sites.splice(0, 1, ['shop', { ...SITE, staging: true } as Site])
  await watch.check()
  rig.lastMs = rig.nowMs
  await watch.check()
  expect(logged).toHaveLength(1)
  expect([...watch.stopped()]).toEqual([])
})

test('a store that cannot be asked is told of, and asked again the next time', async () => {
  const { rig, logged, watch } = createRig()
  rig.nowMs = NOW_MS + HOUR_MS
  rig.fails = true
  await watch.check()
  expect(logged).toEqual([['events_watch_failed', { cause: 'Error: no store' }]])
  rig.fails = false
  await watch.check()
  expect(logged[1]?.[0]).toBe('events_stopped')
})
