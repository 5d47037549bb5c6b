// The golden batches: what a released SDK sends is taken whole for ever, and each known fault is told by its path.
import { readFileSync, readdirSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { TEXT_CHARS_MAX } from '../../packages/wire/limits.ts'
import { EVENT_TYPES, parseBatch } from '../../packages/wire/parse.ts'
import type { Parsed } from '../../packages/wire/parse.ts'
import { Invalid } from '../../packages/wire/schema.ts'

const FOLDER = new URL('../../packages/wire/fixtures/', import.meta.url)
const BUILT_IN = Object.getOwnPropertyNames(Object.prototype).toSorted()

interface Fault {
  path: string
  batch: unknown
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
}

function namesIn(folder: string): string[] {
  return readdirSync(new URL(folder, FOLDER))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
}

/** Paths of all faults that parsing told, the thrown one or those of the refused events. */
function faultsOf(batch: unknown): string[] {
  try {
    return parseBatch(batch).refused.map((refusal) => refusal.path)
  } catch (error) {
    if (error instanceof Invalid) return [error.path]
    throw error
  }
}

function takenWhole(parsed: Parsed, batch: unknown): void {
  expect(parsed).toEqual({ batch, refused: [] })
}

/** The batch as a page would send it that writes `key` into every object it can reach. */
function withStrayKey(batch: unknown, key: string): unknown {
  const text = JSON.stringify(batch)
  return JSON.parse(text.replaceAll('{', `{"${key}":{"polluted":true},`).replaceAll(',}', '}'))
}

function expectCleanPrototype(): void {
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(BUILT_IN)
}

afterEach(expectCleanPrototype)

test('a polluted prototype would be noticed', () => {
  Object.defineProperty(Object.prototype, 'polluted', { value: true, configurable: true })
  try {
    expect(expectCleanPrototype).toThrow()
  } finally {
    Reflect.deleteProperty(Object.prototype, 'polluted')
  }
})

describe('batches of a released SDK', () => {
  test('every event type has one', () => {
    expect(namesIn('.').toSorted()).toEqual([...EVENT_TYPES].toSorted())
  })

  test.each(EVENT_TYPES)('%s is taken whole, with nothing added', (type) => {
    const batch = read(`${type}.json`) as { events: { type: string }[] }
    expect(batch.events.some((event) => event.type === type)).toBe(true)
    takenWhole(parseBatch(batch), batch)
  })

  test('a field that is lost or added would be noticed', () => {
    const batch = read('purchase.json') as { events: { body: Record<string, unknown> }[] }
    const parsed = parseBatch(read('purchase.json'))
    delete batch.events[0]?.body.tax
    expect(() => takenWhole(parsed, batch)).toThrow()
    const richer = { ...parsed, batch: { ...parsed.batch, address: '203.0.113.9' } }
    expect(() => takenWhole(richer, read('purchase.json'))).toThrow()
  })
})

describe('fields that nobody declared', () => {
  const STRAY = ['address', '__proto__', 'constructor', 'prototype', 'toString']
  const declared = EVENT_TYPES.filter((type) => type !== 'custom')

  test.each(STRAY)('%s falls off at every depth', (key) => {
    for (const type of declared) {
      const batch = read(`${type}.json`)
      const stray = withStrayKey(batch, key)
      expect(JSON.stringify(stray)).toContain(`"${key}":`)
      const { batch: kept, refused } = parseBatch(stray)
      expect(refused).toEqual([])
      expect(JSON.parse(JSON.stringify(kept))).toEqual(batch)
      expect(JSON.stringify(kept)).not.toContain('polluted')
    }
  })
})

describe('text that no longer is Unicode', () => {
  const HALF = /\p{Surrogate}/u
  const titled = (title: string): unknown => {
    const batch = read('page_view.json') as { events: { body: { title?: string } }[] }
    for (const event of batch.events) event.body.title = title
    return batch
  }

  test.each([
    ['cut inside a character by the page', 'Lamps \ud83e'],
    ['that starts inside a character', '\udfe0 Lamps'],
    ['cut by our own bound', `${'L'.repeat(TEXT_CHARS_MAX - 1)}🪔🪔`],
  ])('%s is mended or refused, and never handed on', (_, title) => {
    for (const event of parseBatch(titled(title)).batch.events) {
      expect(Object.values(event.body).join('')).not.toMatch(HALF)
    }
  })

  test('half a character would be noticed, a whole one is kept', () => {
    expect('\ud83e').toMatch(HALF)
    const { batch } = parseBatch(titled('Lamps 🪔'))
    expect(batch.events[0]?.body).toMatchObject({ title: 'Lamps 🪔' })
  })
})

describe('batches with a fault', () => {
  const names = namesIn('invalid/')

  test.each(names)('%s', (name) => {
    const { path, batch } = read(`invalid/${name}.json`) as Fault
    expect(faultsOf(batch)).toEqual([path])
  })

  test('there are enough of them, and none is told of a batch without fault', () => {
    expect(names.length).toBeGreaterThanOrEqual(25)
    expect(faultsOf(read('purchase.json'))).toEqual([])
  })

  test('the events beside a fault are kept', () => {
    const { batch, refused } = parseBatch(
      (read('invalid/second-event-of-three.json') as Fault).batch,
    )
    expect(batch.events.map((event) => event.seq)).toEqual([1, 3])
    expect(refused).toEqual([
      { index: 1, code: 'event_invalid', path: 'events[1].body.search_term' },
    ])
  })
})
