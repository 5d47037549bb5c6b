// The papers say what the settings say, field by field, and own up to what is missing.
import { expect, test } from 'vitest'
import type { ConsentFacts } from '../../packages/wire/notice.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import type { SiteSettings } from '../../packages/wire/site.ts'
import { recordOfProcessing, replayAssessment } from './papers.ts'

const purposes = (Object.keys(PURPOSES) as Purpose[]).map((purpose) => ({
  ...PURPOSES[purpose],
  purpose,
}))
const facts = { purposes } as unknown as ConsentFacts
const nowMs = Date.parse('2026-11-28T08:00Z')
const settings: SiteSettings = {
  name: 'Harbour & Loom',
  currency: 'EUR',
  timeZone: 'Europe/London',
  origins: ['https://shop.example'],
  rates: {},
}
const consent = {
  controller: { name: 'Harbour & Loom', address: '1 Quay', contact: 'privacy@harbour.example' },
  policyUrl: 'https://harbour.example/privacy',
  purposes: ['analytics', 'recommendations'] as const,
}

test('the record has a part for each purpose that is asked for, and no other', () => {
  const text = recordOfProcessing({ settings: { ...settings, consent }, facts, nowMs })
  const parts = [...text.matchAll(/^## (.*)$/gm)].map(([, name]) => name)
  expect(parts).toEqual([
    'Controller',
    'analytics',
    'recommendations',
    'Orders',
    'Security (Article 32)',
  ])
  expect(text).toContain('- Harbour & Loom, 1 Quay\n- Contact: privacy@harbour.example\n')
  expect(text).toContain('As of 2026-11-28')
  expect(text).toContain('- Time limit: nothing leaves the device')
  expect(text).not.toContain('undefined')
})

test('its time limits are the site’s own', () => {
  const retention = { eventsDays: 90, ordersDays: 400 }
  const text = recordOfProcessing({ settings: { ...settings, consent, retention }, facts, nowMs })
  expect(text.match(/Time limit: \d+ days/g)).toEqual([
    'Time limit: 90 days',
    'Time limit: 400 days',
  ])
})

test('who is not named is said to be missing', () => {
  for (const paper of [recordOfProcessing, replayAssessment])
    expect(paper({ settings, facts, nowMs })).toContain('fill in who is responsible')
})

test('the assessment has the four parts of Article 35(7)', () => {
  const text = replayAssessment({ settings: { ...settings, consent }, facts, nowMs })
  for (const part of ['(a)', '(b)', '(c)', '(d)']) expect(text).toContain(`## ${part}`)
})

test('every key of the table of purposes is explained', () => {
  const all = { ...consent, purposes: purposes.map(({ purpose }) => purpose) }
  const text = recordOfProcessing({ settings: { ...settings, consent: all }, facts, nowMs })
  expect(text).not.toMatch(/\btm_/)
})
