// What the running collector says of itself is understood: each fault has its line and its way out.
import { expect, test } from 'vitest'
import type { Client } from '../cli/client.ts'
import { createMetrics } from '../metrics.ts'
import type { Finding } from './finding.ts'
import { checkNumbers, checkReady, checkVersion, readNumbers } from './running.ts'

const answering = (status: number, body: object): Client => ({
  ask: async () => ({ status, body: JSON.stringify(body) }),
  open: () => Promise.reject(new Error('not asked')),
  close: () => {},
})

test.each([
  [200, { log: true, store: true }, 'ok', 'is ready'],
  [503, { log: false, store: true, why: 'log_full' }, 'wrong', 'disk is full'],
  [503, { log: false, store: true, why: 'log_failed' }, 'wrong', 'disk has failed'],
  [503, { log: true, store: false }, 'wrong', 'database takes nothing'],
])('ready: %s %j', async (status, body, level, what) => {
  const finding = await checkReady(answering(status, body))
  expect(finding.level).toBe(level)
  expect(finding.what).toContain(what)
})

test('another version runs than the command’s', async () => {
  expect((await checkVersion(answering(200, { version: '1.2.3' }), '1.2.3')).level).toBe('ok')
  const other = await checkVersion(answering(200, { version: '1.2.2' }), '1.2.3')
  expect(other).toMatchObject({ level: 'wrong', what: expect.stringContaining('1.2.2') })
})

interface Told {
  readonly forwarded?: number
  readonly peers?: readonly ('10.0.0.0/8' | 'loopback' | 'public')[]
  readonly ageSeconds?: number
  readonly stopped?: readonly [string, number][]
  readonly damaged?: number
}

function findings(told: Told, trusts = true): readonly Finding[] {
  const metrics = createMetrics()
  metrics.count('tidemark_forwarded_total', told.forwarded ?? 5)
  for (const peer of told.peers ?? []) metrics.count('tidemark_untrusted_forwarded_total', 1, peer)
  const text = metrics.text({
    tidemark_last_stored_age_seconds: told.ageSeconds ?? 60,
    tidemark_damaged_segments: told.damaged ?? 0,
    tidemark_events_stopped: { label: 'site', values: new Map(told.stopped ?? [['shop', 0]]) },
  })
  return checkNumbers(readNumbers(text), trusts)
}

const bad = (told: Told, trusts?: boolean): string[] =>
  findings(told, trusts).flatMap(({ level, about, what }) =>
    level === 'ok' ? [] : [`${level} ${about}: ${what}`],
  )

test('good numbers are left in peace, behind a proxy and without', () => {
  expect(bad({})).toEqual([])
  expect(bad({ forwarded: 0 }, false)).toEqual([])
})

test.each<[string, Told, RegExp]>([
  [
    'a proxy that nobody declared',
    { peers: ['10.0.0.0/8', 'loopback'] },
    /^wrong proxies: requests come through a proxy at a private address \(10\.0\.0\.0\/8, loopback\) that is not in TIDEMARK_TRUSTED_PROXIES/,
  ],
  ['a header from the open net', { peers: ['public'] }, /^warn proxies: 1 of 5 forwarded/],
  ['a proxy that forwards no address', { forwarded: 0 }, /^warn proxies: none has forwarded/],
  ['no event ever', { ageSeconds: NaN }, /^warn events: none was ever stored/],
  [
    'no event for two days',
    { ageSeconds: 172_800 },
    /^warn events: the last one was stored 2 days ago/,
  ],
  [
    'events have stopped',
    {
      stopped: [
        ['a', 0],
        ['b', 1],
      ],
    },
    /^wrong events: those of b have stopped/,
  ],
  ['damaged segments', { damaged: 2 }, /^wrong log: 2 damaged segments/],
])('%s', (_, told, line) => {
  expect(bad(told)).toEqual([expect.stringMatching(line)])
})

test('what is not ok has a way out', () => {
  const all = [{ peers: ['loopback'] }, { ageSeconds: NaN }, { damaged: 1 }] as const
  for (const told of all)
    for (const { level, way } of findings(told)) expect(way === undefined).toBe(level === 'ok')
})
