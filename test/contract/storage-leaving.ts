// What every store must do with who leaves: a count by what experiments had shown them, and nothing of who they were.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LogLine, SparseRow } from '../../collector/storage/columns.ts'
import { eventLine } from './storage.ts'
import type { StorageRig } from './storage.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOW_MS = 1_800_000_000_000

const dayOf = (ms: number): number => ms - (ms % DAY_MS)

const shown = (fields: Partial<SparseRow>, variation = 'bold', counts = true): LogLine =>
  eventLine({
    type: 'exposure',
    name: 'exposure',
    received_ms: NOW_MS,
    ...fields,
    body: { experiment: 'hero', variation, counts },
  })

const counted = (variation: string, receivedMs: number) => ({
  site: 'shop',
  received_ms: dayOf(receivedMs),
  experiment: 'hero',
  variation,
  n: 1,
})

/** Of several, of none that counts, of a robot, of nobody, of another site, and one who stays. */
const OTHERS = [
  shown({ stream: 'stream-4', visitor: 'visitor-4' }, 'control'),
  shown({ stream: 'stream-4', seq: 2, visitor: 'visitor-4' }),
  shown({ stream: 'stream-5', visitor: 'visitor-5' }, 'bold', false),
  shown({ stream: 'stream-6', visitor: 'visitor-6', bot: true }),
  shown({ stream: 'stream-7', visitor: '' }),
  shown({ site: 'other', visitor: 'visitor-2' }),
  shown({ stream: 'stream-8', visitor: 'visitor-8', session: 'session-8' }),
]

const inOrder = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted()

export function leavingContract(name: string, make: () => Promise<StorageRig>): void {
  describe(`who leaves: ${name}`, () => {
    let rig: StorageRig
    beforeEach(async () => {
      rig = await make()
      await rig.store.migrate()
    })
    afterEach(() => rig.dispose())

    test('is counted once, by what they were shown, erased or not', async () => {
      const { store } = rig
      const lines = [
        shown({}),
        shown({ seq: 2, received_ms: NOW_MS + 30 * HOUR_MS }),
        shown({ stream: 'stream-2', visitor: 'visitor-2' }),
        shown({ stream: 'stream-3', visitor: 'visitor-3' }, 'control'),
        ...OTHERS,
      ]
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
      await store.insert(await rig.write('1', text))
      const visitors = ['visitor-1', 'visitor-2', 'visitor-4', 'visitor-5', 'visitor-6', '', 'none']
      await store.erase('shop', visitors, 'UTC')
      await store.erase('shop', visitors, 'UTC')
      await store.leave('shop', ['visitor-3'])
      expect(inOrder(await store.leavings('shop'))).toEqual(
        inOrder([
          counted('bold', NOW_MS),
          counted('bold', NOW_MS + 30 * HOUR_MS),
          counted('control', NOW_MS),
        ]),
      )
      expect(await store.leavings('other')).toEqual([])
      const ages = { eventsMs: dayOf(NOW_MS) + 1, ordersMs: 0, timeZone: 'UTC' }
      await store.expire('shop', ages)
      expect(await store.leavings('shop')).toEqual([counted('bold', NOW_MS + 30 * HOUR_MS)])
      await store.eraseSite('shop')
      expect(await store.leavings('shop')).toEqual([])
    })
  })
}
