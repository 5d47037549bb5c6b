// The verdicts follow from the facts, every page has its facts, and `AUDIT_MEASURE=1` asks Chromium whether they still hold.
import { expect, test } from 'vitest'
import { EXPECTED, MATOMO, NECESSARY } from './expected.ts'
import type { Breach, Facts, PageFacts } from './expected.ts'
// @ts-expect-error -- a script of ours, without types.
import { PAGE_NAMES, htmlOf } from './page-texts.mjs'

const PHASES = ['before', 'rejected', 'accepted', 'permissive'] as const
const names = (PAGE_NAMES as string[]).filter((name) => name !== 'matomo')

const stored = ({ local, session, databases, caches }: Facts) =>
  [...local, ...session, ...databases, ...caches].filter((key) => !NECESSARY.includes(key))

function breachesIn(facts: Facts, when: 'before choice' | 'after refusal'): Breach[] {
  return [
    ...(facts.cookies.length > 0 ? [`cookie ${when}` as const] : []),
    ...(stored(facts).length > 0 ? [`storage ${when}` as const] : []),
    ...(facts.hosts.length > 0 ? [`third party ${when}` as const] : []),
  ]
}

function breachesOf({ before, rejected }: PageFacts): Breach[] {
  const early = breachesIn(before, 'before choice')
  if (rejected) return [...early, ...breachesIn(rejected, 'after refusal')]
  return early.length > 0 ? [...early, 'no choice offered'] : []
}

test('every page has its facts, and the verdict is what they say', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(names.toSorted())
  for (const [name, facts] of Object.entries(EXPECTED))
    expect(facts.breaches.toSorted(), name).toEqual(breachesOf(facts).toSorted())
})

test('pages hold a banner exactly where an answer is expected', () => {
  const origins = { tracker: 'http://localhost:1', third: 'http://ads.localhost:2' }
  for (const name of names)
    expect(/Reject all|Ablehnen/.test(htmlOf(name, origins)), name).toBe(!!EXPECTED[name]!.rejected)
  expect(htmlOf('nothing', origins)).toBeUndefined()
  expect(htmlOf('matomo', origins)).toContain(`${MATOMO.hosts[0]}:1/matomo.js`)
})

// Fetches packages and takes two minutes: not for every run.
if (process.env['AUDIT_MEASURE'])
  test('Chromium shows the facts', { timeout: 400_000 }, async () => {
    // @ts-expect-error -- a script of ours, without types.
    const { measure } = await import('./measure.mjs')
    const measured = (await measure()) as Readonly<Record<string, Partial<PageFacts>>>
    const wanted = Object.entries(EXPECTED).map(([name, facts]) => [
      name,
      Object.fromEntries(PHASES.filter((at) => facts[at]).map((at) => [at, facts[at]])),
    ])
    expect(measured).toEqual(Object.fromEntries(wanted))
  })
