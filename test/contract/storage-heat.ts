// What every store must do with heat: sums that are exact, rows that are emptied once, and sessions that can be erased.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HeatCell, LogLine, Row } from '../../collector/storage/columns.ts'
import { cellsOf } from '../../collector/storage/heat.ts'
import type { HeatPoint } from '../../packages/wire/event.ts'
import { createPrng } from '../support/prng.ts'
import { eventLine } from './storage.ts'
import type { StorageRig } from './storage.ts'

const DAY_MS = 86_400_000
const DAY = 20_600
const NOON_MS = (DAY + 0.5) * DAY_MS

interface Part {
  session: string
  seq?: number
  receivedMs?: number
  day?: number
  anchors?: readonly string[]
  points?: readonly HeatPoint[]
  before?: number
  sample?: number
  bot?: boolean
  path?: string
}

const HEAT = { band: 'phone', fold: 20, reach: 50 }

function heat(part: Part): LogLine {
  const { session, seq = 1, receivedMs = NOON_MS, day = DAY } = part
  const { before, sample = 100, anchors = [], points = [] } = part
  return eventLine({
    stream: `stream-${session}`,
    seq,
    type: 'heat',
    name: 'heat',
    session,
    visitor: '',
    path: part.path ?? '/',
    time_ms: receivedMs,
    received_ms: receivedMs,
    bot: part.bot ?? false,
    body: {
      ...(before !== undefined && { before }),
      ...HEAT,
      day,
      sample,
      anchors,
      points,
    },
  })
}

const click = (across: number, flags = 0, anchor = 0): HeatPoint => [0, anchor, across, 0, flags, 0]
const byKey = (cells: readonly HeatCell[]): string[] =>
  cells.map((cell) => JSON.stringify(Object.entries(cell).toSorted())).toSorted()

/** `type anchor rx: n of sessions`, what lies over several days summed up. */
function told(cells: readonly HeatCell[], ...types: string[]): string[] {
  const sums = new Map<string, { n: number; sessions: number }>()
  for (const { type, anchor, rx, n, sessions } of cells) {
    if (!types.includes(type)) continue
    const sum = sums.get(`${type} ${anchor} ${rx}`) ?? { n: 0, sessions: 0 }
    sums.set(`${type} ${anchor} ${rx}`, { n: sum.n + n, sessions: sum.sessions + sessions })
  }
  return [...sums].map(([key, { n, sessions }]) => `${key}: ${n} of ${sessions}`).toSorted()
}

export function heatContract(name: string, make: () => Promise<StorageRig>): void {
  describe(`heat contract: ${name}`, () => {
    let rig: StorageRig
    let segments = 0

    beforeEach(async () => {
      rig = await make()
      await rig.store.migrate()
    })
    afterEach(() => rig.dispose())

    const insert = async (lines: readonly LogLine[]): Promise<void> => {
      const text = lines.map((entry) => `${JSON.stringify(entry)}\n`).join('')
      await rig.store.insert(await rig.write(`segment-${++segments}`, text))
    }
    const rows = async (): Promise<Row[]> => {
      const found: Row[] = []
      for await (const row of rig.store.rows('shop', 0, 2 * NOON_MS)) found.push(row)
      return found
    }

    test('a fold sums points by place, element and page, and by session', async () => {
      await insert([
        heat({
          session: 'one',
          anchors: ['buy', ''],
          points: [click(0), click(15), click(16, 1), click(255, 4, 1)],
        }),
        heat({ session: 'one', seq: 2, before: 50, anchors: ['buy'], points: [click(3)] }),
        heat({ session: 'two', anchors: ['buy'], points: [click(0)] }),
      ])
      await rig.store.fold(NOON_MS + 1)
      const cells = await rig.store.cells('shop')
      expect(told(cells, 'click', 'rage', 'keyboard')).toEqual([
        'click  -1: 1 of 1',
        'click  15: 1 of 1',
        'click * -1: 6 of 2',
        'click buy -1: 5 of 2',
        'click buy 0: 4 of 2',
        'click buy 1: 1 of 1',
        'keyboard  -1: 1 of 1',
        'keyboard  15: 1 of 1',
        'keyboard * -1: 1 of 1',
        'rage * -1: 1 of 1',
        'rage buy -1: 1 of 1',
        'rage buy 1: 1 of 1',
      ])
      expect(told(cells, 'view', 'fold')).toEqual(['fold * 20: 2 of 2', 'view * -1: 2 of 2'])
      expect(told(cells, 'reach')).toEqual(['reach * 50: 2 of 2'])
      const buy = cells.find(
        ({ type, anchor, rx }) => type === 'click' && anchor === 'buy' && rx < 0,
      )
      expect(buy).toMatchObject({
        n: 5,
        sessions: 2,
        squares: 17,
        day: DAY,
        page: '/',
        band: 'phone',
      })
    })

    test('a folded row keeps its number and nothing else, and is not folded again', async () => {
      await insert([heat({ session: 'one', anchors: ['buy'], points: [click(0)] })])
      await rig.store.fold(NOON_MS + 1)
      await rig.store.fold(NOON_MS + 1)
      expect(told(await rig.store.cells('shop'), 'click')).toHaveLength(3)
      expect((await rig.store.cells('shop')).every(({ n }) => n === 1)).toBe(true)
      const [row, ...others] = await rows()
      expect(others).toEqual([])
      expect(row).toMatchObject({ stream: 'stream-one', seq: 1, session: '', path: '', body: {} })
      await insert([heat({ session: 'one', anchors: ['buy'], points: [click(0)] })])
      expect(await rows(), 'a repeat is known although it was emptied').toHaveLength(1)
    })

    test('a session is folded whole, once its first row is old enough; others and robots are not', async () => {
      await insert([
        heat({ session: 'old', receivedMs: NOON_MS - 1 }),
        heat({
          session: 'old',
          seq: 2,
          receivedMs: NOON_MS + 999,
          before: 50,
          anchors: ['buy'],
          points: [click(0)],
        }),
        heat({ session: 'young', receivedMs: NOON_MS, anchors: ['buy'], points: [click(0)] }),
        heat({
          session: 'robot',
          receivedMs: NOON_MS - 1,
          bot: true,
          anchors: ['buy'],
          points: [click(0)],
        }),
      ])
      await rig.store.fold(NOON_MS)
      expect(told(await rig.store.cells('shop'), 'click', 'view')).toEqual([
        'click * -1: 1 of 1',
        'click buy -1: 1 of 1',
        'click buy 0: 1 of 1',
        'view * -1: 1 of 1',
      ])
      const raw = (await rows()).filter(({ session }) => session !== '')
      expect(raw.map(({ session }) => session)).toEqual(['young'])
    })

    test('places of too few sessions are folded away after their time, those of enough are kept', async () => {
      const visit = (session: string, across: number, day: number): LogLine =>
        heat({
          session,
          day,
          anchors: ['buy', 'rare'],
          points: [click(across), ...(session === 's1' ? [click(0, 0, 1)] : [])],
        })
      await insert([
        ...['s1', 's2', 's3'].map((session) => visit(session, 0, DAY - 31)),
        ...['s4', 's5'].map((session) => visit(session, 0, DAY - 20)),
        visit('s6', 255, DAY - 31),
        visit('s7', 128, DAY - 20),
      ])
      await rig.store.fold(NOON_MS + 1)
      expect(told(await rig.store.cells('shop'), 'click')).toEqual([
        'click * -1: 8 of 7',
        'click buy -1: 7 of 7',
        'click buy 0: 5 of 5',
        'click buy 8: 1 of 1',
      ])
    })

    test('erasing a visitor takes the points of their sessions, raw as they are, and no others', async () => {
      await insert([
        eventLine({ session: 'theirs', visitor: 'visitor-1', received_ms: NOON_MS }),
        heat({ session: 'theirs', anchors: ['buy'], points: [click(0)] }),
        heat({ session: 'another', anchors: ['buy'], points: [click(0)] }),
      ])
      expect(await rig.store.erase('shop', ['visitor-1'], 'UTC')).toMatchObject({
        events: 1,
        heat: 1,
        orders: 0,
      })
      expect((await rows()).map(({ session }) => session)).toEqual(['another'])
    })

    test.each([1, 2, 3])('sums agree with the reference, seed %i', async (seed) => {
      const prng = createPrng(seed)
      const lines = Array.from({ length: 60 }, (_, at) =>
        heat({
          session: `session-${prng.whole(1, 12)}`,
          seq: at + 1,
          day: DAY - prng.whole(0, 3),
          sample: prng.pick([20, 100]),
          path: prng.pick(['/', '/lamps']),
          bot: prng.chance(0.1),
          anchors: ['buy', 'it\'s "quoted"', ''],
          points: Array.from({ length: prng.whole(0, 5) }, () =>
            click(prng.whole(0, 255), prng.pick([0, 1, 4, 5, 8]), prng.whole(0, 2)),
          ),
          ...(prng.chance(0.3) && { before: prng.whole(0, 50) }),
        }),
      )
      await insert(lines)
      const expected = cellsOf(await rows())
      expect(expected.length).toBeGreaterThan(50)
      await rig.store.fold(NOON_MS + 1)
      expect(byKey(await rig.store.cells('shop'))).toEqual(byKey(expected))
    })
  })
}
