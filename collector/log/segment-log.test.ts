// The log acknowledges what is durable and nothing else, whichever call of the disk fails.
import { describe, expect, test, vi } from 'vitest'
import { Fault } from '../errors.ts'
import { createBacklog } from './backlog.ts'
import { createFakeFiles } from '../../test/support/fake-files.ts'
import type { FakeFiles } from '../../test/support/fake-files.ts'
import { recover } from './recover.ts'
import type { SealedSegment } from './recover.ts'
import { createSegmentLog } from './segment-log.ts'
import type { SegmentLog } from './segment-log.ts'

const FOLDER = '/log'

interface Rig {
  readonly files: FakeFiles
  readonly log: SegmentLog
  readonly sealed: SealedSegment[]
  readonly clock: { nowMs: number }
  flushes: number
}

function createRig(backlogBytesMax = 1e9): Rig {
  const files = createFakeFiles()
  const clock = { nowMs: 0 }
  const sealed: SealedSegment[] = []
  const log = createSegmentLog({
    folder: FOLDER,
    files,
    clock: { now: () => clock.nowMs },
    random: { bytes: (count) => new Uint8Array(count) },
    backlog: createBacklog(backlogBytesMax),
    firstNumber: 1,
    onSealed: (segment) => sealed.push(segment),
    onFlush: () => rig.flushes++,
  })
  const rig: Rig = { files, log, sealed, clock, flushes: 0 }
  return rig
}

const code = (error: unknown): unknown => (error instanceof Fault ? error.code : error)

/** All lines that a restart finds. */
async function linesAfterRestart(files: FakeFiles): Promise<string[]> {
  const { segments } = await recover(files, FOLDER)
  const texts = await Promise.all(segments.map(async ({ path }) => files.read(path)))
  return texts
    .flatMap((bytes) => new TextDecoder().decode(bytes).split('\n').filter(Boolean))
    .filter((line) => !line.startsWith('{"line":"sum"'))
}

describe('group commit', () => {
  test('what arrives during a write shares the next one', async () => {
    const rig = createRig()
    await Promise.all(Array.from({ length: 50 }, (_, index) => rig.log.append(`${index}\n`)))
    expect(rig.flushes).toBe(2)
    rig.files.crash()
    expect(await linesAfterRestart(rig.files)).toHaveLength(50)
  })

  test('what comes the moment the log runs out of work is not forgotten', async () => {
    const rig = createRig()
    for (let number = 0; number < 100; number++) {
      await rig.log.append(`${number}\n`)
      for (let turn = 0; turn < number % 10; turn++) await Promise.resolve()
      if (number % 3 === 0) rig.log.tick()
    }
    expect(await linesAfterRestart(rig.files)).toHaveLength(100)
  })

  test('keeps the order of arrival', async () => {
    const rig = createRig()
    const expected = Array.from({ length: 20 }, (_, index) => String(index))
    await Promise.all(expected.map((text) => rig.log.append(`${text}\n`)))
    expect(await linesAfterRestart(rig.files)).toEqual(expected)
  })
})

describe('segments', () => {
  test('one is sealed once it is old enough, and not before', async () => {
    const rig = createRig()
    await rig.log.append('a\n')
    rig.clock.nowMs = 499
    rig.log.tick()
    await rig.log.append('b\n')
    expect(rig.sealed).toEqual([])
    rig.clock.nowMs = 500
    rig.log.tick()
    await vi.waitFor(() =>
      expect(rig.sealed).toMatchObject([{ name: '0000000001-00000000', isSummed: true }]),
    )
  })

  test('one is sealed too when the clock has gone back', async () => {
    const rig = createRig()
    rig.clock.nowMs = 90_000_000
    await rig.log.append('a\n')
    rig.clock.nowMs = 3_600_000
    rig.log.tick()
    await vi.waitFor(() => expect(rig.sealed).toHaveLength(1))
  })

  test('one is sealed at 4 MB', async () => {
    const rig = createRig()
    await rig.log.append(`${'x'.repeat(5 * 1024 * 1024)}\n`)
    await vi.waitFor(() => expect(rig.sealed).toHaveLength(1))
  })

  test('rolling an empty log seals nothing', async () => {
    const rig = createRig()
    await rig.log.roll()
    expect(rig.sealed).toEqual([])
  })
})

describe('bounds', () => {
  test('nothing is taken while too much waits to be loaded', async () => {
    const rig = createRig(10)
    await rig.log.append('0123456789\n')
    const refused = await rig.log.append('a\n').catch(code)
    expect(refused).toBe('overloaded')
  })
})

describe('a disk that fails', () => {
  /** Appends one by one with rolls between, until the log gives up; answers what was acknowledged. */
  async function appendUntilFailure(rig: Rig): Promise<string[]> {
    const acknowledged: string[] = []
    for (let number = 0; number < 6; number++) {
      const done = await rig.log.append(`${number}\n`).then(
        () => true,
        (error: unknown) => {
          expect(code(error)).toBe('log_failed')
          return false
        },
      )
      if (done) acknowledged.push(String(number))
      if (number % 2 === 1) await rig.log.roll().catch(() => {})
    }
    return acknowledged
  }

  test('whichever call fails, what was acknowledged survives a loss of power', async () => {
    const whole = createRig()
    await appendUntilFailure(whole)
    const callsCount = whole.files.callsCount()
    expect(callsCount).toBeGreaterThan(20)
    for (let call = 1; call <= callsCount; call++) {
      const rig = createRig()
      rig.files.failAt(call)
      const acknowledged = await appendUntilFailure(rig)
      expect(rig.log.state(), `call ${call}`).toBe('failed')
      rig.files.crash(call % 3)
      const kept = await linesAfterRestart(rig.files)
      expect(kept, `call ${call}`).toEqual(expect.arrayContaining(acknowledged))
      expect(new Set(kept).size, `call ${call}`).toBe(kept.length)
    }
  })

  test('after one error nothing is acknowledged any more', async () => {
    const rig = createRig()
    await rig.log.append('a\n')
    rig.files.failAt(rig.files.callsCount() + 2)
    expect(await rig.log.append('b\n').catch(code)).toBe('log_failed')
    expect(await rig.log.append('c\n').catch(code)).toBe('log_failed')
    expect(await rig.log.roll().catch(code)).toBe('log_failed')
  })

  test('whichever call finds no room, what is acknowledged before and after survives, and once there is room all goes on', async () => {
    const whole = createRig()
    await appendUntilFailure(whole)
    for (let call = 1; call <= whole.files.callsCount(); call++) {
      const rig = createRig()
      rig.files.failAt(call, 'ENOSPC')
      const acknowledged: string[] = []
      for (let number = 0; number < 6; number++) {
        const done = await rig.log.append(`${number}\n`).then(
          () => true,
          (error: unknown) => {
            expect(['log_full', 'log_failed']).toContain(code(error))
            return false
          },
        )
        if (done) acknowledged.push(String(number))
        if (number % 2 === 1) await rig.log.roll().catch(() => {})
        rig.clock.nowMs += 400
      }
      rig.clock.nowMs += 1_000
      // Syncs say so too late: what they have lost nobody knows.
      if (rig.log.state() !== 'failed') {
        await rig.log.append('after\n')
        acknowledged.push('after')
        expect(rig.log.state()).toBe('open')
        // What it still does of itself is done.
        await rig.log.roll()
      }
      rig.files.crash(call % 3)
      const kept = await linesAfterRestart(rig.files)
      expect(kept, `call ${call}`).toEqual(expect.arrayContaining(acknowledged))
      expect(new Set(kept).size, `call ${call}`).toBe(kept.length)
    }
  })

  test('a full disk is tried again too when the clock has gone back', async () => {
    const rig = createRig()
    rig.clock.nowMs = 90_000_000
    rig.files.fill(true)
    expect(await rig.log.append('a\n').catch(code)).toBe('log_full')
    rig.files.fill(false)
    rig.clock.nowMs = 3_600_000
    await rig.log.append('b\n')
    expect(rig.log.state()).toBe('open')
  })

  test('a full disk is tried once a second, without anybody asking, and says when it is over', async () => {
    const rig = createRig()
    await rig.log.append('a\n')
    rig.files.fill(true)
    expect(await rig.log.append('b\n').catch(code)).toBe('log_full')
    expect(rig.log.state()).toBe('full')
    const before = rig.files.callsCount()
    expect(await rig.log.append('c\n').catch(code)).toBe('log_full')
    rig.log.tick()
    expect(rig.files.callsCount(), 'nothing is tried meanwhile').toBe(before)
    rig.files.fill(false)
    rig.clock.nowMs += 1_000
    await vi.waitFor(() => {
      rig.log.tick()
      expect(rig.log.state()).toBe('open')
    })
    await rig.log.append('d\n')
    rig.files.crash()
    expect(await linesAfterRestart(rig.files)).toEqual(['a', 'd'])
  })
})
