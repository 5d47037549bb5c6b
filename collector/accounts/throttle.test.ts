// Wrong guesses come slower and slower, wherever they come from.
import { expect, test } from 'vitest'
import type { Fault } from '../errors.ts'
import { systemRandom } from '../random.ts'
import { createThrottle } from './throttle.ts'

const HERE = '192.0.2.1'

function createRig() {
  const clock = { nowMs: 0 }
  const throttle = createThrottle({ clock: { now: () => clock.nowMs }, random: systemRandom })
  /** Seconds that one has to wait; 0 where not. */
  const wait = (login = 'ada', address = HERE): number => {
    try {
      throttle.check(login, address)
      return 0
    } catch (error) {
      return (error as Fault).detail.retryAfterSeconds ?? Number.NaN
    }
  }
  const fail = (count: number, login = 'ada', address = HERE): void => {
    for (let at = 0; at < count; at++) throttle.failed(login, address)
  }
  return { clock, throttle, wait, fail }
}

test('three are free, then each doubles the delay, up to a minute', () => {
  const { wait, fail } = createRig()
  fail(3)
  expect(wait()).toBe(0)
  const seconds = Array.from({ length: 10 }, () => {
    fail(1)
    return wait()
  })
  expect(seconds).toEqual([1, 1, 2, 4, 8, 16, 32, 60, 60, 60])
})

test('the delay ends, and a day later all is forgotten', () => {
  const { wait, fail, clock } = createRig()
  fail(8)
  clock.nowMs += 8_000
  expect(wait()).toBe(0)
  clock.nowMs += 86_400_000
  fail(3)
  expect(wait()).toBe(0)
})

test('guesses from one address do not keep the owner out at another', () => {
  const { wait, fail } = createRig()
  fail(10)
  expect(wait('ada', '198.51.100.7')).toBe(0)
})

test('but those from many addresses do', () => {
  const { wait, fail } = createRig()
  for (let at = 0; at < 21; at++) fail(1, 'ada', `192.0.2.${at}`)
  expect(wait('ada', '198.51.100.7')).toBe(1)
  expect(wait('bob', '198.51.100.7')).toBe(0)
})

test('and those at many names from one address', () => {
  const { wait, fail } = createRig()
  for (let at = 0; at < 21; at++) fail(1, `name-${at}`)
  expect(wait('another')).toBe(1)
})

test('who was right is forgiven, but not the address', () => {
  const { wait, fail, throttle } = createRig()
  fail(10)
  throttle.succeeded('ada', HERE)
  expect(wait()).toBe(0)
  fail(11, 'bob')
  expect(wait('ada')).toBe(1)
})
