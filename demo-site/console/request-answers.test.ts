// Every kind of request has its answers, with its days, its reference and what the law says of it.
import { expect, test } from 'vitest'
import type { PrivacyRequest } from '../../packages/wire/request.ts'
import { answersTo } from './request-answers.ts'

const REQUEST: PrivacyRequest = {
  id: 'r1',
  kind: 'erasure',
  place: 'DE',
  manner: 'letter',
  receivedDay: '2026-11-28',
  reference: 'T-1001',
  state: 'open',
  changes: [{ to: 'open', atMs: 0, by: 'ann' }],
  due: {
    firstDay: '2026-12-28',
    extendedDay: '2027-02-28',
    confirmDay: null,
    law: 'GDPR',
    source: 'GDPR Art. 12(3)',
    isKnown: true,
  },
  dueDay: '2026-12-28',
}

const ANSWERING = { shop: 'Harbour & Loom', today: '2026-11-28' }

const textOf = (request: PrivacyRequest, title: string): string =>
  answersTo(request, ANSWERING).find((each) => each.title === title)?.text ?? ''

test('each says which request it is about, and who answers', () => {
  const answers = answersTo(REQUEST, ANSWERING)
  expect(answers).toHaveLength(5)
  for (const { text } of answers) {
    expect(text).toContain('28 Nov 2026, our reference T-1001')
    expect(text).toMatch(/Kind regards\nHarbour & Loom$/)
    expect(text).not.toContain('undefined')
  }
})

test('the day to answer by stands in the first, the later one where it takes longer', () => {
  expect(textOf(REQUEST, 'It has come')).toContain('28 Dec 2026')
  expect(textOf(REQUEST, 'It takes longer')).toContain('28 Feb 2027')
  const swiss = { ...REQUEST, due: { ...REQUEST.due, law: 'FADP', extendedDay: null } }
  expect(textOf(swiss, 'It takes longer')).toBe('')
})

test('what is late does not promise a day that has passed', () => {
  const late = answersTo(REQUEST, { ...ANSWERING, today: '2026-12-29' })[0]?.text
  expect(late).toContain('without delay')
  expect(late).not.toContain('28 Dec 2026')
})

test('what was written down as the reason is what is told', () => {
  const refused: PrivacyRequest = {
    ...REQUEST,
    state: 'refused',
    changes: [...REQUEST.changes, { to: 'refused', atMs: 1, by: 'ann', reason: 'it is not ours' }],
  }
  expect(textOf(refused, 'It is refused')).toContain('We cannot do this: it is not ours.')
  expect(textOf(REQUEST, 'It is refused')).toContain('[why]')
})

test('who cannot be found is told so by the GDPR where it holds, and how they can be found', () => {
  expect(textOf(REQUEST, 'Nobody can be found')).toContain('Article 11 of the GDPR')
  const brazil = { ...REQUEST, due: { ...REQUEST.due, law: 'LGPD' } }
  expect(textOf(brazil, 'Nobody can be found')).not.toContain('GDPR')
  expect(textOf(brazil, 'Nobody can be found')).toContain('tm_visitor')
})
