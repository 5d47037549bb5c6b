// Questions are spelled so that no value can change the path, and every kind of failure is told apart.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Failure, ask, failureOf, reportPath } from './ask.ts'

test('a report is asked at its path, with its period as the query', () => {
  expect(reportPath('overview', { site: 'demo', fromMs: 1, toMs: 2 })).toBe(
    '/api/v1/sites/demo/reports/overview?fromMs=1&toMs=2',
  )
  expect(reportPath('live', { site: '../me?x#' })).toBe('/api/v1/sites/..%2Fme%3Fx%23/reports/live')
})

test("a failure keeps the collector's words and when to try again", async () => {
  const failure = await failureOf(
    Response.json(
      { code: 'login_too_often', title: 'Too many tries.' },
      { status: 429, headers: { 'retry-after': '30' } },
    ),
  )
  expect(failure).toBeInstanceOf(Failure)
  expect(failure).toMatchObject({
    status: 429,
    code: 'login_too_often',
    message: 'Too many tries.',
    retryAfter: 30,
  })
})

test('what is wrong with a field is said rather than that one is', async () => {
  const told = { title: 'A field is out of bounds.', detail: 'name: expected text' }
  const failure = await failureOf(Response.json(told, { status: 400 }))
  expect(failure.message).toBe('name: expected text')
})

test.each(['<h1>Bad gateway</h1>', '', 'null', '{"title":7}'])(
  'a body like %j still makes a message',
  async (body) => {
    const failure = await failureOf(new Response(body, { status: 502 }))
    expect(failure).toMatchObject({ message: 'The collector answered 502.', retryAfter: null })
  },
)

test('a message is bounded', async () => {
  const failure = await failureOf(Response.json({ title: 'x'.repeat(9999) }, { status: 500 }))
  expect(failure.message).toHaveLength(300)
})

test('an answer that hangs can be given up', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const realFetch = globalThis.fetch
  const stop = new AbortController()
  globalThis.fetch = (path, init) =>
    realFetch(new URL(String(path), `http://127.0.0.1:${port}`), init)
  server.once('request', () => stop.abort())
  try {
    await expect(ask('live', { site: 'demo' }, stop.signal)).rejects.toMatchObject({
      name: 'AbortError',
    })
  } finally {
    globalThis.fetch = realFetch
    server.closeAllConnections()
    server.close()
  }
})
