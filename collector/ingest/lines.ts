// Writes log lines: what all events of a batch share is turned into JSON once.
import type { EventType } from '../../packages/wire/event.ts'
import { EVENT_PURPOSE, PURPOSES } from '../../packages/wire/purpose.ts'
import type { Choice, SparseRow, StreamFact } from '../storage/columns.ts'

/** The columns that are the same for every event of a batch. */
type BatchColumn =
  | 'site'
  | 'stream'
  | 'received_ms'
  | 'imported'
  | 'visitor'
  | 'country'
  | 'device'
  | 'browser'
  | 'language'
  | 'width'
  | 'bot'
  | 'staff'
  | 'notice'
  | 'may_train'

export type BatchFields = Pick<SparseRow, BatchColumn>

/** The columns that each event has of its own. */
export type EventFields = Omit<SparseRow, BatchColumn>

/** What is undefined is not written: lines are a third shorter, and so is the time to write and to load them. */
export function eventLines(shared: BatchFields, events: readonly EventFields[]): string {
  const startOf = (fields: BatchFields): string =>
    JSON.stringify({ line: 'event', ...fields }).slice(0, -1)
  const start = startOf(shared)
  let nameless: string | undefined
  const startFor = (type: string): string =>
    mintsVisitor(type) ? start : (nameless ??= startOf({ ...shared, visitor: undefined }))
  const lines = events
    .map((event) => {
      const own = JSON.stringify(event).slice(1)
      return `${startFor(event.type)},${own}\n`
    })
    .join('')
  return withoutLoneSurrogates(lines)
}

/** A batch may carry events of several purposes: its visitor belongs to those alone whose purpose mints one. */
function mintsVisitor(type: string): boolean {
  return PURPOSES[EVENT_PURPOSE[type as EventType]].mints.includes('visitor')
}

export function choiceLine(choice: Choice): string {
  return `${JSON.stringify({ line: 'choice', ...choice })}\n`
}

export function streamLine(fact: StreamFact): string {
  return `${JSON.stringify({ line: 'stream', ...fact })}\n`
}

/** Half a character is legal in JavaScript, and an error in the JSON of every database. */
function withoutLoneSurrogates(json: string): string {
  if (!json.includes('\\ud')) return json
  return json.replaceAll(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (found) =>
    found === '\\\\' ? found : '\ufffd',
  )
}
