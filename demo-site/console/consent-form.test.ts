// What is typed about places comes back as it was typed.
import { expect, test } from 'vitest'
import { changesOf, textOfChanges } from './consent-form.ts'

test('places, a model and a reason', () => {
  expect(changesOf('jp opt-in\n\nBR, us-ca notice: our counsel: 2026')).toEqual([
    { places: ['JP'], model: 'opt-in' },
    { places: ['BR', 'US-CA'], model: 'notice', reason: 'our counsel: 2026' },
  ])
})

test('there and back', () => {
  const text = 'JP opt-in\nBR US-CA notice: our counsel, 2026-11-01'
  expect(textOfChanges(changesOf(text))).toBe(text)
  expect(textOfChanges(undefined)).toBe('')
})
