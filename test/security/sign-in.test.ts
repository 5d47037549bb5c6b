// The ways in, from outside: guessing is slow and tells nothing, owners get in meanwhile, and sessions end when they should.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cookieOf, seenOf } from './send.ts'
import type { Answer } from './send.ts'
import {
  OTHER_SITE,
  PASSWORD,
  SITE,
  claimOperator,
  joinSite,
  makeSites,
  startBare,
} from './stage.ts'
import type { Stage } from './stage.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const TURNS = process.env['LONG'] ? 15 : 7
/** Each guess costs as much as an attacker is meant to pay. */
const SHORT = process.env['LONG'] ? '' : ' (skipped: part of npm run deep)'
const GUESSES_MAX = 60
const WRONG = 'a few words in a heap'

let stage: Omit<Stage, 'callers'>
let addresses = 0

beforeAll(async () => {
  // Each test is a client of its own behind a proxy.
  stage = await startBare({ TIDEMARK_TRUSTED_PROXIES: '127.0.0.0/8' })
  await makeSites(stage)
  await claimOperator(stage)
})

afterAll(async () => {
  await stage?.stop()
})

const newAddress = (): string => `203.0.113.${(addresses += 1)}`

const logIn = (login: string, password: string, address: string): Promise<Answer> =>
  stage.ask('POST', '/api/v1/login', { login, password }, { 'x-forwarded-for': address })

const me = (cookie: string): Promise<Answer> =>
  stage.ask('GET', '/api/v1/me', undefined, { cookie })

/** Guesses until it is refused to check another, some abreast; answers how many were checked. */
async function guess(
  next: () => readonly [login: string, address: string],
  abreast = 1,
): Promise<number> {
  for (let checked = 0; checked < GUESSES_MAX;) {
    const guesses = Array.from({ length: abreast }, () => {
      const [login, address] = next()
      return logIn(login, WRONG, address)
    })
    const answers = await Promise.all(guesses)
    checked += answers.filter(({ code }) => code === 'password_wrong').length
    const throttled = answers.find(({ code }) => code === 'login_throttled')
    if (!throttled) continue
    expect(throttled.status).toBe(429)
    expect(Number(throttled.headers['retry-after'])).toBeGreaterThan(0)
    return checked
  }
  return GUESSES_MAX
}

describe('guessing', () => {
  test('at one login from one address is slowed after a few, and its owner elsewhere is not', async () => {
    await joinSite(stage, SITE, 'ann@alpha.example', 'viewer')
    const thief = newAddress()
    expect(await guess(() => ['ann@alpha.example', thief])).toBeLessThanOrEqual(5)
    expect((await logIn('ann@alpha.example', PASSWORD, newAddress())).status).toBe(204)
    // The right word is worth no more to whoever is slowed than a wrong one.
    const late = await guess(() => ['ann@alpha.example', thief])
    expect(late).toBeLessThanOrEqual(1)
  })

  test.skipIf(SHORT)(`at many logins from one address is slowed${SHORT}`, async () => {
    const thief = newAddress()
    let at = 0
    expect(await guess(() => [`nobody-${(at += 1)}`, thief], 4)).toBeLessThanOrEqual(25)
  })

  test.skipIf(SHORT)(`at one login from many addresses is slowed${SHORT}`, async () => {
    expect(await guess(() => ['many@alpha.example', newAddress()], 4)).toBeLessThanOrEqual(25)
  })

  test('an address that lies about itself is not believed', async () => {
    const thief = newAddress()
    let at = 0
    const lie = () => `198.51.100.${(at += 1)}, ${thief}`
    expect(await guess(() => ['liar@alpha.example', lie()])).toBeLessThanOrEqual(5)
  })

  test('all at once is worth no more than one after the other', async () => {
    const thief = newAddress()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => logIn('burst@alpha.example', WRONG, thief)),
    )
    const checked = answers.filter(({ code }) => code === 'password_wrong')
    expect(checked.length).toBeLessThanOrEqual(6)
  })

  test('in great and small letters, or with other marks for the same, is guessing at the same login', async () => {
    const thief = newAddress()
    const forms = [
      'Kim@alpha.example',
      'KIM@ALPHA.EXAMPLE',
      'kim@alpha.example',
      'ｋim@alpha.example',
    ]
    let at = 0
    expect(await guess(() => [forms[at++ % forms.length]!, thief])).toBeLessThanOrEqual(5)
  })
})

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

async function timeOf(login: string): Promise<number> {
  const startedAt = performance.now()
  const { code } = await logIn(login, WRONG, newAddress())
  expect(code).toBe('password_wrong')
  return performance.now() - startedAt
}

describe('a wrong name and a wrong password', () => {
  test('are answered alike', async () => {
    await joinSite(stage, SITE, 'cleo@alpha.example', 'viewer')
    const known = await logIn('cleo@alpha.example', WRONG, newAddress())
    expect(known.status).toBe(401)
    expect(seenOf(known)).toBe(seenOf(await logIn('nobody@alpha.example', WRONG, newAddress())))
    await stage.command('POST', `/api/v1/sites/${SITE}/members`, {
      login: 'invited@alpha.example',
      role: 'viewer',
    })
    expect(seenOf(known)).toBe(seenOf(await logIn('invited@alpha.example', WRONG, newAddress())))
  })

  test('take as long', async () => {
    await joinSite(stage, SITE, 'dora@alpha.example', 'viewer')
    const known: number[] = []
    const unknown: number[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      known.push(await timeOf('dora@alpha.example'))
      unknown.push(await timeOf(`nobody-${turn}@alpha.example`))
    }
    const ratio = median(known) / median(unknown)
    console.log(`sign-in: known ÷ unknown name takes ${ratio.toFixed(2)} of the time`)
    expect(Math.max(ratio, 1 / ratio)).toBeLessThan(1.5)
  })

  test('the control: an answer that saves itself the work would be seen', async () => {
    const long = 'x'.repeat(300)
    const startedAt = performance.now()
    expect((await logIn('dora@alpha.example', long, newAddress())).status).toBe(400)
    const quick = performance.now() - startedAt
    expect((await timeOf('nobody-quick@alpha.example')) / quick).toBeGreaterThan(1.5)
  })
})

describe('a session', () => {
  test('is a cookie that no script reads and no other site sends', async () => {
    const { headers } = await logIn('owner', PASSWORD, newAddress())
    const [cookie = ''] = headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^tidemark_session=[\w-]{43}; /)
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/'])
      expect(cookie.split('; ')).toContain(attribute)
    expect(cookie).not.toMatch(/domain=/i)
  })

  test('ends as one signs out, and its cookie is worth nothing any more', async () => {
    const cookie = cookieOf(await logIn('owner', PASSWORD, newAddress()))
    expect((await me(cookie)).status).toBe(200)
    const out = await stage.ask('POST', '/api/v1/logout', {}, { cookie })
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0')
    expect((await me(cookie)).status).toBe(401)
  })

  test('ends everywhere else as the password is changed, and the old password opens nothing', async () => {
    const { cookie } = await joinSite(stage, SITE, 'eve@alpha.example', 'owner')
    const elsewhere = cookieOf(await logIn('eve@alpha.example', PASSWORD, newAddress()))
    expect((await me(elsewhere)).status).toBe(200)
    const next = 'another row of words'
    const body = { password: PASSWORD, next }
    expect((await stage.ask('PUT', '/api/v1/me/password', body, { cookie })).status).toBe(204)
    expect((await me(elsewhere)).status).toBe(401)
    expect((await me(cookie)).status).toBe(200)
    expect((await logIn('eve@alpha.example', PASSWORD, newAddress())).status).toBe(401)
    expect((await logIn('eve@alpha.example', next, newAddress())).status).toBe(204)
  })

  test('is not one that somebody else has chosen', async () => {
    const planted = `tidemark_session=${'A'.repeat(43)}`
    const address = { 'x-forwarded-for': newAddress(), cookie: planted }
    const body = { login: 'owner', password: PASSWORD }
    const given = cookieOf(await stage.ask('POST', '/api/v1/login', body, address))
    expect(given).not.toBe(planted)
    expect((await me(planted)).status).toBe(401)
  })
})

describe('an invitation', () => {
  const invite = (site: string, login: string) =>
    stage.command<{ link: string | null }>('POST', `/api/v1/sites/${site}/members`, {
      login,
      role: 'viewer',
    })
  const tokenOf = (link: string | null) => /sign-in=([\w-]+)/.exec(link ?? '')?.[1]
  const claim = (link: string | null, password: string) =>
    stage.ask('POST', '/api/v1/claim', { token: tokenOf(link), password })

  test('of one site is no way into the account of somebody whom another has invited', async () => {
    await invite(SITE, 'finn@example.org')
    const { link } = await invite(OTHER_SITE, 'finn@example.org')
    expect(link).toBeNull()
  })

  test('is good once', async () => {
    const { link } = await invite(SITE, 'gus@example.org')
    expect((await claim(link, PASSWORD)).status).toBe(204)
    expect((await claim(link, 'words of somebody else')).code).toBe('link_spent')
  })

  test('opens nothing once its guest is removed', async () => {
    const { link } = await invite(SITE, 'hal@example.org')
    const { members } = await stage.command<{ members: { id: string; login: string }[] }>(
      'GET',
      `/api/v1/sites/${SITE}/members?limit=500`,
    )
    const id = members.find(({ login }) => login === 'hal@example.org')?.id
    await stage.command('DELETE', `/api/v1/sites/${SITE}/members/${id}`)
    expect((await claim(link, PASSWORD)).code).toBe('link_spent')
  })
})
