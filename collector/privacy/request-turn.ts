// What may become of a request, and when: extended in time, done, refused, and a close taken back.
import type { RequestChange, RequestDue, RequestState } from '../../packages/wire/request.ts'
import { fail } from '../errors.ts'
import { REQUESTS } from '../limits.ts'

const DAY_MS = 86_400_000

export interface Turn {
  readonly to: RequestState
  readonly reason?: string
}

export interface Turned {
  readonly changes: readonly RequestChange[]
  readonly due: RequestDue
}

/** Who does it, when, and which day it is at the shop. */
export interface Doing {
  readonly by: string
  readonly atMs: number
  readonly today: string
}

export const stateOf = ({ changes }: Pick<Turned, 'changes'>): RequestState =>
  changes.at(-1)?.to ?? 'open'

export const isOpen = (state: RequestState): boolean => state === 'open' || state === 'extended'

/** The change to be written down; throws `Fault` where it may not be. */
export function changeOf(request: Turned, { to, reason }: Turn, doing: Doing): RequestChange {
  const { changes, due } = request
  const state = stateOf(request)
  if (changes.length >= REQUESTS.changes) fail('request_not_so')
  if (isOpen(to) && !isOpen(state)) return reopened(changes, doing)
  if (!isOpen(state) || to === 'open') fail('request_not_so')
  if (to === 'extended') checkExtension(state, due, doing.today)
  if (to !== 'done' && !reason) fail('ask_invalid', { path: 'reason' })
  return { to, atMs: doing.atMs, by: doing.by, ...(reason && { reason }) }
}

/** Whoever asks must have been told within the first period: later there is nothing left to extend. */
function checkExtension(state: RequestState, due: RequestDue, today: string): void {
  if (state !== 'open') fail('request_not_so')
  if (due.extendedDay === null || today > due.firstDay) fail('extension_barred')
}

/** A slip of the hand is taken back soon; what was answered long ago is history. */
function reopened(changes: readonly RequestChange[], { by, atMs }: Doing): RequestChange {
  const closedMs = changes.at(-1)?.atMs ?? 0
  if (atMs - closedMs > REQUESTS.undoDays * DAY_MS) fail('request_not_so')
  const to = changes.findLast((change) => isOpen(change.to))?.to ?? 'open'
  return { to, atMs, by }
}
