// The requests of all sites, in memory since the console looks at them all the time; written through to the documents.
import { addMonths, dueOf } from '../../packages/wire/deadline.ts'
import type { PrivacyRequest, RequestChange, RequestDraft } from '../../packages/wire/request.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import { REQUESTS } from '../limits.ts'
import { localDay } from '../local-day.ts'
import type { Random } from '../random.ts'
import type { Documents } from '../storage/documents.ts'
import { changeOf, isOpen, stateOf } from './request-turn.ts'
import type { Turn } from './request-turn.ts'

const KIND = 'privacy-request'
const DAY_MS = 86_400_000

/** What is written: the days are told from the table as it is today. */
interface Kept extends RequestDraft {
  readonly id: string
  readonly changes: readonly RequestChange[]
}

/** Whose clock counts, and who does it. */
export interface OnSite {
  readonly site: string
  readonly timeZone: string
  readonly by: string
}

export interface Requests {
  readonly load: () => Promise<void>
  readonly list: (site: string) => readonly PrivacyRequest[]
  readonly get: (site: string, id: string) => PrivacyRequest | undefined
  /** Throws `Fault`: `requests_full`, or where the day cannot be. */
  readonly add: (on: OnSite, draft: RequestDraft) => Promise<PrivacyRequest>
  /** Throws `Fault`: `not_found`, or where it cannot be turned so. */
  readonly turn: (on: OnSite, id: string, turn: Turn) => Promise<PrivacyRequest>
  /** Removes those of a site that were closed long enough ago; answers how many. */
  readonly expire: (site: string, timeZone: string) => Promise<number>
  /** Forgets those of a site whose documents are gone. */
  readonly forget: (site: string) => void
  /** The day that it is at a site. */
  readonly today: (timeZone: string) => string
}

export interface RequestsParts {
  readonly documents: Documents
  readonly random: Random
  readonly clock: Clock
}

const keyOf = (site: string, id: string): string => `${site}/${id}`

const dayOf = (timeMs: number, timeZone: string): string =>
  new Date(localDay(timeMs, timeZone) * DAY_MS).toISOString().slice(0, 10)

export function createRequests({ documents, random, clock }: RequestsParts): Requests {
  const known = new Map<string, Kept>()
  const today = (timeZone: string): string => dayOf(clock.now(), timeZone)
  const ofSite = (site: string): Kept[] =>
    [...known].flatMap(([key, each]) => (key.startsWith(`${site}/`) ? [each] : []))

  async function put(site: string, kept: Kept): Promise<PrivacyRequest> {
    await documents.put(KIND, keyOf(site, kept.id), kept)
    known.set(keyOf(site, kept.id), kept)
    return shown(kept)
  }

  return {
    today,
    load: async () => {
      for (const { key, body } of await documents.list<Kept>(KIND)) known.set(key, body)
    },
    list: (site) => ofSite(site).map(shown),
    get: (site, id) => {
      const kept = known.get(keyOf(site, id))
      return kept && shown(kept)
    },
    add: async ({ site, timeZone, by }, draft) => {
      checkReceived(draft.receivedDay, today(timeZone))
      const all = ofSite(site)
      if (all.length >= REQUESTS.ofSite) fail('requests_full')
      if (all.filter((each) => isOpen(stateOf(each))).length >= REQUESTS.open) fail('requests_full')
      const id = Buffer.from(random.bytes(9)).toString('base64url')
      return put(site, { ...draft, id, changes: [{ to: 'open', atMs: clock.now(), by }] })
    },
    turn: async ({ site, timeZone, by }, id, turn) => {
      const kept = known.get(keyOf(site, id)) ?? fail('not_found')
      const doing = { by, atMs: clock.now(), today: today(timeZone) }
      const change = changeOf({ ...kept, due: dueOf(kept) }, turn, doing)
      return put(site, { ...kept, changes: [...kept.changes, change] })
    },
    expire: async (site, timeZone) => {
      const lastDay = addMonths(today(timeZone), -REQUESTS.keptMonths)
      const old = ofSite(site).filter((each) => isOver(each, lastDay, timeZone))
      for (const { id } of old) {
        await documents.delete(KIND, keyOf(site, id))
        known.delete(keyOf(site, id))
      }
      return old.length
    },
    forget: (site) => {
      for (const { id } of ofSite(site)) known.delete(keyOf(site, id))
    },
  }
}

function shown(kept: Kept): PrivacyRequest {
  const due = dueOf(kept)
  const wasExtended = kept.changes.some(({ to }) => to === 'extended')
  return {
    ...kept,
    state: stateOf(kept),
    due,
    dueDay: wasExtended ? (due.extendedDay ?? due.firstDay) : due.firstDay,
  }
}

/** Closed before a day: one on which it is not known whether all of the time has passed is kept. */
function isOver(kept: Kept, lastDay: string, timeZone: string): boolean {
  if (isOpen(stateOf(kept))) return false
  return dayOf(kept.changes.at(-1)?.atMs ?? 0, timeZone) < lastDay
}

/** A day to come is a slip, and one of years ago is the wrong year. */
function checkReceived(day: string, today: string): void {
  if (day > today || day < addMonths(today, -REQUESTS.receivedMonths))
    fail('ask_invalid', { path: 'receivedDay' })
}
