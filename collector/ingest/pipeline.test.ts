// The chain on a disk that fails: what was acknowledged is stored, once.
import { expect, test } from 'vitest'
import { batch, bytes, createRig, SENDER, storedIn } from '../../test/support/pipeline-rig.ts'
import type { Pipeline } from './pipeline.ts'

/** Sends batches until one is not acknowledged; answers the streams that were. */
async function sendSome(target: Pipeline): Promise<string[]> {
  const acknowledged: string[] = []
  for (let number = 0; number < 4; number++) {
    const stream = `stream-${number}`
    const receipt = await target.accept(bytes(batch({ stream })), SENDER).catch(() => undefined)
    if (receipt) acknowledged.push(stream)
    if (number === 1) await target.drain().catch(() => {})
  }
  return acknowledged
}

test('whichever call fails, what was acknowledged is stored once after the next start', async () => {
  const whole = createRig()
  await sendSome(await whole.start())
  for (let call = 1; call <= whole.files.callsCount(); call++) {
    const rig = createRig()
    rig.files.failAt(call)
    const first = await rig.start().catch(() => undefined)
    const acknowledged = first ? await sendSome(first) : []
    rig.files.crash(call % 5)
    const streams = (await storedIn(rig, await rig.start())).map(({ stream }) => stream)
    expect(streams, `call ${call}`).toEqual(expect.arrayContaining(acknowledged))
    expect(new Set(streams).size, `call ${call}`).toBe(streams.length)
  }
})
