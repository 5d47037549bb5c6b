// Addresses are taken from the right hop, and cut before they are looked up.
import { describe, expect, test } from 'vitest'
import { classOf, createNetworks, networkOf, visitorAddress } from './address.ts'

const trusted = createNetworks(['10.0.0.0/8', 'fd00::/8', '192.0.2.1'])

describe('visitorAddress', () => {
  test.each([
    ['an untrusted peer is the visitor', '203.0.113.9', '6.6.6.6', '203.0.113.9'],
    ['the hop before our proxy', '10.0.0.1', '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    [
      'the hop before several proxies',
      '10.0.0.1',
      '203.0.113.9, 192.0.2.1, 10.9.9.9',
      '203.0.113.9',
    ],
    ['a peer written for both families', '::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['IPv6 behind IPv6', 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['no header', '10.0.0.1', undefined, '10.0.0.1'],
    ['nonsense ends the way', '10.0.0.1', '203.0.113.9, <script>', '10.0.0.1'],
    ['only proxies', '10.0.0.1', '10.0.0.2', '10.0.0.2'],
  ])('%s', (_, peer, forwarded, expected) => {
    expect(visitorAddress(peer, forwarded, trusted)).toBe(expected)
  })
})

test.each([
  ['203.0.113.9', '203.0.113.0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
  ['2001:db8::7', '2001:db8:0::'],
  ['::1', '0:0:0::'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  ['127.0.0.1', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:10.1.2.3', '10.0.0.0/8'],
  ['172.31.0.1', '172.16.0.0/12'],
  ['172.32.0.1', 'public'],
  ['fd00::7', 'fc00::/7'],
  ['203.0.113.9', 'public'],
  ['', 'public'],
])('of the peer %s only %s is told', (peer, told) => {
  expect(classOf(peer)).toBe(told)
})

test.each(['10.0.0.0/33', 'fd00::/129', 'here', '10.0.0.0/', '10.0.0.0/a'])(
  'refuses %s as a network',
  (network) => {
    expect(() => createNetworks([network])).toThrow(TypeError)
  },
)
