// A notice is told once, again where nobody answered, and not for ever.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { createSender, postJson, RETRY_MS, WAITING_MAX } from './send.ts'
import type { Notice, SenderParts } from './send.ts'

const NOTICE: Notice = { what: 'events_stopped', site: 'shop', sinceMs: 1_800_000_000_000 }

/** `answers` are statuses, or 0 for none; the last one goes on. */
function createRig(answers: readonly number[], more: Partial<SenderParts> = {}) {
  const posted: Notice[] = []
  const waited: number[] = []
  const logged: unknown[] = []
  const sender = createSender({
    url: 'https://alerts.example/secret',
    post: async (_, body) => {
      posted.push(JSON.parse(body) as Notice)
      const status = answers[Math.min(posted.length, answers.length) - 1] ?? 0
      if (status === 0) throw new TypeError('fetch failed')
      return status
    },
    wait: async (ms) => void waited.push(ms),
    logger: { write: (...words) => void logged.push(words) },
    ...more,
  })
  return { sender, posted, waited, logged }
}

test('what is taken is sent once', async () => {
  const { sender, posted, waited, logged } = createRig([204])
  sender.send(NOTICE)
  await vi.waitFor(() => expect(posted).toEqual([NOTICE]))
  await sender.stop()
  expect({ waited, logged, posted }).toEqual({ waited: [], logged: [], posted: [NOTICE] })
})

test('nobody answers, then a busy server: tried again, later each time, until it is taken', async () => {
  const { sender, posted, waited, logged } = createRig([0, 503, 429, 200])
  sender.send(NOTICE)
  await vi.waitFor(() => expect(posted).toHaveLength(4))
  await sender.stop()
  expect(waited).toEqual(RETRY_MS.slice(0, 3))
  expect(logged).toEqual([])
})

test('given up after the last try; the log says so, without the address', async () => {
  const { sender, posted, logged } = createRig([0])
  sender.send(NOTICE)
  await vi.waitFor(() => expect(logged).toHaveLength(1))
  expect(posted).toHaveLength(RETRY_MS.length + 1)
  expect(logged).toEqual([
    ['alert_failed', { site: 'shop', notice: 'events_stopped', why: 'TypeError' }],
  ])
  expect(JSON.stringify(logged)).not.toContain('secret')
})

test.each([301, 401, 404])('status %s is final', async (status) => {
  const { sender, posted, logged } = createRig([status])
  sender.send(NOTICE)
  await vi.waitFor(() => expect(logged).toHaveLength(1))
  expect(posted).toHaveLength(1)
})

test('bounded: of too many the oldest go; those that stay keep their order', async () => {
  let release = (): void => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const sites: string[] = []
  const { sender } = createRig([], {
    post: async (_, body) => {
      sites.push((JSON.parse(body) as Notice).site)
      await gate
      return 200
    },
  })
  for (let at = 0; at < WAITING_MAX + 5; at++) sender.send({ ...NOTICE, site: `s${at}` })
  release()
  await vi.waitFor(() => expect(sites).toHaveLength(WAITING_MAX + 1))
  expect(sites.slice(0, 3)).toEqual(['s0', 's5', 's6'])
  expect(sites.at(-1)).toBe(`s${WAITING_MAX + 4}`)
})

test('without an address nothing is sent, nor after the stop, which waits for nobody', async () => {
  const without = createRig([200], { url: undefined })
  without.sender.send(NOTICE)
  await without.sender.stop()
  expect(without.posted).toEqual([])

  const silent = createRig([200], {
    post: (_, __, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')))
      }),
  })
  silent.sender.send(NOTICE)
  await silent.sender.stop()
  silent.sender.send(NOTICE)
  expect(silent.posted).toEqual([])
})

test('over a socket: JSON arrives; a redirect is not followed', async () => {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(`${request.url} ${request.headers['content-type']} ${body}`)
      response.writeHead(request.url === '/away' ? 302 : 204, { location: '/elsewhere' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { signal } = new AbortController()
  expect(await postJson(`${url}/hook`, '{"a":1}', signal)).toBe(204)
  expect(await postJson(`${url}/away`, '{}', signal)).toBe(302)
  expect(bodies).toEqual(['/hook application/json {"a":1}', '/away application/json {}'])
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
