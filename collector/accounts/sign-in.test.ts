// The ways in: only the right password, then the right code once, and guessing gets slow.
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test, vi } from 'vitest'
import { Fault } from '../errors.ts'
import { systemRandom } from '../random.ts'
import { createMemoryDocuments } from '../storage/settings/memory.ts'
import { openAccounts } from './accounts.ts'

// Each password costs as much to check as an attacker is meant to pay.
vi.setConfig({ testTimeout: 30_000 })

const PASSWORD = 'correct horse battery'
const HERE = '192.0.2.1'
const ELSEWHERE = '198.51.100.7'

async function createRig(documents = createMemoryDocuments()) {
  const clock = { nowMs: 1_000_000_000_000 }
  const accounts = await openAccounts({
    documents,
    random: systemRandom,
    clock: { now: () => clock.nowMs },
  })
  const { signIn } = accounts
  const attempt = (given: {
    login?: string
    password?: string
    code?: string
    address?: string
  }): Promise<unknown> =>
    signIn.enter({ login: 'owner', password: PASSWORD, address: HERE, ...given }).then(
      () => 'in',
      (error: unknown) => (error instanceof Fault ? error : Promise.reject(error)),
    )
  const codeOf = async (given: Parameters<typeof attempt>[0]): Promise<unknown> => {
    const answer = await attempt(given)
    return answer instanceof Fault ? answer.code : answer
  }
  return { clock, documents, accounts, signIn, attempt, codeOf }
}

async function createOwned() {
  const rig = await createRig()
  const user = await rig.signIn.claim((await rig.signIn.issueLink()).link, PASSWORD)
  return { ...rig, user }
}

describe('the first link', () => {
  test('makes the owner of all sites, under a name of their choice', async () => {
    const { signIn, accounts, codeOf } = await createRig()
    expect(signIn.isSetUp()).toBe(false)
    const { roles } = await signIn.claim(
      (await signIn.issueLink()).link,
      PASSWORD,
      'ada@shop.example',
    )
    expect(roles).toEqual({ '*': 'owner' })
    expect(signIn.isSetUp()).toBe(true)
    expect(await codeOf({ login: 'ada@shop.example' })).toBe('in')
    expect(accounts.users.list()).toHaveLength(1)
  })

  test('a later one gives the same person another password, and takes the code away', async () => {
    const { signIn, accounts, codeOf, user } = await createOwned()
    await accounts.users.change(user.id, { code: { secret: 'A', lastStep: 0, recovery: [] } })
    await signIn.claim((await signIn.issueLink()).link, 'another long password')
    expect(await codeOf({})).toBe('password_wrong')
    expect(await codeOf({ password: 'another long password' })).toBe('in')
    expect(accounts.users.list()).toHaveLength(1)
  })

  test('the owner of a folder from before there were users keeps their password', async () => {
    const documents = createMemoryDocuments()
    const made = await createRig(createMemoryDocuments())
    const before = await made.signIn.claim((await made.signIn.issueLink()).link, PASSWORD)
    await documents.put('owner', 'owner', before.password ?? {})
    const { codeOf, accounts } = await createRig(documents)
    expect(await codeOf({})).toBe('in')
    expect(accounts.users.list()[0]?.roles).toEqual({ '*': 'owner' })
    expect(await documents.list('owner')).toEqual([])
  })
})

describe('passwords', () => {
  test('only the right one opens, in any Unicode form of it', async () => {
    const { signIn, codeOf, user } = await createOwned()
    await signIn.changePassword(user, 'caf\u00e9 au lait, twice')
    expect(await codeOf({ password: 'cafe\u0301 au lait, twice' })).toBe('in')
    expect(await codeOf({ password: 'cafe au lait, twice' })).toBe('password_wrong')
  })

  test('a name that nobody has is answered as a wrong password is', async () => {
    const { codeOf } = await createOwned()
    expect(await codeOf({ login: 'nobody' })).toBe('password_wrong')
  })

  test('who was invited and has chosen none yet cannot come in', async () => {
    const { accounts, codeOf } = await createOwned()
    await accounts.users.add('new@shop.example', { shop: 'viewer' })
    expect(await codeOf({ login: 'new@shop.example', password: '' })).toBe('password_wrong')
  })

  test('are nowhere in what is stored, and equal ones look different', async () => {
    const { documents, signIn, user } = await createOwned()
    const first = JSON.stringify(await documents.list('user'))
    expect(first).not.toContain(PASSWORD)
    await signIn.changePassword(user, PASSWORD)
    expect(JSON.stringify(await documents.list('user'))).not.toBe(first)
  })
})

test('guessing gets slow, and a right one in between forgives', async () => {
  const { codeOf } = await createOwned()
  for (let tries = 0; tries < 3; tries++)
    expect(await codeOf({ password: 'x' })).toBe('password_wrong')
  expect(await codeOf({})).toBe('in')
  for (let tries = 0; tries < 4; tries++)
    expect(await codeOf({ password: 'x' })).toBe('password_wrong')
  expect(await codeOf({})).toBe('login_throttled')
  expect(await codeOf({ address: ELSEWHERE })).toBe('in')
})

describe('codes', () => {
  async function createCoded() {
    const rig = await createOwned()
    const { secret, uri } = await rig.accounts.codes.begin(rig.user)
    const app = new TOTP({ secret: Secret.fromBase32(secret) })
    const codeNow = () => app.generate({ timestamp: rig.clock.nowMs })
    const current = () => rig.accounts.users.get(rig.user.id)!
    const recovery = await rig.accounts.codes.confirm(current(), codeNow())
    return { ...rig, secret, uri, codeNow, recovery, current }
  }

  test('an app reads the secret from the address', async () => {
    const { uri, secret } = await createCoded()
    expect(uri).toContain(`secret=${secret}`)
    expect(uri).toMatch(/^otpauth:\/\/totp\/Tidemark:owner\?/)
  })

  test('are asked for only after the right password', async () => {
    const { codeOf } = await createCoded()
    expect(await codeOf({ password: 'x' })).toBe('password_wrong')
    expect(await codeOf({})).toBe('code_needed')
  })

  test('are good once, a step early or late, and no longer', async () => {
    const { codeOf, codeNow, clock } = await createCoded()
    expect(await codeOf({ code: codeNow() })).toBe('code_wrong')
    clock.nowMs += 30_000
    const code = codeNow()
    clock.nowMs += 30_000
    expect(await codeOf({ code })).toBe('in')
    expect(await codeOf({ code })).toBe('code_wrong')
    clock.nowMs += 30_000
    const late = codeNow()
    clock.nowMs += 90_000
    expect(await codeOf({ code: late })).toBe('code_wrong')
  })

  test('of two who come at once with one code, one is let in', async () => {
    const { accounts, codeNow, clock, recovery, current } = await createCoded()
    clock.nowMs += 30_000
    for (const code of [codeNow(), recovery[1] ?? '']) {
      const check = () => accounts.codes.check(current(), code, HERE).then(() => 'in')
      const answers = await Promise.allSettled([check(), check()])
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })

  test('a recovery code opens once, as it was written down', async () => {
    const { codeOf, recovery, current } = await createCoded()
    expect(recovery).toHaveLength(10)
    expect(recovery[0]).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
    expect(await codeOf({ code: recovery[0]?.toUpperCase().replaceAll('-', ' ') ?? '' })).toBe('in')
    expect(await codeOf({ code: recovery[0] ?? '' })).toBe('code_wrong')
    expect(current().code?.recovery).toHaveLength(9)
  })

  test('guessing them gets slow', async () => {
    const { codeOf } = await createCoded()
    for (let tries = 0; tries < 4; tries++)
      expect(await codeOf({ code: '000000' })).toBe('code_wrong')
    expect(await codeOf({ code: '000000' })).toBe('login_throttled')
  })

  test('no code is asked for before one was confirmed', async () => {
    const { accounts, user, codeOf } = await createOwned()
    await accounts.codes.begin(user)
    expect(await codeOf({})).toBe('in')
  })
})
