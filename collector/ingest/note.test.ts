// Consent notes: refusals are only counted, withdrawals keep what they voided.
import { beforeEach, expect, test } from 'vitest'
import { bytes, createRig, faultOf, SENDER } from '../../test/support/pipeline-rig.ts'
import type { Rig } from '../../test/support/pipeline-rig.ts'
import type { Pipeline } from './pipeline.ts'

let rig: Rig
let pipeline: Pipeline
beforeEach(async () => {
  rig = createRig()
  pipeline = await rig.start()
})

const note = (value: object) => pipeline.acceptNote(bytes(value), SENDER)

const DAY_MS = Date.parse('2027-01-15T00:00Z')

test('a refusal is counted by its day, and nothing else of it is kept', async () => {
  await note({ site: 'shop', choice: 'refused', notice: 'n1' })
  await note({ site: 'shop', choice: 'refused', notice: 'n1' })
  await pipeline.drain()
  expect(rig.store.facts).toEqual([])
  const counted = {
    site: 'shop',
    received_ms: DAY_MS,
    choice: 'refused',
    notice: 'n1',
    country: 'DE',
    device: 'desktop',
    language: '',
    gpc: false,
    seconds: null,
  }
  expect(rig.store.choices).toEqual([counted, counted])
})

test('a yes is told from a change of it, with what the request says of language and signal', async () => {
  const shown = { ui: 'banner', language: 'de', words: '0123456789abcdef', seconds: 5 }
  const given = { site: 'shop', choice: 'given', consent: 'consent-1', grants: {}, shown }
  const sender = { ...SENDER, languages: 'de-AT,de;q=0.9,en;q=0.5', gpc: true }
  await pipeline.acceptNote(bytes(given), sender)
  await pipeline.acceptNote(bytes({ ...given, again: true }), sender)
  await pipeline.drain()
  expect(rig.store.choices).toMatchObject([
    { choice: 'given', language: 'de', gpc: true, seconds: 5 },
    { choice: 'changed' },
  ])
})

test('robots are no visitors who were asked', async () => {
  const robot = { ...SENDER, userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' }
  await pipeline.acceptNote(bytes({ site: 'shop', choice: 'refused' }), robot)
  await pipeline.drain()
  expect(rig.store.choices).toEqual([])
})

test('a withdrawal keeps what it voided', async () => {
  const voids = [{ from: 1, to: 4, reason: 'withdrawn' }]
  await note({ site: 'shop', choice: 'withdrawn', stream: 'stream-1', emitted: 4, voids })
  await pipeline.drain()
  expect(rig.store.facts).toMatchObject([{ stream: 'stream-1', emitted: 4, voids }])
})

test('is refused to other origins', async () => {
  const sender = { ...SENDER, origin: 'https://evil.example' }
  const refusal = bytes({ site: 'shop', choice: 'refused' })
  expect(await faultOf(pipeline.acceptNote(refusal, sender))).toMatchObject({ status: 403 })
})
