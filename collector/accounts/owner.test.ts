// The owner's password is kept as a hash of its own salt, and guessing gets slow.
import { describe, expect, test } from 'vitest'
import { Fault } from '../errors.ts'
import { systemRandom } from '../random.ts'
import { createMemoryDocuments } from '../storage/settings/memory.ts'
import { createOwner } from './owner.ts'

const PASSWORD = 'correct horse battery'

function createRig() {
  const clock = { nowMs: 0 }
  const documents = createMemoryDocuments()
  const owner = createOwner({ documents, random: systemRandom, clock: { now: () => clock.nowMs } })
  const attempt = async (password: string): Promise<unknown> =>
    owner.checkPassword(password).then(
      () => 'in',
      (error: unknown) => (error instanceof Fault ? error : Promise.reject(error)),
    )
  const codeOf = async (password: string): Promise<unknown> => {
    const answer = await attempt(password)
    return answer instanceof Fault ? answer.code : answer
  }
  return { clock, documents, owner, attempt, codeOf }
}

test('only the right password opens, in any Unicode form of it', async () => {
  const { owner, clock, codeOf } = createRig()
  expect(await owner.hasPassword()).toBe(false)
  expect(await codeOf('')).toBe('password_wrong')
  clock.nowMs += 60_000
  await owner.setPassword('caf\u00e9 au lait, twice')
  expect(await owner.hasPassword()).toBe(true)
  expect(await codeOf('cafe\u0301 au lait, twice')).toBe('in')
  expect(await codeOf('cafe au lait, twice')).toBe('password_wrong')
})

test('the password is nowhere in what is stored, and equal ones look different', async () => {
  const { owner, documents } = createRig()
  await owner.setPassword(PASSWORD)
  const first = JSON.stringify(await documents.list('owner'))
  await owner.setPassword(PASSWORD)
  const second = JSON.stringify(await documents.list('owner'))
  expect(first).not.toContain(PASSWORD)
  expect(second).not.toBe(first)
})

describe('throttling', () => {
  test('three typos are free, then each failure doubles the wait; success ends it', async () => {
    const { owner, clock, codeOf, attempt } = createRig()
    await owner.setPassword(PASSWORD)
    for (let typo = 0; typo < 3; typo++) expect(await codeOf('wrong')).toBe('password_wrong')
    for (const waitMs of [500, 1_000, 2_000]) {
      expect(await codeOf('wrong')).toBe('password_wrong')
      clock.nowMs += waitMs - 1
      expect(await codeOf(PASSWORD)).toBe('login_throttled')
      clock.nowMs += 1
    }
    expect(await codeOf('wrong')).toBe('password_wrong')
    const throttled = await attempt(PASSWORD)
    expect(throttled).toMatchObject({ status: 429, detail: { retryAfterSeconds: 4 } })
    clock.nowMs += 4_000
    expect(await codeOf(PASSWORD)).toBe('in')
    expect(await codeOf(PASSWORD)).toBe('in')
  })

  test('attempts side by side do not escape it', async () => {
    const { owner, codeOf } = createRig()
    await owner.setPassword(PASSWORD)
    const answers = await Promise.all([codeOf('wrong'), codeOf(PASSWORD), codeOf(PASSWORD)])
    expect(answers).toEqual(['password_wrong', 'login_throttled', 'login_throttled'])
  })
})
