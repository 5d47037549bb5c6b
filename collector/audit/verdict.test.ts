// The verdict, its sentences, and the report of pages that would rather speak for themselves.
import { expect, test } from 'vitest'
import type { Answered, Audit, Cookie, Phase, Seen } from './facts.ts'
import { safeJson, tame } from './hostile.ts'
import { remembersAnswer } from './phase.ts'
import { reportOf } from './report.ts'
import { spanOf } from './rows.ts'
import { textOf } from './text.ts'
import { verdictOf } from './verdict.ts'

const phase = (some: Partial<Phase> = {}): Phase => ({
  cookies: [],
  entries: [],
  attempts: [],
  requests: [],
  ...some,
})

const cookie = (some: Partial<Cookie> = {}): Cookie => ({
  name: 'uid',
  host: 'shop.example',
  setBy: 'script',
  firstSeenMs: 1200,
  httpOnly: false,
  isOwn: true,
  isAnswer: false,
  ...some,
})

const request = (host: string, method = 'GET', isOwn = false) => ({
  url: `https://${host}/x`,
  host,
  method,
  type: 'Fetch',
  firstSeenMs: 300,
  isOwn,
})

const possible = (after: Phase, remains = false): Answered => ({
  isPossible: true,
  pressed: { text: 'Reject all', by: 'words', remains },
  phase: after,
})
const impossible: Answered = { isPossible: false, why: 'no button to reject was found' }

const seen = (some: Partial<Seen> = {}): Seen => ({
  url: 'https://shop.example/',
  page: 'https://shop.example/',
  site: 'shop.example',
  title: 'Shop',
  startedAt: '2026-01-31T12:00:00.000Z',
  browser: 'Chrome/156',
  waitMs: 4500,
  thirdPartyCookies: 'allowed',
  isSandboxed: true,
  notes: [],
  before: phase(),
  rejected: impossible,
  accepted: impossible,
  ...some,
})

const auditOf = (some: Partial<Seen>): Audit => ({ ...verdictOf(seen(some)), ...seen(some) })

test('nothing before a choice, and nobody asked: clean without a banner', () => {
  const { verdict, findings, sentences } = verdictOf(seen())
  expect([verdict, findings]).toEqual(['clean', []])
  expect(sentences[0]).toBe('Before any choice: nothing is stored, and nobody else is asked.')
  expect(sentences[1]).toBe('After reject: not possible, no button to reject was found.')
})

test('what is there is counted by kind and company', () => {
  const before = phase({
    cookies: [cookie(), cookie({ name: 'id' })],
    requests: [request('a.ads.example'), request('b.ads.example'), request('stats.example')],
  })
  const { findings, sentences } = verdictOf(seen({ before }))
  expect(findings).toEqual([
    'cookie before choice',
    'third party before choice',
    'no choice offered',
  ])
  expect(sentences[0]).toBe('Before any choice: 2 cookies, 3 requests to 2 other companies.')
})

test('after a refusal the answer itself may be remembered, and nothing else', () => {
  const answer = cookie({ name: 'cookie_consent', isAnswer: true })
  const honest = verdictOf(seen({ rejected: possible(phase({ cookies: [answer] })) }))
  expect(honest.verdict).toBe('clean')
  expect(honest.sentences[1]).toContain('The answer itself is remembered (cookie_consent).')
  const lying = verdictOf(seen({ rejected: possible(phase({ cookies: [answer, cookie()] })) }))
  expect(lying.findings).toEqual(['cookie after refusal'])
  expect(lying.sentences[1]).toMatch(/^After reject: still 1 cookie\./)
})

test('a yes without a no is found; a button that stays is told', () => {
  const { findings } = verdictOf(seen({ accepted: possible(phase()) }))
  expect(findings).toEqual(['no refusal offered'])
  const { sentences } = verdictOf(seen({ rejected: possible(phase(), true) }))
  expect(sentences[1]).toContain('it may not have been heard')
})

test('sendings to the page’s own site are told, and break nothing', () => {
  const before = phase({ requests: [request('shop.example', 'POST', true)] })
  const { verdict, sentences } = verdictOf(seen({ before }))
  expect(verdict).toBe('clean')
  expect(sentences[0]).toContain('1 request with a body went to the page’s own site.')
})

test.each([
  'cmp_choice',
  '__ph_opt_in_out_phc_test',
  'tm_consent',
  'OptanonConsent',
  'euconsent-v2',
  'cookie-settings',
])('%s remembers the answer', (name) => expect(remembersAnswer(name)).toBe(true))
test.each(['uid', 'seen', '_ga', '_pk_id.1.1fff', 'ph_phc_test_posthog', 'cart', 'adoptinfo'])(
  '%s does not',
  (name) => expect(remembersAnswer(name)).toBe(false),
)

test.each([
  [34_214_400, '13 months'],
  [63_072_000, '2 years'],
  [86_400, '24 hours'],
  [1_800, '30 minutes'],
  [1, '1 second'],
  [0, '0 seconds'],
])('%i seconds are %s', (seconds, span) => expect(spanOf(seconds)).toBe(span))

const EVIL = '"><script>alert(1)</script>\u001b[2J\u202e\n<img src=x onerror=alert(1)>\''

const acting = (text: string) => ['\u001B', '\u202E'].filter((each) => text.includes(each))

const evil = auditOf({
  page: `https://shop.example/${EVIL}`,
  title: EVIL,
  notes: [EVIL],
  before: phase({
    cookies: [cookie({ name: EVIL, host: EVIL })],
    entries: [
      { kind: 'local', name: EVIL, host: EVIL, firstSeenMs: 1, isOwn: false, isAnswer: false },
    ],
    attempts: [{ name: EVIL, host: EVIL, why: EVIL, firstSeenMs: 1 }],
    requests: [{ ...request(EVIL), url: EVIL, type: EVIL, method: EVIL }],
  }),
  rejected: {
    isPossible: true,
    pressed: { text: EVIL, by: 'words', remains: true },
    phase: phase({ cookies: [cookie({ name: `consent${EVIL}`, isAnswer: true })] }),
  },
  accepted: { isPossible: false, why: EVIL },
})

test('nothing of the page acts in the report, and the report needs nothing else', () => {
  const html = reportOf(evil)
  expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>'/)
  expect(acting(html)).toEqual([])
  // Whatever opens a tag is the report's own.
  const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name))
  const own =
    'html head meta title style body h1 h2 p code div strong table caption thead tbody tr th td'
  expect([...tags].filter((tag) => !own.split(' ').includes(tag!))).toEqual([])
  expect(html).not.toMatch(/<[^>]*\b(src|href)\s*=/)
  expect(html).toContain("default-src 'none'")
})

test('nothing of the page acts in a terminal', () => {
  expect(acting(textOf(evil))).toEqual([])
  expect(tame('a\u0007b\u200fc\nd')).toBe('a\uFFFDb\uFFFDc\uFFFDd')
  expect(tame('x'.repeat(1000), 10)).toBe(`${'x'.repeat(9)}…`)
  expect(acting(safeJson({ name: EVIL }))).toEqual([])
  expect(JSON.parse(safeJson({ name: `${EVIL}\u{e0001}` }))).toEqual({ name: `${EVIL}\u{e0001}` })
})

test('a page that stores without end fills no terminal', () => {
  const cookies = Array.from({ length: 500 }, (_, at) => cookie({ name: `c${at}` }))
  const text = textOf(auditOf({ before: phase({ cookies }) }))
  expect(text.split('\n').length).toBeLessThan(80)
  expect(text).toContain('and 440 more')
})
