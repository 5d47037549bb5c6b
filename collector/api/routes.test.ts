// What all operations have in common: what was read is named, written only over what was seen, done once, and told.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHere } from '../../test/support/collector-here.ts'
import type { CollectorHere } from '../../test/support/collector-here.ts'

const SITE = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [], rates: {} }
const FLAG = { description: '', on: true, value: 1, rules: [] }

let here: CollectorHere

beforeAll(async () => {
  here = await startHere()
  await here.ask('PUT', '/api/v1/sites/shop', SITE)
})

afterAll(async () => {
  await here.stop()
})

const codeOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
]

/** With the right of a command and one header more. */
async function askWith(
  header: Readonly<Record<string, string>>,
  method: string,
  path: string,
  body?: unknown,
) {
  const token = await here.collector.accounts.keys.issue('token', { site: 'shop', scope: 'write' })
  return here.ask(method, path, body, { authorization: `Bearer ${token}`, ...header })
}

describe('what was read', () => {
  test('is named, and not sent twice', async () => {
    const first = await here.ask('GET', '/api/v1/sites/shop')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{27}"$/)
    const again = await askWith({ 'if-none-match': etag }, 'GET', '/api/v1/sites/shop')
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('can be written over, what has changed meanwhile cannot', async () => {
    const path = '/api/v1/sites/shop/flags/matched'
    const made = await here.ask('PUT', path, FLAG)
    const etag = made.headers.get('etag') ?? ''
    const mine = await askWith({ 'if-match': etag }, 'PUT', path, { ...FLAG, value: 2 })
    expect(mine.status).toBe(200)
    const late = await askWith({ 'if-match': etag }, 'PUT', path, { ...FLAG, value: 3 })
    expect(await codeOf(late)).toEqual([412, 'changed_meanwhile'])
    const removed = await askWith({ 'if-match': etag }, 'DELETE', path)
    expect(await codeOf(removed)).toEqual([412, 'changed_meanwhile'])
    expect(await (await here.ask('GET', path)).json()).toMatchObject({ value: 2 })
  })

  test('of two who have seen the same, one writes', async () => {
    const path = '/api/v1/sites/shop/flags/raced'
    const etag = (await here.ask('PUT', path, FLAG)).headers.get('etag') ?? ''
    const answers = await Promise.all(
      [5, 6, 7].map((value) => askWith({ 'if-match': etag }, 'PUT', path, { ...FLAG, value })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  })

  test('where something is, `If-None-Match: *` writes nothing', async () => {
    const path = '/api/v1/sites/shop/flags/fresh'
    expect((await askWith({ 'if-none-match': '*' }, 'PUT', path, FLAG)).status).toBe(200)
    const again = await askWith({ 'if-none-match': '*' }, 'PUT', path, FLAG)
    expect(await codeOf(again)).toEqual([412, 'changed_meanwhile'])
  })
})

describe('a POST with a key', () => {
  test('is done once', async () => {
    const path = '/api/v1/sites/shop/experiments/once/status'
    const variation = (key: string) => ({ key, name: key, weight: 0.5, changes: [] })
    await here.ask('PUT', '/api/v1/sites/shop/experiments/once', {
      name: 'Once',
      hypothesis: '',
      coverage: 1,
      targeting: {},
      metrics: [{ kind: 'conversion' }],
      variations: [variation('control'), variation('b')],
    })
    const header = { 'idempotency-key': 'k-1' }
    const first = await askWith(header, 'POST', path, { status: 'running' })
    const second = await askWith(header, 'POST', path, { status: 'running' })
    expect(first.status).toBe(200)
    // A second start would be refused.
    expect([second.status, await second.text()]).toEqual([200, await first.text()])
    const other = await askWith(header, 'POST', path, { status: 'stopped' })
    expect(await codeOf(other)).toEqual([422, 'idempotency_reused'])
  })
})

describe('the audit log', () => {
  test('tells each change, and neither what was read nor what was refused', async () => {
    await here.ask('PUT', '/api/v1/sites/quiet', SITE)
    await here.ask('GET', '/api/v1/sites/quiet')
    await here.ask('PUT', '/api/v1/sites/quiet/flags/a', { ...FLAG, rules: 'none' })
    await here.ask('PUT', '/api/v1/sites/quiet/flags/a', FLAG)
    const answer = await here.ask('GET', '/api/v1/sites/quiet/audit')
    const { entries } = (await answer.json()) as { entries: { what: string; detail: string }[] }
    expect(entries.map(({ what, detail }) => [what, detail])).toEqual([
      ['writeFlag', `a ${JSON.stringify(FLAG)}`],
      ['writeSite', JSON.stringify(SITE)],
    ])
  })

  test('tells that somebody was erased, and not who', async () => {
    const erased = await here.ask('DELETE', '/api/v1/sites/shop/visitors/visitor-to-forget')
    expect(erased.status).toBe(200)
    const log = await (await here.ask('GET', '/api/v1/sites/shop/audit')).text()
    expect(log).toContain('eraseVisitor')
    expect(log).not.toContain('visitor-to-forget')
  })

  test('is handed out in parts', async () => {
    for (let at = 0; at < 5; at++) await here.ask('PUT', '/api/v1/sites/long', SITE)
    const part = async (after: string) => {
      const answer = await here.ask('GET', `/api/v1/sites/long/audit?limit=2${after}`)
      return (await answer.json()) as { entries: unknown[]; next: string | null }
    }
    const first = await part('')
    const second = await part(`&after=${first.next}`)
    const third = await part(`&after=${second.next}`)
    expect([first, second, third].map(({ entries }) => entries.length)).toEqual([2, 2, 1])
    expect(third.next).toBeNull()
  })
})

test('it is described where it answers', async () => {
  const answer = await fetch(`${here.url}/api/openapi.json`)
  expect(await answer.json()).toMatchObject({ openapi: '3.1.0', info: { version: 'test' } })
})

test('a fault is a problem with a code, and the path of what is wrong', async () => {
  const answer = await here.ask('PUT', '/api/v1/sites/shop/flags/x', { ...FLAG, on: 'yes' })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toEqual({
    type: 'about:blank',
    title: 'A field of the request is missing or out of bounds.',
    status: 400,
    code: 'ask_invalid',
    path: 'on',
    detail: 'on: expected one of true, false',
  })
})

test('answers may neither be framed nor run nor embedded', async () => {
  for (const path of ['/api/v1/sites/shop', '/metrics', '/api/openapi.json']) {
    const { headers } = await here.ask('GET', path)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})
