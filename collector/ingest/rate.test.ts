// Token buckets: bursts pass, floods do not, one sender does not pay for another.
import { describe, expect, test } from 'vitest'
import { createRate } from './rate.ts'

const DAY_MS = 86_400_000

function createRig() {
  const clock = { nowMs: 1_800_000_000_000 }
  let drawn = 0
  const rate = createRate({
    clock: { now: () => clock.nowMs },
    random: { bytes: (count) => new Uint8Array(count).fill(++drawn) },
    addressPerSecond: 2,
    sitePerSecond: 3,
  })
  const countAllowed = (address: string): number => {
    let allowed = 0
    while (rate.allowsAddress(address)) allowed++
    return allowed
  }
  return { clock, rate, countAllowed, saltsDrawn: () => drawn }
}

describe('an address', () => {
  test('may send ten seconds’ worth at once, then as much as time gives', () => {
    const { clock, countAllowed } = createRig()
    expect(countAllowed('203.0.113.9')).toBe(20)
    clock.nowMs += 1_500
    expect(countAllowed('203.0.113.9')).toBe(3)
    clock.nowMs += DAY_MS / 4
    expect(countAllowed('203.0.113.9')).toBe(20)
  })

  test('is not limited by another', () => {
    const { countAllowed } = createRig()
    countAllowed('203.0.113.9')
    expect(countAllowed('203.0.113.10')).toBe(20)
  })

  test('gets no tokens from a clock that goes back', () => {
    const { clock, countAllowed } = createRig()
    countAllowed('203.0.113.9')
    clock.nowMs -= 60_000
    expect(countAllowed('203.0.113.9')).toBe(0)
  })

  test.each(['127.0.0.1', '::1'])('on loopback (%s) is not one visitor', (address) => {
    const { rate } = createRig()
    const sent = Array.from({ length: 100 }, () => rate.allowsAddress(address))
    expect(sent).not.toContain(false)
  })
})

test('a site has a bucket of its own', () => {
  const { rate } = createRig()
  const sent = Array.from({ length: 31 }, () => rate.allowsSite('shop'))
  expect(sent.filter(Boolean)).toHaveLength(30)
  expect(rate.allowsSite('other')).toBe(true)
})

test('the salt is drawn anew each day', () => {
  const { clock, rate, saltsDrawn } = createRig()
  rate.allowsAddress('203.0.113.9')
  rate.allowsAddress('203.0.113.9')
  expect(saltsDrawn()).toBe(1)
  clock.nowMs += DAY_MS
  rate.allowsAddress('203.0.113.9')
  expect(saltsDrawn()).toBe(2)
})
