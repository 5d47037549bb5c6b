// A phase, put together from what the browser holds and what the network told.
import { expect, test } from 'vitest'
import { phaseOf } from './phase.ts'
import type { PhaseParts } from './phase.ts'

const START_MS = 1_700_000_000_000

const held = (name: string, domain: string, expires = -1) => ({
  firstSeenMs: 1_000,
  held: { name, domain, expires, session: expires < 0, httpOnly: false },
})

const set = (name: string, host: string, refused: readonly string[] = []) => ({
  name,
  host,
  stage: 'before' as const,
  atMs: 400,
  refused,
})

const parts = (some: Partial<PhaseParts> = {}): PhaseParts => ({
  stage: 'before',
  site: 'shop.example',
  traffic: { requests: () => [], setCookies: () => [] },
  holdings: { cookies: [], entries: [] },
  startedMs: START_MS,
  ...some,
})

test('a cookie of an answer is told from one of a script, with when it came and how long it lasts', () => {
  const { cookies } = phaseOf(
    parts({
      holdings: {
        cookies: [
          held('visit', 'www.shop.example', START_MS / 1000 + 86_401),
          held('_ga', '.shop.example'),
        ],
        entries: [],
      },
      traffic: { requests: () => [], setCookies: () => [set('visit', 'www.shop.example')] },
    }),
  )
  expect(cookies).toMatchObject([
    { name: '_ga', host: 'shop.example', setBy: 'script', firstSeenMs: 1_000, isOwn: true },
    {
      name: 'visit',
      host: 'www.shop.example',
      setBy: 'header',
      firstSeenMs: 400,
      lifetimeS: 86_401,
    },
  ])
  expect(cookies[0]).not.toHaveProperty('lifetimeS')
})

test('one that was refused is attempted once, in its stage alone; one that is held was not', () => {
  const setCookies = () => [
    set('px', 'ads.example', ['ThirdPartyPhaseout']),
    set('px', 'ads.example', ['ThirdPartyPhaseout']),
    { ...set('later', 'ads.example', ['SameSiteLax']), stage: 'after' as const },
    set('taken', 'ads.example'),
  ]
  const { attempts } = phaseOf(parts({ traffic: { requests: () => [], setCookies } }))
  expect(attempts).toEqual([
    { name: 'px', host: 'ads.example', why: 'ThirdPartyPhaseout', firstSeenMs: 400 },
  ])
})

test('a name that sounds like the answer excuses the page’s own site alone', () => {
  const { entries } = phaseOf(
    parts({
      holdings: {
        cookies: [],
        entries: ['https://shop.example', 'https://ads.example'].map((origin) => ({
          firstSeenMs: 1,
          held: { kind: 'local' as const, name: 'cookie_consent', origin },
        })),
      },
    }),
  )
  expect(entries.map(({ host, isOwn, isAnswer }) => [host, isOwn, isAnswer])).toEqual([
    ['ads.example', false, false],
    ['shop.example', true, true],
  ])
})

test('the page itself is its own, wherever it leads; others are told by their domain', () => {
  const request = (host: string, isPage = false) => ({
    id: '1',
    url: `https://${host}/`,
    host,
    method: 'GET',
    type: 'Document',
    stage: 'before' as const,
    atMs: 1,
    isPage,
  })
  const requests = () => [
    request('short.example', true),
    request('cdn.shop.example'),
    request('ads.example'),
  ]
  const { requests: asked } = phaseOf(parts({ traffic: { requests, setCookies: () => [] } }))
  expect(asked.map(({ isOwn }) => isOwn)).toEqual([true, true, false])
})
