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

test('a refusal is counted and leaves no line', async () => {
  await note({ site: 'shop', choice: 'refused', notice: 'n1' })
  await note({ site: 'shop', choice: 'refused', notice: 'n1' })
  await pipeline.stop()
  expect(rig.store.facts).toEqual([])
  expect(rig.logged).toEqual([
    JSON.stringify({ what: 'consent_refused', site: 'shop', day: '2027-01-15', count: 2 }),
  ])
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
