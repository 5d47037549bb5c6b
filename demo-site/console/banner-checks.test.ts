// Each line of the accessibility check fails for its own fault, and says by how much.
import { expect, test } from 'vitest'
import { checksOf } from './banner-checks.ts'
import type { Measured } from './preview/preview.ts'

const BUTTON = { text: 'No', width: 150, height: 44, style: 'one', stop: 2 }

const scene = (layer: Measured['layer'], scheme: Measured['scheme']): Measured => ({
  width: 320,
  scheme,
  layer,
  texts: [{ what: 'Your privacy', ratio: 16.1 }],
  outlines: [{ what: 'No', ratio: 8.6 }],
  targets: [BUTTON],
  reject: BUTTON,
  accept: { ...BUTTON, text: 'Yes', stop: 3 },
  cut: [],
  sidewaysPx: 0,
  language: 'en',
  direction: 'ltr',
  heading: 'Your privacy',
  role: layer === 'banner' ? 'region' : 'dialog',
  name: 'Your privacy',
})
const ALL = (['banner', 'preferences'] as const).flatMap((layer) =>
  (['light', 'dark'] as const).map((scheme) => scene(layer, scheme)),
)
const failed = (measured: readonly Measured[], language: 'en' | 'ar' = 'en') =>
  checksOf(measured, language).flatMap(({ title, isPassed, figure }) =>
    isPassed ? [] : [`${title}: ${figure}`],
  )
const first = (change: Partial<Measured>) => [{ ...ALL[0]!, ...change }, ...ALL.slice(1)]

test('what is in order passes, line by line, with its figures', () => {
  expect(failed(ALL)).toEqual([])
  expect(checksOf(ALL, 'en').map(({ figure }) => figure)).toContain('lowest 16.1 of 1, needed 4.5')
})

test('nothing measured passes nothing', () => {
  expect(failed([])).toHaveLength(checksOf([], 'en').length)
})

test.each<[string, Partial<Measured>, string]>([
  [
    'a pale text',
    { texts: [{ what: 'Pale', ratio: 4.499 }] },
    'Contrast of texts, light: lowest 4.49 of 2, needed 4.5',
  ],
  [
    'a faint outline',
    { outlines: [{ what: 'No', ratio: 2.5 }] },
    'Contrast of outlines, light: lowest 2.5 of 1, needed 3',
  ],
  [
    'a larger yes',
    { accept: { ...BUTTON, width: 180, stop: 3 } },
    'Accept and Reject are alike: Reject 150 × 44 px, Accept 180 × 44 px: first layer, 320 px, light',
  ],
  [
    'a yes of another style',
    { accept: { ...BUTTON, style: 'other', stop: 3 } },
    'Accept and Reject are alike: Reject 150 × 44 px, Accept 150 × 44 px: first layer, 320 px, light',
  ],
  [
    'a no that is farther',
    { reject: { ...BUTTON, stop: 7 } },
    'Reject is as near as Accept: on the first layer Reject is stop 7 of the Tab key, Accept stop 3 of the Tab key',
  ],
  [
    'a small target',
    { targets: [{ text: 'x', width: 90, height: 30 }] },
    'Large enough to touch: smallest 90 × 30 px of 4, needed 44',
  ],
  [
    'a text that is cut',
    { cut: ['Donaudampfschifffahrt'] },
    'Nothing cut off at 320 px, which is 1280 px at 400 %: 1 texts cut off, 0 px sideways',
  ],
  [
    'a box that moves sideways',
    { sidewaysPx: 12 },
    'Nothing cut off at 320 px, which is 1280 px at 400 %: 0 texts cut off, 12 px sideways',
  ],
  ['no language', { language: '' }, 'Language and direction are said: lang missing, dir ltr'],
  [
    'no heading',
    { heading: '', name: '' },
    'A screen reader finds and names it: region “”, dialog “Your privacy”',
  ],
])('%s', (_, change, line) => {
  expect(failed(first(change))).toEqual([line])
})

test('a no that is missing is neither alike nor near', () => {
  expect(failed(first({ reject: null }))).toHaveLength(2)
})

test('Arabic runs the other way', () => {
  expect(failed(ALL, 'ar')).toEqual(['Language and direction are said: lang en, dir ltr'])
})
