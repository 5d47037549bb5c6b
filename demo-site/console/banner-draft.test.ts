// What is typed about the banner becomes settings and comes back; what the collector would refuse is told before.
import { expect, test } from 'vitest'
import {
  bannerOf,
  colourFaults,
  draftOf,
  faultsIn,
  isSaved,
  ownWords,
  ourWord,
  withBanner,
  withColour,
  withWord,
  wordFault,
} from './banner-draft.ts'
import { de } from '../../collector/notice/texts/de.ts'

const EMPTY = draftOf({})
const OWN = {
  words: {
    de: { title: 'Kekse?', purposes: { analytics: { name: 'Zählen' } } },
    fr: { accept: 'Oui' },
  },
  look: { light: { accent: '#0b5d2a' }, radius: 4 },
} as const

test('there and back', () => {
  expect(bannerOf(draftOf(OWN))).toEqual(OWN)
  expect(bannerOf(EMPTY)).toEqual({})
  expect(isSaved(draftOf(OWN), OWN)).toBe(true)
  expect(isSaved(EMPTY, {})).toBe(true)
})

test('a text, its end, and what of it is kept', () => {
  const typed = withWord(EMPTY, 'de', 'title', '  Kekse\nund  mehr ')
  expect(bannerOf(typed)).toEqual({ words: { de: { title: 'Kekse und mehr' } } })
  expect(ownWords(typed, 'de')).toBe(1)
  expect(isSaved(typed, {})).toBe(false)
  expect(isSaved(withWord(typed, 'de', 'title', ''), {})).toBe(true)
})

test('the same in another order is the same', () => {
  const one = withWord(withWord(EMPTY, 'de', 'title', 'a'), 'de', 'ask', 'b')
  const other = withWord(withWord(EMPTY, 'de', 'ask', 'b'), 'de', 'title', 'a')
  expect(isSaved(one, bannerOf(other))).toBe(true)
})

test('what is edited here takes the place of what was, and nothing else changes', () => {
  const consent = {
    controller: { name: 'a', address: 'b', contact: 'c@d.example' },
    purposes: ['analytics'],
    ...OWN,
  } as const
  const { words: _, look: __, ...rest } = consent
  expect(withBanner(consent, EMPTY)).toEqual(rest)
  const dark = withColour(EMPTY, 'dark', 'text', '#FFFFFF')
  expect(withBanner(consent, dark)).toEqual({ ...rest, look: { dark: { text: '#ffffff' } } })
})

test('our texts are found by the same names', () => {
  expect(ourWord(de, 'reject')).toBe(de.reject)
  expect(ourWord(de, 'analytics.meaning')).toBe(de.purposes.analytics.meaning)
})

test.each([
  ['kept', 'Wird {days} Tage aufbewahrt.', ''],
  ['kept', 'Wird lange aufbewahrt.', '{days}'],
  ['kept', '{days} Tage, also {days}', '{days}'],
  ['controller', 'Wir: {name}', '{address}'],
  ['controller', '', ''],
  ['title', 'Kekse', ''],
  ['analytics.name', 'Zählen', ''],
] as const)('%s as %j', (name, text, lost) => {
  expect(wordFault(name, text)).toBe(lost && wordFault(name, text))
  if (lost) expect(wordFault(name, text)).toContain(lost)
})

test('colours that cannot be read are told with their ratio, those that are none first', () => {
  const pale = withColour(EMPTY, 'light', 'text', '#999999')
  expect(colourFaults(pale, 'light').text).toBe(
    'Contrast with the background is 2.84; 4.5 is needed.',
  )
  expect(colourFaults(pale, 'dark')).toEqual({})
  expect(faultsIn(pale)).toEqual([
    'Text, light: Contrast with the background is 2.84; 4.5 is needed.',
  ])
  const none = withColour(pale, 'light', 'accent', 'red')
  expect(colourFaults(none, 'light')).toEqual({ accent: 'A colour such as #1f4e79.' })
})

test('corners are bounded', () => {
  expect(faultsIn({ ...EMPTY, radius: '24' })).toEqual([])
  expect(faultsIn({ ...EMPTY, radius: '25' })).toHaveLength(1)
  expect(faultsIn({ ...EMPTY, radius: '-1' })).toHaveLength(1)
})
