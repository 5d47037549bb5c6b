// Answers what went wrong, as problem details; counts it, and logs it where it is the collector's own fault.
import type { Clock } from '../clock.ts'
import { Fault } from '../errors.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import type { Reply } from './call.ts'
import { createFaultLog } from './fault-log.ts'

export interface FaultReplyParts {
  readonly metrics: Metrics
  readonly logger: Logger
  readonly clock: Clock
}

export function createFaultReply({
  metrics,
  logger,
  clock,
}: FaultReplyParts): (error: unknown, path: string) => Reply {
  const faults = createFaultLog(logger, clock)
  return (error, path) => {
    const fault = error instanceof Fault ? error : new Fault('internal')
    // Only the first segment: the rest of a path may hold a secret.
    const where = `/${path.split('/')[1]}`
    if (fault.status >= 500) faults.write(fault.code, { where, cause: cause(error) })
    metrics.count('tidemark_faults_total', 1, fault.code)
    const { allow, retryAfterSeconds } = fault.detail
    return {
      status: fault.status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...(allow === undefined ? {} : { allow: allow.join(', ') }),
        ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
      },
      body: JSON.stringify(fault),
    }
  }
}
