// What every store must do, whatever it is made of: run against each by `storage.test.ts`.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toRow } from '../../collector/storage/columns.ts'
import type { LogLine, Row, SparseRow } from '../../collector/storage/columns.ts'
import type { Segment, Store } from '../../collector/storage/driver.ts'
import { REPEAT_WINDOW_MS } from '../../packages/wire/limits.ts'

/** A store, and a way to lay a segment before it. */
export interface StorageRig {
  readonly store: Store
  /** Of whose ends something is known, in order. */
  readonly streams: () => Promise<readonly string[]>
  readonly write: (name: string, text: string) => Promise<Segment>
  readonly dispose: () => Promise<void>
}

const NOW_MS = 1_800_000_000_000
const HOUR_MS = 3_600_000

/** A line about an event, with `fields` changed. */
export function eventLine(fields: Partial<SparseRow> = {}): LogLine {
  return {
    line: 'event',
    site: 'shop',
    stream: 'stream-1',
    seq: 1,
    type: 'page_view',
    name: 'page_view',
    time_ms: NOW_MS,
    client_ms: NOW_MS,
    received_ms: NOW_MS,
    session: 'session-1',
    visitor: 'visitor-1',
    ...fields,
  }
}

function streamLine(stream: string, emitted: number): LogLine {
  const voids = [{ from: emitted, to: emitted, reason: 'overflow' as const }]
  return {
    line: 'stream',
    site: 'shop',
    stream,
    received_ms: NOW_MS,
    emitted,
    followed: false,
    voids,
  }
}

function rowOf(entry: LogLine): Row {
  if (entry.line !== 'event') throw new Error('not an event')
  const { line: _, ...sparse } = entry
  return toRow(sparse)
}

export function storageContract(name: string, make: () => Promise<StorageRig>): void {
  describe(`storage contract: ${name}`, () => {
    let rig: StorageRig
    let segments = 0

    beforeEach(async () => {
      rig = await make()
      await rig.store.migrate()
    })
    afterEach(() => rig.dispose())

    const insert = async (lines: readonly LogLine[], segment = `segment-${++segments}`) => {
      const text = lines.map((entry) => `${JSON.stringify(entry)}\n`).join('')
      return rig.store.insert(await rig.write(segment, text))
    }

    const stored = async (site = 'shop', fromMs = 0, toMs = 2 * NOW_MS): Promise<Row[]> => {
      const rows: Row[] = []
      for await (const row of rig.store.rows(site, fromMs, toMs)) rows.push(row)
      return rows.sort((a, b) => a.stream.localeCompare(b.stream) || a.seq - b.seq)
    }

    test('gives back what it took, with everything empty filled in', async () => {
      const sparse = eventLine()
      const full = eventLine({
        seq: 2,
        type: 'purchase',
        name: 'purchase',
        host: "it's.example",
        path: '/a"b\\c/ü/日本',
        referrer_host: 'search.example',
        source: 'newsletter',
        medium: 'email',
        campaign: 'spring',
        imported: true,
        country: 'DE',
        device: 'mobile',
        browser: 'Safari',
        language: 'de-DE',
        width: 390,
        bot: true,
        notice: 'n1',
        currency: 'JPY',
        value: Number.MAX_SAFE_INTEGER,
        revenue: 12,
        transaction_id: 'T-1',
        engaged_ms: 5,
        reach: 70,
        view: 1,
        body: {
          items: [{ item_id: 'x', price: 0.5 }],
          text: "'; drop table events; --",
          no: false,
        },
      })
      expect(await insert([sparse, full])).toEqual({ rows: 2 })
      expect(await stored()).toEqual([rowOf(sparse), rowOf(full)])
    })

    test('migrates again without harm', async () => {
      await insert([eventLine()])
      await rig.store.migrate()
      expect(await stored()).toHaveLength(1)
    })

    test('takes a segment once', async () => {
      await insert([eventLine()], 'same')
      expect(await insert([eventLine({ seq: 2 })], 'same')).toEqual({ rows: 0 })
      expect(await stored()).toHaveLength(1)
    })

    test('takes all of a segment or nothing', async () => {
      const good = `${JSON.stringify(eventLine())}\n`
      const segment = await rig.write('half', `${good}{"line":"event","site"\n`)
      await expect(rig.store.insert(segment)).rejects.toThrow()
      expect(await stored()).toEqual([])
      await rig.write('half', good)
      expect(await rig.store.insert(segment)).toEqual({ rows: 1 })
    })

    test('drops repeats within a segment: the earliest received stays', async () => {
      const late = eventLine({ received_ms: NOW_MS + 5, country: 'FR' })
      const early = eventLine({ country: 'DE' })
      expect(await insert([late, early])).toEqual({ rows: 1 })
      expect(await stored()).toEqual([rowOf(early)])
    })

    test('drops repeats of earlier segments within the window', async () => {
      await insert([eventLine()])
      const again = eventLine({ received_ms: NOW_MS + REPEAT_WINDOW_MS - 1, country: 'FR' })
      expect(await insert([again, eventLine({ seq: 2 })])).toEqual({ rows: 1 })
      expect((await stored()).map(({ seq, country }) => [seq, country])).toEqual([
        [1, ''],
        [2, ''],
      ])
    })

    test('drops repeats of imported events at any time', async () => {
      await insert([eventLine({ imported: true })])
      const again = eventLine({ imported: true, received_ms: NOW_MS + 100 * REPEAT_WINDOW_MS })
      expect(await insert([again])).toEqual({ rows: 0 })
    })

    test('keeps equal streams of different sites apart', async () => {
      expect(await insert([eventLine(), eventLine({ site: 'other' })])).toEqual({ rows: 2 })
      expect(await stored('other')).toHaveLength(1)
    })

    test('deletes all of a site, and nothing of another', async () => {
      const order = eventLine({ seq: 2, type: 'purchase', name: 'purchase' })
      await insert([eventLine(), order, eventLine({ site: 'other' })])
      expect(await rig.store.eraseSite('shop')).toEqual({ events: 2 })
      expect(await rig.store.eraseSite('shop')).toEqual({ events: 0 })
      expect(await stored()).toEqual([])
      expect(await stored('other')).toHaveLength(1)
      // Its events are as new, where a site of that name is made again.
      expect(await insert([eventLine()])).toEqual({ rows: 1 })
    })

    test('takes stream facts beside events', async () => {
      const fact: LogLine = {
        line: 'stream',
        site: 'shop',
        stream: 'stream-1',
        received_ms: NOW_MS,
        emitted: 9,
        followed: true,
        voids: [{ from: 2, to: 9, reason: 'overflow' }],
      }
      expect(await insert([fact, eventLine()])).toEqual({ rows: 1 })
      expect(await insert([fact])).toEqual({ rows: 0 })
      expect(await stored()).toEqual([rowOf(eventLine())])
    })

    test('reads a half-open span of time', async () => {
      await insert([0, 1, 2].map((hour) => eventLine({ seq: hour + 1, time_ms: hour * HOUR_MS })))
      const found = await stored('shop', HOUR_MS, 2 * HOUR_MS)
      expect(found.map(({ seq }) => seq)).toEqual([2])
    })

    test('forgets what was kept long enough: events first, then orders, which have lost their visitor', async () => {
      const old = { received_ms: 10 * 24 * HOUR_MS, time_ms: 10 * 24 * HOUR_MS }
      const order = eventLine({ seq: 2, type: 'purchase', transaction_id: 'T-1', value: 5, ...old })
      await insert([
        eventLine({ ...old }),
        order,
        eventLine({ seq: 3, type: 'purchase', received_ms: 5, transaction_id: 'T-0' }),
        eventLine({ seq: 4 }),
        eventLine({ site: 'other', ...old }),
      ])
      const before = { eventsMs: 11 * 24 * HOUR_MS, ordersMs: 6, timeZone: 'UTC' }
      expect(await rig.store.expire('shop', before)).toBe(3)
      expect(await rig.store.expire('shop', before)).toBe(0)
      const kept = await stored()
      expect(kept.map(({ seq, visitor }) => [seq, visitor])).toEqual([
        [1, ''],
        [4, 'visitor-1'],
      ])
      expect(kept[0]?.value).toBe(5)
      expect(await stored('other')).toHaveLength(1)
    })

    test('erases a visitor; of orders only amount, day and market stay', async () => {
      const order = eventLine({
        seq: 2,
        type: 'purchase',
        name: 'purchase',
        country: 'DE',
        currency: 'EUR',
        value: 500,
        revenue: 500,
        transaction_id: 'T-1',
        path: '/thanks',
        language: 'de-DE',
        body: { items: [] },
      })
      const other = eventLine({ stream: 'stream-2', visitor: 'visitor-2' })
      const elsewhere = eventLine({ site: 'other' })
      await insert([eventLine(), order, other, elsewhere])
      expect(await rig.store.erase('shop', ['visitor-1'], 'UTC')).toEqual({
        events: 1,
        heat: 0,
        orders: 1,
        streams: ['stream-1'],
      })
      const kept = {
        ...rowOf(order),
        time_ms: NOW_MS - (NOW_MS % (24 * HOUR_MS)),
        client_ms: 0,
        visitor: '',
        session: '',
        path: '',
        language: '',
        body: {},
        stream: expect.stringMatching(/^erased-./),
        seq: 1,
      }
      const left = await stored()
      expect(left).toHaveLength(2)
      expect(left).toEqual(expect.arrayContaining([kept, rowOf(other)]))
      expect(await stored('other')).toEqual([rowOf(elsewhere)])
    })

    test('erases several at once, with what else their page loads and sessions have told', async () => {
      const lines = [
        eventLine(),
        eventLine({ seq: 2, visitor: '', session: '', type: 'custom', name: 'nameless' }),
        eventLine({ stream: 'stream-2', visitor: '', type: 'custom', name: 'same session' }),
        eventLine({ stream: 'stream-3', visitor: 'visitor-3', session: 'session-3' }),
        eventLine({ stream: 'stream-4', visitor: 'visitor-4', session: 'session-4' }),
        eventLine({ stream: 'stream-5', visitor: '', session: '' }),
      ]
      await insert(lines)
      const told = await rig.store.theirs('shop', 'visitor-1', 10)
      expect(told.map(({ stream, seq }) => `${stream} ${seq}`)).toEqual([
        'stream-1 1',
        'stream-1 2',
        'stream-2 1',
      ])
      expect(await rig.store.theirs('shop', 'visitor-1', 2)).toEqual(told.slice(0, 2))
      expect(await rig.store.theirs('shop', 'nobody', 10)).toEqual([])
      expect(await rig.store.theirs('shop', '', 10)).toEqual([])
      expect(await rig.store.erase('shop', ['visitor-1', 'visitor-4', 'nobody'], 'UTC')).toEqual({
        events: 4,
        heat: 0,
        orders: 0,
        streams: expect.arrayContaining(['stream-1', 'stream-2', 'stream-4']),
      })
      expect((await stored()).map(({ stream }) => stream).toSorted()).toEqual([
        'stream-3',
        'stream-5',
      ])
    })

    test('of an erased order the day by the site’s clock is left', async () => {
      const noonMs = Date.parse('2027-01-15T12:00Z')
      const order = { type: 'purchase', time_ms: noonMs }
      for (const [at, zone] of ['Pacific/Honolulu', 'Asia/Kathmandu', 'UTC'].entries()) {
        await insert([eventLine({ ...order, stream: `stream-${at}`, visitor: `visitor-${at}` })])
        await rig.store.erase('shop', [`visitor-${at}`], zone)
      }
      expect((await stored()).map(({ time_ms }) => time_ms).toSorted()).toEqual(
        ['2027-01-14T18:15Z', '2027-01-15T00:00Z', '2027-01-15T10:00Z'].map((day) =>
          Date.parse(day),
        ),
      )
    })

    test('what names nobody is of whom the page load or the session named first', async () => {
      const later = { received_ms: NOW_MS + 1_000 }
      await insert([
        eventLine(),
        eventLine({ seq: 2, visitor: '', type: 'heat', name: 'heat' }),
        eventLine({ seq: 3, visitor: 'attacker', ...later }),
        eventLine({ stream: 'stream-2', visitor: 'attacker', ...later }),
        eventLine({
          stream: 'nameless',
          session: 'nameless',
          visitor: '',
          type: 'heat',
          name: 'heat',
        }),
        eventLine({
          stream: 'nameless',
          seq: 2,
          session: 'nameless',
          visitor: 'attacker',
          ...later,
        }),
      ])
      const theirs = await rig.store.theirs('shop', 'attacker', 10)
      expect(theirs.map(({ visitor }) => visitor)).toEqual(['attacker', 'attacker', 'attacker'])
      await rig.store.erase('shop', ['attacker'], 'UTC')
      expect((await stored()).map(({ stream, seq }) => `${stream} ${seq}`)).toEqual([
        'nameless 1',
        'stream-1 1',
        'stream-1 2',
      ])
      await rig.store.erase('shop', ['visitor-1'], 'UTC')
      expect((await stored()).map(({ stream }) => stream)).toEqual(['nameless'])
    })

    test('a stream of a server may hold many people: erasing one leaves the others, and those without a name', async () => {
      const told = { stream: 'server', imported: true, session: '' }
      await insert([
        eventLine({ ...told, visitor: 'visitor-1' }),
        eventLine({ ...told, seq: 2, visitor: 'visitor-2' }),
        eventLine({ ...told, seq: 3, visitor: '' }),
      ])
      await rig.store.erase('shop', ['visitor-1'], 'UTC')
      expect((await stored()).map(({ seq }) => seq).toSorted()).toEqual([2, 3])
    })

    test('what is known of a stream goes with the last of its events', async () => {
      await insert([
        eventLine(),
        eventLine({ stream: 'server', imported: true, visitor: 'visitor-1', session: '' }),
        eventLine({ stream: 'server', imported: true, seq: 2, visitor: 'visitor-2', session: '' }),
        streamLine('stream-1', 3),
        streamLine('server', 4),
        streamLine('elsewhere', 5),
      ])
      await rig.store.erase('shop', ['visitor-1'], 'UTC')
      expect(await rig.streams()).toEqual(['elsewhere', 'server'])
    })
  })
}
