// Tells machines how the collector is: alive, ready, and in numbers.
import type { Watch } from '../alert/watch.ts'
import type { ApiHandlers } from '../api/asked.ts'
import type { Clock } from '../clock.ts'
import type { Admission } from '../http/admission.ts'
import { json } from '../http/call.ts'
import type { Handler } from '../http/call.ts'
import type { Pipeline } from '../ingest/pipeline.ts'
import type { Metrics } from '../metrics.ts'
import type { Driver } from '../storage/driver.ts'
import { sql } from '../storage/sql.ts'

export interface HealthParts {
  readonly pipeline: Pipeline
  readonly metrics: Metrics
  readonly admission: Pick<Admission, 'state'>
  readonly driver: Driver
  readonly alerts: Pick<Watch, 'stopped'>
  readonly clock: Clock
  readonly version: string
}

export interface HealthHandlers {
  readonly alive: Handler
  readonly ready: Handler
  readonly metrics: Handler
  readonly api: Pick<ApiHandlers, 'readHealth'>
}

export function healthHandlers(parts: HealthParts): HealthHandlers {
  const { pipeline, driver, clock } = parts

  async function storedAgeSeconds(): Promise<number> {
    const [row] = await driver.select<{ lastMs: number | null }>(
      sql`select max(received_ms) as "lastMs" from ${driver.dialect.events()}`,
    )
    return row?.lastMs == null ? NaN : (clock.now() - row.lastMs) / 1000
  }

  return {
    alive: () => json(200, { version: parts.version }),
    ready: () => {
      const { log, isLoadFailing } = pipeline.state()
      const isReady = log === 'open' && !isLoadFailing
      return json(isReady ? 200 : 503, {
        log: log === 'open',
        store: !isLoadFailing,
        ...(log !== 'open' && { why: `log_${log}` }),
      })
    },
    api: {
      readHealth: () => {
        const { log, isLoadFailing, unloadedBytes, damagedSegments } = pipeline.state()
        return {
          log,
          store: !isLoadFailing,
          waitingBytes: unloadedBytes,
          damagedSegments,
        }
      },
    },
    metrics: async () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4', 'cache-control': 'no-store' },
      body: parts.metrics.text({
        tidemark_unloaded_bytes: pipeline.state().unloadedBytes,
        tidemark_damaged_segments: pipeline.state().damagedSegments,
        tidemark_requests_under_way: parts.admission.state().requests,
        tidemark_event_loop_delay_ms: Math.round(parts.admission.state().delayMs),
        tidemark_last_stored_age_seconds: await storedAgeSeconds(),
        tidemark_events_stopped: { label: 'site', values: parts.alerts.stopped() },
      }),
    }),
  }
}
