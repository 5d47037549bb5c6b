// What the console may write: harmless changes, shares that add up, and steps that visitors survive.
import { describe, expect, test } from 'vitest'
import { Invalid } from '../../packages/wire/schema.ts'
import { Fault } from '../errors.ts'
import { createMemoryDocuments } from '../storage/settings/memory.ts'
import { parseDraft } from './experiment.ts'
import type { Draft } from './experiment.ts'
import { createExperiments } from './experiments.ts'

const variation = (key: string, more: object = {}) => ({
  key,
  name: key,
  weight: 0.5,
  changes: [],
  ...more,
})
const DRAFT = {
  name: 'Hero',
  hypothesis: '',
  coverage: 1,
  targeting: {},
  metrics: [{ kind: 'conversion' }],
  variations: [variation('control'), variation('b')],
} as Draft

const pathOf = (value: unknown): string => {
  try {
    parseDraft(value, '')
    return 'taken'
  } catch (error) {
    if (error instanceof Invalid) return error.path
    throw error
  }
}
const changed = (change: object) => ({
  ...DRAFT,
  variations: [variation('control'), variation('b', { changes: [change] })],
})

describe('a draft', () => {
  test('that is whole is taken', () => {
    expect(parseDraft(DRAFT, '')).toEqual(DRAFT)
    expect(pathOf(changed({ kind: 'text', selector: 'h1', text: '' }))).toBe('taken')
  })

  test.each([
    [{ kind: 'attribute', selector: 'a', name: 'onclick', value: 'alert(1)' }, 'name'],
    [{ kind: 'attribute', selector: 'a', name: 'href', value: 'javascript:alert(1)' }, 'name'],
    [{ kind: 'attribute', selector: 'iframe', name: 'srcdoc', value: '<script>' }, 'name'],
    [{ kind: 'image', selector: 'img', src: 'javascript:alert(1)' }, 'src'],
    [{ kind: 'image', selector: 'img', src: '//evil.example/x.png' }, 'src'],
    [{ kind: 'redirect', url: 'https://evil.example/' }, 'url'],
    [{ kind: 'redirect', url: '//evil.example/' }, 'url'],
    [{ kind: 'html', selector: 'h1', html: '<b>' }, 'kind'],
  ])('with %j is refused', (change, field) => {
    expect(pathOf(changed(change))).toBe(`variations[1].changes[0].${field}`)
  })

  test('needs two variations of their own keys whose weights sum to 1, and a metric', () => {
    expect(pathOf({ ...DRAFT, variations: [variation('control', { weight: 1 })] })).toBe(
      'variations',
    )
    expect(pathOf({ ...DRAFT, variations: [variation('b'), variation('b')] })).toBe('variations')
    expect(
      pathOf({ ...DRAFT, variations: [variation('a'), variation('b', { weight: 0.6 })] }),
    ).toBe('variations')
    expect(pathOf({ ...DRAFT, metrics: [] })).toBe('metrics')
    expect(pathOf({ ...DRAFT, coverage: 1.1 })).toBe('coverage')
  })
})

describe('an experiment', () => {
  const clock = { now: () => 5 }
  const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
    try {
      await work()
      return 'done'
    } catch (error) {
      if (error instanceof Fault) return error.code
      throw error
    }
  }

  test('goes from draft to running to shipped and back, and pages know it while they must', async () => {
    const documents = createMemoryDocuments()
    const all = createExperiments(documents, clock)
    await all.write('shop', 'hero', DRAFT)
    expect(all.onPages('shop')).toBeUndefined()
    await all.turn('shop', 'hero', 'running')
    expect(all.onPages('shop')?.map(({ key }) => key)).toEqual(['hero'])
    expect(JSON.stringify(all.onPages('shop'))).not.toContain('hypothesis')
    expect(all.onPages('other')).toBeUndefined()
    await all.turn('shop', 'hero', 'shipped', 'b')
    expect(all.onPages('shop')?.[0]?.shipped).toBe('b')
    await all.turn('shop', 'hero', 'stopped')
    expect(all.onPages('shop')).toBeUndefined()
    // What was decided outlives the process.
    const later = createExperiments(documents, clock)
    await later.load()
    expect(later.get('shop', 'hero')).toMatchObject({ status: 'stopped', startedMs: 5, endedMs: 5 })
  })

  test('that visitors have seen keeps its split; its coverage may rise', async () => {
    const all = createExperiments(createMemoryDocuments(), clock)
    await all.write('shop', 'hero', { ...DRAFT, coverage: 0.5 })
    await all.turn('shop', 'hero', 'running')
    const write = (more: Partial<Draft>) =>
      codeOf(() => all.write('shop', 'hero', { ...DRAFT, coverage: 0.5, ...more }))
    expect(await write({ name: 'Another name', coverage: 0.8 })).toBe('done')
    expect(all.get('shop', 'hero')).toMatchObject({ name: 'Another name', status: 'running' })
    expect(await write({ coverage: 0.2 })).toBe('experiment_started')
    expect(await write({ coverage: 1, targeting: { devices: ['mobile'] } })).toBe(
      'experiment_started',
    )
    expect(await write({ coverage: 1, variations: DRAFT.variations.toReversed() })).toBe(
      'experiment_started',
    )
    expect(await codeOf(() => all.remove('shop', 'hero'))).toBe('experiment_started')
  })

  test('cannot be turned as one likes', async () => {
    const all = createExperiments(createMemoryDocuments(), clock)
    await all.write('shop', 'hero', DRAFT)
    expect(await codeOf(() => all.turn('shop', 'hero', 'shipped', 'b'))).toBe('experiment_not_so')
    expect(await codeOf(() => all.turn('shop', 'gone', 'running'))).toBe('not_found')
    await all.turn('shop', 'hero', 'running')
    expect(await codeOf(() => all.turn('shop', 'hero', 'shipped', 'c'))).toBe('experiment_not_so')
    expect(await codeOf(() => all.turn('shop', 'hero', 'shipped'))).toBe('experiment_not_so')
  })
})
