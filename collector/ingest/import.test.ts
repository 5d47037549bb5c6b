// Batches with a token: times and places as told, faults named by their place in the list.
import { beforeEach, expect, test } from 'vitest'
import type { ImportedBatch } from '../../packages/wire/event.ts'
import {
  batch,
  bytes,
  createRig,
  event,
  faultOf,
  NOW_MS,
  storedIn,
} from '../../test/support/pipeline-rig.ts'
import type { Rig } from '../../test/support/pipeline-rig.ts'
import type { Pipeline } from './pipeline.ts'

let rig: Rig
let pipeline: Pipeline
beforeEach(async () => {
  rig = createRig()
  pipeline = await rig.start()
})

const stored = () => storedIn(rig, pipeline)

const imported = (fields: Partial<Record<keyof ImportedBatch, unknown>> = {}) =>
  batch({ country: 'FR', device: 'tablet', browser: 'Opera', ...fields })
const take = (value: unknown, site?: string) =>
  pipeline.acceptImport(bytes(value), { site, receivedMs: NOW_MS })

test('keep their times, however old, and what they say of the visitor', async () => {
  const old = event(1, { timeMs: 1_200_000_000_000 })
  expect(await take([imported({ events: [old], sentMs: 0 })])).toEqual({ accepted: 1 })
  expect(await stored()).toMatchObject([
    {
      time_ms: 1_200_000_000_000,
      country: 'FR',
      device: 'tablet',
      browser: 'Opera',
      imported: true,
    },
  ])
})

test('name the place of a fault within the list', async () => {
  const bad = imported({ stream: 'stream-2', events: [event(1, { url: 'x' })] })
  expect(await take([imported(), bad])).toEqual({
    accepted: 1,
    refused: [{ index: 0, code: 'event_invalid', path: '[1].events[0].url' }],
  })
  const fault = await faultOf(take([imported(), imported({ stream: '!' })]))
  expect(fault).toMatchObject({ code: 'batch_invalid', path: '[1].stream' })
})

test('a token is good for its site only', async () => {
  expect(await faultOf(take(imported(), 'open'))).toMatchObject({ code: 'token_wrong' })
  expect(await take(imported(), 'shop')).toEqual({ accepted: 1 })
})
