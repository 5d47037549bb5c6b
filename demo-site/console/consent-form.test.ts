// What is typed about places comes back as it was typed.
import { expect, test } from 'vitest'
import { changesOf, consentIn, textOfChanges } from './consent-form.ts'

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

test('ticks become settings; what is not ticked is not kept, and what the form does not show stays', () => {
  const typed = new FormData()
  const fields = {
    name: ' Harbour & Loom ',
    address: '1 Quay',
    contact: 'privacy@harbour.example',
    policyUrl: '',
    regions: '',
    'purpose-analytics': 'on',
    'reviewed-de': 'on',
    'reviewed-pt-BR': 'on',
    erases: 'on',
  }
  for (const [name, value] of Object.entries(fields)) typed.set(name, value)
  const controller = { name: 'x', address: 'y', contact: 'zzz' }
  const before = { controller, purposes: [], languages: ['de', 'pt-BR'] as const }
  expect(consentIn(typed, before)).toEqual({
    controller: {
      name: 'Harbour & Loom',
      address: '1 Quay',
      contact: 'privacy@harbour.example',
    },
    languages: ['de', 'pt-BR'],
    purposes: ['analytics'],
    exempt: [],
    reviewed: ['de', 'pt-BR'],
    dnt: false,
    ownLink: false,
    keepsWithdrawn: false,
    elsewhere: [],
    regions: [],
  })
  typed.delete('erases')
  expect(consentIn(typed)).toMatchObject({ keepsWithdrawn: true })
})
