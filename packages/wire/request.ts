// What a shop keeps of a request that reached it by mail, telephone or form: what was asked, by when it must be answered, what was done.
import type { Place } from './region.ts'

/** By the calendar: 2026-03-29. */
export type Day = string

/** What was asked for. */
export const REQUEST_KINDS = [
  'copy',
  'portability',
  'erasure',
  'correction',
  'objection',
  'restriction',
  'opt-out',
] as const

export type RequestKind = (typeof REQUEST_KINDS)[number]

/** How it came; a register must say so in California (11 CCR § 7101(b)). */
export const REQUEST_MANNERS = ['letter', 'email', 'telephone', 'form', 'in-person'] as const

export type RequestManner = (typeof REQUEST_MANNERS)[number]

/** `extended`: whoever asks was told that it takes longer, and why. */
export const REQUEST_STATES = ['open', 'extended', 'done', 'refused'] as const

export type RequestState = (typeof REQUEST_STATES)[number]

/** What of a request is written; nothing in it says who asks. */
export interface RequestDraft {
  readonly kind: RequestKind
  /** Where whoever asks lives: its law counts. `ZZ` where that is not known. */
  readonly place: Place
  readonly manner: RequestManner
  readonly receivedDay: Day
  /** The shop's own name for it: a number of a ticket, never that of a person. */
  readonly reference: string
}

export interface RequestChange {
  readonly to: RequestState
  readonly atMs: number
  /** Login of whoever did it, `token NAME` or `command`. */
  readonly by: string
  /** Why it takes longer, or is refused. */
  readonly reason?: string
}

/** By when, and by which law. */
export interface RequestDue {
  /** The last day to answer; or to say that it takes longer. */
  readonly firstDay: Day
  /** The last day once that was said; null where the law names none. */
  readonly extendedDay: Day | null
  /** The last day to confirm that it has come; null where the law does not ask for it. */
  readonly confirmDay: Day | null
  /** In short, for those who read the list. */
  readonly law: string
  readonly source: string
  /** False where no law of the place is known to us: then the strictest that is. */
  readonly isKnown: boolean
}

export interface PrivacyRequest extends RequestDraft {
  readonly id: string
  readonly state: RequestState
  /** The oldest first. */
  readonly changes: readonly RequestChange[]
  readonly due: RequestDue
  /** The one of its days that counts in its state. */
  readonly dueDay: Day
}

/** The table of deadlines, for whoever chooses a place from it. */
export interface DeadlineFacts {
  readonly version: string
  readonly readOn: Day
  readonly laws: readonly {
    readonly law: string
    readonly places: readonly Place[]
    readonly source: string
  }[]
}

/** A part of the register: what is open before what is closed, the most urgent first, then what was closed last. */
export interface RequestQueue {
  readonly requests: readonly PrivacyRequest[]
  readonly next: string | null
  /** By the shop's clock. */
  readonly today: Day
  /** Of all that are open: how many are late, and how many are due within five days. */
  readonly overdue: number
  readonly soon: number
  /** Of the table of deadlines. */
  readonly deadlines: string
}
