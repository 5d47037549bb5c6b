// What the listener counts of proxies: those that are trusted, those that are not, and nothing of whom they forward.
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { createMetrics } from '../metrics.ts'
import { startServer } from '../server.ts'
import { createNetworks } from './address.ts'
import { json } from './call.ts'
import { systemClock } from '../clock.ts'
import { createAdmission } from './admission.ts'
import { ADMISSION } from '../limits.ts'
import { createSlices } from './slices.ts'
import { createListener } from './listener.ts'

test('a turn begins with the last byte of the body: who sends slowly keeps nobody out', async () => {
  const admission = createAdmission()
  let handled = (): void => {}
  const handling = new Promise<void>((resolve) => {
    handled = resolve
  })
  const underWay: number[] = []
  const listener = createListener({
    slices: createSlices(ADMISSION, () => performance.now()),
    routes: [
      {
        method: 'POST',
        path: '/e',
        door: 'public',
        bodyBytesMax: 100,
        canWait: true,
        handle: () => {
          underWay.push(admission.state().requests)
          return json(202, {})
        },
      },
    ],
    enter: async () => {
      handled()
      return { kind: 'anyone' }
    },
    headersFor: () => ({}),
    admission,
    trusted: createNetworks([]),
    countryHeader: undefined,
    metrics: createMetrics(),
    logger: { write: () => {} },
    clock: systemClock,
  })
  const server = await startServer(listener, { host: '127.0.0.1', port: 0 })
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const slow = request(
      { host: '127.0.0.1', port: server.port, method: 'POST', path: '/e' },
      (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode))
      },
    ).on('error', reject)
    slow.write('half')
    void handling.then(() => {
      underWay.push(admission.state().requests)
      slow.end('the other half')
    })
  })
  await server.stop()
  expect(status).toBe(202)
  expect(underWay).toEqual([0, 1])
  expect(admission.state().requests).toBe(0)
})

async function counted(trusted: readonly string[], forwarded?: string): Promise<string[]> {
  const metrics = createMetrics()
  const listener = createListener({
    slices: createSlices(ADMISSION, () => performance.now()),
    routes: [{ method: 'GET', path: '/', door: 'public', handle: () => json(200, {}) }],
    enter: async () => ({ kind: 'anyone' }),
    headersFor: () => ({}),
    admission: createAdmission(),
    trusted: createNetworks(trusted),
    countryHeader: undefined,
    metrics,
    logger: { write: () => {} },
    clock: systemClock,
  })
  const server = await startServer(listener, { host: '127.0.0.1', port: 0 })
  await new Promise<void>((resolve, reject) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    request({ host: '127.0.0.1', port: server.port, headers }, (answer) => {
      answer.resume().on('end', resolve)
    })
      .on('error', reject)
      .end()
  })
  await server.stop()
  const text = metrics.text({})
  expect(text).not.toContain('203.0.113')
  return text.split('\n').filter((line) => /^tidemark_\w*forwarded/.test(line))
}

test('who is forwarded by nobody is not counted', async () => {
  expect(await counted([])).toEqual(['tidemark_forwarded_total 0'])
})

test('a proxy that nobody declared is told by its private network', async () => {
  expect(await counted(['10.0.0.0/8'], '203.0.113.7')).toEqual([
    'tidemark_forwarded_total 1',
    'tidemark_untrusted_forwarded_total{peer="loopback"} 1',
  ])
})

test('a proxy that is trusted is counted as forwarding alone', async () => {
  expect(await counted(['127.0.0.0/8'], '203.0.113.7')).toEqual(['tidemark_forwarded_total 1'])
})
