// The one interface that every feature implements, and what core hands to it.
import type { CommerceEventType, ConsentNote, EventMap, EventType } from '../wire/event.ts'
import type { Grants, Purpose } from '../wire/purpose.ts'
import type { Door } from './door.ts'
import type { Env } from './env.ts'

/** Undoes what returned it; calling it again does nothing. */
export type Stop = () => void

/** What core itself tells features, beside the events they tell each other. */
export interface Signals {
  /** Another page is before a person: shown for the first time, navigated to, or restored. Late hearers hear of it too. */
  page: undefined
  /** Visible again after having been hidden. */
  shown: undefined
  /** Hidden or going away: the last reliable moment to emit. */
  hidden: undefined
  /** What a feature has seen happen and may not send itself: sent by whoever runs under the event's own purpose. */
  told: Told
}

/** A commerce event, as one feature tells another of it. */
export type Told = { [T in CommerceEventType]: { type: T; body: EventMap[T] } }[CommerceEventType]

export type Heard = EventMap & Signals

export interface Feature {
  /** Its folder; carried by error reports. */
  readonly name: string
  /** Core runs it exactly while this is granted; null: needed for the page to work, runs always. */
  readonly purpose: Purpose | null
  /** What is left of an event at the `aggregate` level, or nothing. A feature without it runs at `full` alone. */
  readonly aggregate?: <T extends EventType>(type: T, body: EventMap[T]) => EventMap[T] | undefined
  /** Where its public methods emit; core opens it exactly while the feature runs. */
  readonly door?: Door
  /** What it does for everybody alike, from the start to the stop: it keeps nothing, knows nobody, and sends nothing. */
  readonly prepare?: (context: Context) => Stop | void
  /** Begins; what `listen` and `on` registered core undoes itself. */
  start(context: Context): Stop | void
}

type AllEvents = DocumentEventMap & WindowEventMap & { prerenderingchange: Event }

/** Members are properties, meant to be taken apart. */
export interface Context {
  /**
   * Sends an event, if its purpose is still granted; returns its seq, 0 where it went nowhere.
   * `href`: the page it is about, where that is not the present one.
   */
  emit: <T extends EventType>(type: T, body: EventMap[T], href?: string) => number
  /** Tells of an event of another purpose, for whoever runs under that to send; where nobody does it goes nowhere. */
  tell: (told: Told) => void
  on: <T extends keyof Heard>(type: T, hear: (body: Heard[T]) => void) => void
  /** Listens at the window to all that happens in the page, capturing and passive. */
  listen: <K extends keyof AllEvents>(type: K, handle: (event: AllEvents[K]) => void) => void
  /** Wraps a function that others will call, so that it never throws into the page. */
  guard: <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => void
  /** The visitor's id, minted at first need; '' where no grant mints one. */
  visitor: () => string
  readonly env: Env
}

/** A choice, as the gate knows it; core adds what it alone knows. */
export type ChoiceNote = Pick<ConsentNote, 'choice'> & {
  [K in 'consent' | 'grants' | 'shown' | 'region' | 'gpc']?: ConsentNote[K] | undefined
}

/** What the gate gets on top; core knows it by its purpose, null. */
export interface GateContext extends Context {
  /**
   * Says what is granted from now on; `null` before a choice was made. A choice that was made just now is told the
   * collector once, as `note` has it.
   */
  grant: (grants: Grants | null, note?: ChoiceNote) => void
}

/** The feature that decides what is granted. */
export interface Gate extends Omit<Feature, 'start' | 'purpose'> {
  readonly purpose: null
  start(context: GateContext): Stop | void
}
