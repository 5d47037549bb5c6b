// Robots are told by their names and their haste, staff by their network; a busy reader is neither.
import { expect, test } from 'vitest'
import type { Batch } from '../../packages/wire/event.ts'
import type { Site } from '../sites/site.ts'
import type { Agent } from './agent.ts'
import { createMark } from './marks.ts'

const AGENT: Agent = { device: 'desktop', browser: 'Chrome', bot: false }
const SITE: Site = {
  name: 'Shop',
  currency: 'EUR',
  timeZone: 'UTC',
  origins: [],
  rates: {},
  staff: ['192.0.2.0/24', '2001:db8::/32'],
}

function createRig() {
  const clock = { nowMs: 0 }
  const mark = createMark({ now: () => clock.nowMs })
  const open = (pages: number, { visitor = 'v1', address = '203.0.113.5', agent = AGENT } = {}) =>
    mark(
      {
        visitor,
        events: Array.from({ length: pages }, () => ({ type: 'page_view' })),
      } as unknown as Batch,
      SITE,
      { agent, address },
    )
  return { clock, open }
}

test('a name that is a robot’s is enough', () => {
  const { open } = createRig()
  expect(open(1, { agent: { ...AGENT, bot: true } }).bot).toBe(true)
  expect(open(1).bot).toBe(false)
})

test('so is opening more pages a minute than anybody reads, for a while', () => {
  const { open, clock } = createRig()
  for (let at = 0; at < 60; at++) expect(open(1).bot).toBe(false)
  expect(open(1).bot).toBe(true)
  clock.nowMs += 5 * 60_000
  expect(open(1).bot).toBe(true)
  clock.nowMs += 3_600_000
  expect(open(1).bot).toBe(false)
})

test('many pages over the day are not, nor are many people behind one address', () => {
  const { open, clock } = createRig()
  for (let at = 0; at < 200; at++) {
    clock.nowMs += 2_000
    expect(open(1).bot).toBe(false)
  }
  for (let at = 0; at < 200; at++) expect(open(1, { visitor: `v${at}` }).bot).toBe(false)
})

test.each([
  ['192.0.2.77', true],
  ['::ffff:192.0.2.77', true],
  ['2001:db8::1', true],
  ['192.0.3.77', false],
  ['', false],
])('staff come from the networks of the site: %s %s', (address, staff) => {
  expect(createRig().open(1, { address }).staff).toBe(staff)
})
