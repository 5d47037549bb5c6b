// Gathers rows of a source into batches; a row's place within its stream is its `seq`, so that a repeat is known.
import type { AnyEvent, DeviceClass, ImportedBatch } from '../../packages/wire/event.ts'
import { BATCH_EVENTS_MAX } from '../../packages/wire/limits.ts'

/** One event of a file, before it has its number. */
export interface SourceRow {
  /** What its numbering is within: a session, an order, a whole file. */
  readonly stream: string
  readonly visitor?: string | undefined
  readonly country?: string | undefined
  readonly device?: DeviceClass | undefined
  readonly browser?: string | undefined
  readonly language?: string | undefined
  readonly event: SourceEvent
}

export type SourceEvent = AnyEvent extends infer E
  ? E extends AnyEvent
    ? Omit<E, 'seq'>
    : never
  : never

export const IMPORT_SDK = 'import-1'

/** Rows of one stream that follow each other share a batch. */
export async function* batchesOf(
  rows: AsyncIterable<SourceRow>,
  site: string,
): AsyncIterable<ImportedBatch> {
  const lastSeqs = new Map<string, number>()
  let gathered: SourceRow[] = []

  function take(): ImportedBatch[] {
    const first = gathered[0]
    if (!first) return []
    const before = lastSeqs.get(first.stream) ?? 0
    const emitted = before + gathered.length
    lastSeqs.set(first.stream, emitted)
    const events = gathered.map(({ event }, at) => ({ ...event, seq: before + at + 1 }) as AnyEvent)
    gathered = []
    return [toBatch(first, { site, emitted, events })]
  }

  for await (const row of rows) {
    const isOther = gathered[0] !== undefined && gathered[0].stream !== row.stream
    if (isOther || gathered.length === BATCH_EVENTS_MAX) yield* take()
    gathered.push(row)
  }
  yield* take()
}

function toBatch(
  row: SourceRow,
  rest: Pick<ImportedBatch, 'site' | 'emitted' | 'events'>,
): ImportedBatch {
  const { visitor, country, device, browser, language } = row
  return {
    ...rest,
    sdk: IMPORT_SDK,
    stream: row.stream,
    sentMs: rest.events.at(-1)?.timeMs ?? 0,
    grant: { analytics: 'full' },
    ...(visitor === undefined ? {} : { visitor }),
    ...(country === undefined ? {} : { country }),
    ...(device === undefined ? {} : { device }),
    ...(browser === undefined ? {} : { browser }),
    ...(language === undefined ? {} : { language }),
  }
}
