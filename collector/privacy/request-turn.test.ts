// What may become of a request: every state by every wish, extensions in time alone, and a close taken back within two weeks.
import { expect, test } from 'vitest'
import { dueOf } from '../../packages/wire/deadline.ts'
import { REQUEST_STATES } from '../../packages/wire/request.ts'
import type { RequestState } from '../../packages/wire/request.ts'
import { Fault } from '../errors.ts'
import { changeOf } from './request-turn.ts'

const DAY_MS = 86_400_000
const NOW_MS = Date.parse('2026-11-28T12:00Z')
const DOING = { by: 'ann', atMs: NOW_MS, today: '2026-11-28' }
const RECEIVED = { kind: 'erasure', place: 'DE', receivedDay: '2026-11-20' } as const

/** A request that has gone through these states, the last of them some days ago. */
const requestIn = (
  states: readonly RequestState[],
  daysAgo = 0,
  received = RECEIVED as object,
) => ({
  changes: states.map((to) => ({ to, atMs: NOW_MS - daysAgo * DAY_MS, by: 'ben' })),
  due: dueOf({ ...RECEIVED, ...received }),
})

function outcome(work: () => { readonly to: RequestState }): string {
  try {
    return work().to
  } catch (error) {
    return error instanceof Fault ? error.code : 'thrown'
  }
}

const NOT = 'request_not_so'
const AFTER: Readonly<Record<RequestState, Readonly<Record<RequestState, string>>>> = {
  open: { open: NOT, extended: 'extended', done: 'done', refused: 'refused' },
  extended: { open: NOT, extended: NOT, done: 'done', refused: 'refused' },
  done: { open: 'open', extended: 'open', done: NOT, refused: NOT },
  refused: { open: 'open', extended: 'open', done: NOT, refused: NOT },
}

test.each(REQUEST_STATES.flatMap((from) => REQUEST_STATES.map((to) => [from, to] as const)))(
  'from %s to %s',
  (from, to) => {
    const states = from === 'open' ? (['open'] as const) : (['open', from] as const)
    expect(outcome(() => changeOf(requestIn(states), { to, reason: 'many' }, DOING))).toBe(
      AFTER[from][to],
    )
  },
)

test('an extension and a refusal take a reason, which is written down', () => {
  for (const to of ['extended', 'refused'] as const)
    expect(outcome(() => changeOf(requestIn(['open']), { to }, DOING))).toBe('ask_invalid')
  expect(changeOf(requestIn(['open']), { to: 'refused', reason: 'not ours' }, DOING)).toEqual({
    to: 'refused',
    atMs: NOW_MS,
    by: 'ann',
    reason: 'not ours',
  })
  expect(changeOf(requestIn(['open']), { to: 'done' }, DOING)).not.toHaveProperty('reason')
})

test('it is extended until the first deadline has passed, where the law names more time', () => {
  const extend = (received: object, today = '2026-11-28') =>
    outcome(() =>
      changeOf(
        requestIn(['open'], 0, received),
        { to: 'extended', reason: 'many' },
        { ...DOING, today },
      ),
    )
  expect(extend({ receivedDay: '2026-10-28' })).toBe('extended')
  expect(extend({ receivedDay: '2026-10-27' })).toBe('extension_barred')
  expect(extend({ place: 'CH' })).toBe('extension_barred')
  expect(extend({ place: 'US-CA' })).toBe('extended')
  expect(extend({ place: 'US-CA', kind: 'opt-out' })).toBe('extension_barred')
})

test('a close is taken back within two weeks, to what it was before', () => {
  const back = (states: readonly RequestState[], daysAgo: number) =>
    outcome(() => changeOf(requestIn(states, daysAgo), { to: 'open' }, DOING))
  expect(back(['open', 'done'], 14)).toBe('open')
  expect(back(['open', 'done'], 15)).toBe(NOT)
  expect(back(['open', 'extended', 'refused'], 1)).toBe('extended')
  expect(back(['open', 'extended', 'done', 'extended', 'done'], 1)).toBe('extended')
})

test('nobody turns one to and fro for ever', () => {
  const states = Array.from({ length: 50 }, (_, at) => (at % 2 ? 'done' : 'open') as RequestState)
  expect(outcome(() => changeOf(requestIn(states), { to: 'open' }, DOING))).toBe(NOT)
})
