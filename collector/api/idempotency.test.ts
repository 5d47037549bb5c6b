// Under one key a request is done once, and answered as often as it comes.
import { expect, test } from 'vitest'
import { Fault } from '../errors.ts'
import type { Reply } from '../http/call.ts'
import { createIdempotency } from './idempotency.ts'

function createRig() {
  const clock = { nowMs: 0 }
  const { once } = createIdempotency({ now: () => clock.nowMs })
  let done = 0
  const work = async (): Promise<Reply> => ({ status: 201, body: `${++done}` })
  const ask = (
    key: string | undefined,
    { who = 'ada', what = 'makeToken /a', body = '{}' } = {},
    run: () => Promise<Reply> = work,
  ) =>
    once(key, { who, what, body: Buffer.from(body) }, run).then(
      (reply) => reply.body,
      (error: unknown) => (error instanceof Fault ? error.code : Promise.reject(error)),
    )
  return { clock, ask }
}

test('the same key is answered the same', async () => {
  const { ask } = createRig()
  expect([await ask('k'), await ask('k'), await ask('other')]).toEqual(['1', '1', '2'])
})

test('without a key everything is done', async () => {
  const { ask } = createRig()
  expect([await ask(undefined), await ask(undefined)]).toEqual(['1', '2'])
})

test('of another person or another address it is another key', async () => {
  const { ask } = createRig()
  expect([await ask('k'), await ask('k', { who: 'eve' }), await ask('k', { what: 'x' })]).toEqual([
    '1',
    '2',
    '3',
  ])
})

test('with another body it is refused', async () => {
  const { ask } = createRig()
  await ask('k')
  expect(await ask('k', { body: '{"days":1}' })).toBe('idempotency_reused')
})

test('while the first is under way the second is told so', async () => {
  const { ask } = createRig()
  let finish: (reply: Reply) => void = () => {}
  const first = ask('k', {}, () => new Promise((resolve) => (finish = resolve)))
  expect(await ask('k')).toBe('busy')
  finish({ status: 200, body: 'slow' })
  expect([await first, await ask('k')]).toEqual(['slow', 'slow'])
})

test('what has failed may be tried again', async () => {
  const { ask } = createRig()
  expect(await ask('k', {}, () => Promise.reject(new Fault('users_full')))).toBe('users_full')
  expect(await ask('k')).toBe('1')
})

test('it is forgotten after a day, and a key has bounds', async () => {
  const { ask, clock } = createRig()
  await ask('k')
  clock.nowMs += 24 * 3_600_000
  expect(await ask('k')).toBe('2')
  expect(await ask('x'.repeat(256))).toBe('ask_invalid')
})
