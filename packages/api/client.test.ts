// The client says what is meant at the right address, and tries again where that helps.
import { expect, test } from 'vitest'
import { ApiError, createClient, each } from './index.ts'

interface Sent {
  readonly url: string
  readonly init: RequestInit
}

/** A client whose requests meet `answers`, one after the other. */
function createRig(...answers: readonly (Response | Error)[]) {
  const sent: Sent[] = []
  const waits: number[] = []
  let at = 0
  const api = createClient({
    url: 'https://console.example/',
    token: 'secret',
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init ?? {} })
      const answer = answers[at++] ?? Response.json({})
      if (answer instanceof Error) throw answer
      return answer
    },
    wait: async (ms) => void waits.push(ms),
  })
  return { api, sent, waits }
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json(
    {
      type: 'about:blank',
      title: 'Not so.',
      status,
      code,
      path: 'a.b',
      detail: 'Expected a number.',
    },
    { status, headers },
  )

test('what stands in the address is put there, and escaped', async () => {
  const { api, sent } = createRig()
  await api.reportOverview({ site: 'a/b', fromMs: 1, toMs: 2 })
  await api.readFlag({ site: 'shop', key: '$&' })
  expect(sent.map(({ url }) => url)).toEqual([
    'https://console.example/api/v1/sites/a%2Fb/reports/overview?fromMs=1&toMs=2',
    'https://console.example/api/v1/sites/shop/flags/%24%26',
  ])
  expect(sent[0]?.init).toMatchObject({
    method: 'GET',
    headers: { authorization: 'Bearer secret' },
  })
})

test('bodies are JSON, and what was read is named where that is asked', async () => {
  const { api, sent } = createRig()
  const flag = { description: '', on: true, value: 1, rules: [] }
  await api.writeFlag({ site: 'shop', key: 'a' }, flag, { ifMatch: '"x"' })
  expect(sent[0]?.init).toMatchObject({
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '"x"' },
    body: JSON.stringify(flag),
  })
})

test('what the collector refuses is an error with its code and path, and is not tried again', async () => {
  const { api, sent } = createRig(problem(400, 'ask_invalid'))
  const error: unknown = await api.readSite({ site: 'shop' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    status: 400,
    code: 'ask_invalid',
    path: 'a.b',
    detail: 'Expected a number.',
    message: 'Not so. (a.b) Expected a number.',
  })
  expect(sent).toHaveLength(1)
})

test('a POST that met no answer is sent again under the same key', async () => {
  const { api, sent, waits } = createRig(
    new TypeError('network'),
    problem(503, 'overloaded', { 'retry-after': '5' }),
    Response.json({ accepted: 1 }),
  )
  expect(await api.sendEvents({}, {})).toEqual({ accepted: 1 })
  const keys = sent.map(({ init }) => (init.headers as Record<string, string>)['idempotency-key'])
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[\w-]{36}$/)
  expect(waits).toEqual([500, 5_000])
})

test('it gives up in the end', async () => {
  const { api, sent } = createRig(...Array.from({ length: 9 }, () => new TypeError('network')))
  await expect(api.readMe({})).rejects.toMatchObject({ status: 0 })
  expect(sent).toHaveLength(4)
})

test('an answer that is not the collector’s is still an error', async () => {
  const { api } = createRig(new Response('<h1>Proxy</h1>', { status: 404 }))
  await expect(api.readMe({})).rejects.toMatchObject({
    message: 'The collector answered 404.',
    code: '',
  })
})

test('rows come a line each', async () => {
  const { api } = createRig(
    new Response('{"a":1}\n{"a":2}\n', { headers: { 'content-type': 'application/x-ndjson' } }),
  )
  const lines: string[] = []
  for await (const line of await api.exportRows({ site: 'shop' })) lines.push(line)
  expect(lines).toEqual(['{"a":1}', '{"a":2}'])
})

test('a long list is walked to its end', async () => {
  const { api, sent } = createRig(
    Response.json({ entries: [1], next: '7' }),
    Response.json({ entries: [2], next: null }),
  )
  const seen: unknown[] = []
  for await (const { entries } of each(api.listAudit, { site: 'shop' })) seen.push(...entries)
  expect(seen).toEqual([1, 2])
  expect(sent[1]?.url).toBe('https://console.example/api/v1/sites/shop/audit?after=7')
})

test('it can be awaited: it has no method of every name', async () => {
  const { api } = createRig()
  expect(await Promise.resolve(api)).toBe(api)
  expect((api as unknown as Record<string, unknown>)['toString']).toBeUndefined()
})
