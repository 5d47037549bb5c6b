// Logs faults that are the collector's own, a line a minute for each kind: who floods it must not fill its disk with lines as well.
import type { Clock } from '../clock.ts'
import type { FaultCode } from '../errors.ts'
import type { LogFields, Logger } from '../logger.ts'

const EVERY_MS = 60_000

export interface FaultLog {
  readonly write: (code: FaultCode, fields: LogFields) => void
}

export function createFaultLog(logger: Logger, clock: Clock): FaultLog {
  const told = new Map<FaultCode, { atMs: number; since: number }>()
  return {
    write: (code, fields) => {
      const nowMs = clock.now()
      const last = told.get(code)
      if (last && Math.abs(nowMs - last.atMs) < EVERY_MS) {
        last.since++
        return
      }
      told.set(code, { atMs: nowMs, since: 0 })
      logger.write('request_failed', { ...fields, code, ...(last && { more: last.since }) })
    },
  }
}
