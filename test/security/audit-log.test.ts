// Who changes something cannot keep it out of the audit log, nor make the log unreadable, by how they write it.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEntry } from '../../packages/wire/account.ts'
import { SITE, makeSites, makeToken, startBare } from './stage.ts'
import type { Stage } from './stage.ts'

const API = `/api/v1/sites/${SITE}`
const FLAG = { description: 'Checkout', on: true, value: 'x', rules: [] }

let stage: Omit<Stage, 'callers'>
let headers: Record<string, string>

beforeAll(async () => {
  stage = await startBare()
  await makeSites(stage)
  const secret = await makeToken(stage, SITE, 'write')
  headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
})

afterAll(async () => {
  await stage?.stop()
})

async function entries(): Promise<readonly AuditEntry[]> {
  const { entries: found } = await stage.command<{ entries: AuditEntry[] }>('GET', `${API}/audit`)
  return found
}

/** The form by which it is cut where the log has no more room lies in the middle of a character. */
const long = (before: number): object => ({
  ...FLAG,
  value: `${'x'.repeat(before)}${'💥'.repeat(400)}`,
})

const WAYS: readonly (readonly [string, () => string | Uint8Array])[] = [
  ['as it is', () => JSON.stringify(FLAG)],
  ['on many lines', () => JSON.stringify(FLAG, undefined, '\t')],
  ['between line ends', () => `\r\n\r\n${JSON.stringify(FLAG)}\r\n`],
  ['packed', () => gzipSync(JSON.stringify(FLAG))],
  ['with fields that nobody knows', () => JSON.stringify({ ...FLAG, ['\u0000']: '\u0001\u0002' })],
  [
    'with half a character',
    () => JSON.stringify({ ...FLAG, value: '\ud83d', description: '\udca5' }),
  ],
  ['long, cut in a character', () => JSON.stringify(long(1_000))],
  ['long, cut in the next', () => JSON.stringify(long(1_001))],
]

test.each(WAYS)('a change that is written %s is in the log', async (way, make) => {
  const before = (await entries()).length
  const key = `flag-${way.replaceAll(/[^a-z]/g, '-')}`
  const answer = await stage.send({
    method: 'PUT',
    path: `${API}/flags/${key}`,
    headers,
    body: make(),
  })
  expect(answer.status).toBe(200)
  const [newest, ...older] = await entries()
  expect(older).toHaveLength(before)
  expect(newest).toMatchObject({ by: `token write ${SITE}`, what: 'writeFlag' })
  expect(newest?.detail).toContain(key)
  expect(newest?.detail).toContain('"on":true')
})

test.each(['\u0001', 'a\u0007b', 'ann\u200b', '\u202enna'])(
  'nobody is invited under a name that cannot be read: %j',
  async (login) => {
    const invited = await stage.ask(
      'POST',
      `${API}/members`,
      { login, role: 'viewer' },
      stage.commandHeaders,
    )
    expect(invited.code).toBe('ask_invalid')
    expect((await stage.ask('GET', `${API}/members`, undefined, stage.commandHeaders)).status).toBe(
      200,
    )
  },
)
