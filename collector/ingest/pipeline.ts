// Wires ingest, log and store into one chain that needs no socket: what a server or a simulation drives.
import type { Clock } from '../clock.ts'
import { createBacklog } from '../log/backlog.ts'
import type { LogState } from '../log/disk-state.ts'
import { damagedAmong } from '../log/fence.ts'
import type { Files } from '../log/files.ts'
import { createLoader } from '../log/loader.ts'
import { recover } from '../log/recover.ts'
import { createSegmentLog } from '../log/segment-log.ts'
import { WAITING_BYTES } from '../limits.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import type { Proofs } from '../proof/proofs.ts'
import type { Random } from '../random.ts'
import type { Sites } from '../sites/sites.ts'
import type { Store } from '../storage/driver.ts'
import { createAgentReader } from './agent.ts'
import type { Country } from './country.ts'
import { createAcceptImport } from './import.ts'
import type { AcceptImport } from './import.ts'
import { createAccept } from './ingest.ts'
import type { Accept, IngestParts } from './ingest.ts'
import { createAcceptNote } from './note.ts'
import type { AcceptNote } from './note.ts'
import { createMark } from './marks.ts'
import { createRate } from './rate.ts'
import { createStreams } from './streams.ts'

export interface PipelineParts {
  /** Where the segments lie; it must exist. */
  readonly logFolder: string
  readonly clock: Clock
  readonly random: Random
  readonly files: Files
  readonly proofs: Pick<Proofs, 'append'>
  readonly isErased: IngestParts['isErased']
  readonly store: Store
  readonly sites: Sites
  readonly country: Country
  readonly metrics: Metrics
  readonly logger: Logger
  /** Waits between two attempts to load, or less long once `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly addressPerSecond: number
  readonly sitePerSecond: number
}

export interface Pipeline {
  readonly accept: Accept
  readonly acceptImport: AcceptImport
  readonly acceptNote: AcceptNote
  /** Seals what has been open long enough, so that it gets loaded; to be called a few times a second. */
  readonly tick: () => void
  /** Answers once all that was acknowledged so far is in the store. */
  readonly drain: () => Promise<void>
  /** What is still told of these page loads is not kept. */
  readonly forgetStreams: (site: string, streams: readonly string[]) => void
  /** Flushes, and loads what can be loaded. */
  readonly stop: () => Promise<void>
  readonly state: () => PipelineState
}

export interface PipelineState {
  readonly log: LogState
  /** Segments that the disk has damaged, put aside until somebody has looked at them. */
  readonly damagedSegments: number
  readonly isLoadFailing: boolean
  readonly unloadedBytes: number
}

/** Recovers what a crash left, and starts to load it; the store must be migrated. */
export async function createPipeline(parts: PipelineParts): Promise<Pipeline> {
  const { clock, random, files, metrics, logger } = parts
  const backlog = createBacklog(WAITING_BYTES.store)
  const recovered = await recover(files, parts.logFolder)
  const damaged = new Set(
    damagedAmong(await files.list(parts.logFolder)).map((name) => `${parts.logFolder}/${name}`),
  )
  const loader = createLoader({
    ...parts,
    folder: parts.logFolder,
    backlog,
    onDamaged: (path) => damaged.add(path),
  })
  for (const segment of recovered.segments) {
    backlog.add(segment.bytes)
    loader.add(segment)
  }
  const log = createSegmentLog({
    folder: parts.logFolder,
    files,
    clock,
    random,
    backlog,
    firstNumber: recovered.nextNumber,
    onSealed: loader.add,
    onFlush: () => metrics.count('tidemark_log_flushes_total'),
    onState: (state) => logger.write('log_state', { state }),
  })
  const ingest = {
    sites: parts.sites,
    isErased: parts.isErased,
    log,
    rate: createRate(parts),
    country: parts.country,
    readAgent: createAgentReader(),
    streams: createStreams(),
    mark: createMark(clock),
    metrics,
  }
  return {
    accept: createAccept(ingest),
    acceptImport: createAcceptImport(ingest),
    acceptNote: createAcceptNote({ ...ingest, proofs: parts.proofs }),
    forgetStreams: ingest.streams.forget,
    tick: log.tick,
    drain: async () => {
      await log.roll()
      await loader.drained()
    },
    stop: async () => {
      // A log that has failed keeps its open segment: the next start recovers it.
      await log
        .roll()
        .catch((error: unknown) => logger.write('roll_failed', { cause: cause(error) }))
      await loader.stop()
    },
    state: () => ({
      log: log.state(),
      damagedSegments: damaged.size,
      isLoadFailing: loader.isFailing(),
      unloadedBytes: backlog.bytes(),
    }),
  }
}
