// What Chromium tells of the network, in whatever order it does.
import { expect, test } from 'vitest'
import { createTraffic } from './traffic.ts'
import type { Stage } from './facts.ts'

function rig() {
  const at: { stage: Stage; atMs: number } = { stage: 'before', atMs: 0 }
  const traffic = createTraffic(
    () => ({ ...at }),
    () => 'main',
  )
  const hear = (method: string, params: object) =>
    traffic.hear({ method: `Network.${method}`, params })
  const ask = (requestId: string, url: string, more: object = {}) =>
    hear('requestWillBeSent', {
      requestId,
      request: { url, method: 'GET' },
      type: 'Image',
      ...more,
    })
  return { at, traffic, hear, ask }
}

test('a cookie is its host’s, whether the answer or the request is told first', () => {
  const { traffic, hear, ask } = rig()
  const headers = { 'Set-Cookie': 'px=1; Path=/\nid=2; Domain=.ads.example' }
  hear('responseReceivedExtraInfo', { requestId: '1', headers })
  ask('1', 'https://cdn.ads.example/a.gif')
  ask('2', 'https://shop.example/')
  hear('responseReceivedExtraInfo', { requestId: '2', headers: { 'set-cookie': 'own=1' } })
  expect(traffic.setCookies().map(({ name, host }) => `${name} ${host}`)).toEqual([
    'px cdn.ads.example',
    'id ads.example',
    'own shop.example',
  ])
})

test('each answer of a chain of redirects is that of its own host', () => {
  const { traffic, hear, ask } = rig()
  ask('1', 'https://a.example/')
  hear('responseReceivedExtraInfo', { requestId: '1', headers: { 'set-cookie': 'a=1' } })
  ask('1', 'https://b.example/', { redirectResponse: {} })
  hear('responseReceivedExtraInfo', { requestId: '1', headers: { 'set-cookie': 'b=1' } })
  expect(traffic.setCookies().map(({ name, host }) => `${name} ${host}`)).toEqual([
    'a a.example',
    'b b.example',
  ])
  expect(traffic.requests()).toHaveLength(2)
})

test('a cookie that was refused says why, once, and the others were taken', () => {
  const { traffic, hear, ask } = rig()
  ask('1', 'https://ads.example/a.gif')
  hear('responseReceivedExtraInfo', {
    requestId: '1',
    headers: { 'Set-Cookie': 'px=1; Secure\nok=1' },
    blockedCookies: [{ cookieLine: 'px=1; Secure', blockedReasons: ['ThirdPartyPhaseout'] }],
  })
  expect(traffic.setCookies().map(({ name, refused }) => [name, refused])).toEqual([
    ['px', ['ThirdPartyPhaseout']],
    ['ok', []],
  ])
})

test('requests belong to the stage they were made in; sockets count, what needs no network does not', () => {
  const { at, traffic, hear, ask } = rig()
  ask('1', 'https://shop.example/', { type: 'Document', frameId: 'main' })
  ask('1', 'https://shop.example/', { type: 'Document', frameId: 'main' })
  ask('2', 'data:,x')
  at.stage = 'after'
  hear('webSocketCreated', { requestId: '3', url: 'wss://live.example/s' })
  hear('somethingElse', {})
  expect(traffic.requests().map(({ host, stage, isPage }) => [host, stage, isPage])).toEqual([
    ['shop.example', 'before', true],
    ['live.example', 'after', false],
  ])
})

test('open is what has neither finished nor failed, and was asked lately', () => {
  const { at, traffic, hear, ask } = rig()
  ask('1', 'https://a.example/1')
  ask('2', 'https://a.example/2')
  at.atMs = 5_000
  ask('3', 'https://a.example/3')
  ask('4', 'https://a.example/4', { type: 'EventSource' })
  hear('loadingFinished', { requestId: '1' })
  expect(traffic.open(0)).toBe(2)
  expect(traffic.open(1_000)).toBe(1)
})
