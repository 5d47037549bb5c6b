// The gate: remembers what the visitor chose, and tells core what is granted. It asks nothing by itself.
import { readJot, writeJot } from '../core/index.ts'
import type { Gate, GateContext, Stop } from '../core/index.ts'
import type { Grants } from '../wire/purpose.ts'

const KEY = 'tm_consent'
const DAY_MS = 86_400_000

export interface ConsentOptions {
  /** Days that a choice is remembered, accept and reject alike; not renewed by visits. @default 182 */
  days?: number
  /** Version of the notice; a choice made under another is asked again. @default none */
  notice?: string
}

/** Methods work before the start: the last choice made by then counts. */
export interface Consent extends Gate {
  /** What is granted, or null before a choice. */
  grants(): Grants | null
  /**
   * The visitor has chosen; what is not named is not granted.
   * @example consent.choose({ analytics: 'full' })
   */
  choose(grants: Grants): void
  /** Takes everything back: stops it, forgets it here, and has it erased at the collector. */
  withdraw(): void
  /** Hears the grants now and at every change, in other tabs too. */
  on(hear: (grants: Grants | null) => void): Stop
}

interface Choice {
  grants: Grants
  untilMs: number
  notice: string
}

/** Makes the gate. Where no choice was made nothing is granted. */
export function consent({ days = 182, notice = '' }: ConsentOptions = {}): Consent {
  const hearers = new Set<(grants: Grants | null) => void>()
  let context: GateContext | undefined
  let early: Grants | undefined
  let now: Grants | null | undefined

  const tell = (grants: Grants | null) => {
    now = grants
    context?.grant(grants)
    for (const hear of hearers) context?.guard(hear)(grants)
  }

  /** What a kept choice still grants. */
  const read = (text: string | null, nowMs: number): Grants | null => {
    try {
      const choice = JSON.parse(text!) as Choice
      return choice.untilMs > nowMs && choice.notice === notice ? choice.grants : null
    } catch {
      // None, or not ours.
      return null
    }
  }

  const choose = (grants: Grants) => {
    if (!context) {
      early = grants
      return
    }
    const { env } = context
    const had = isAny(now)
    const choice: Choice = { grants, untilMs: env.Date.now() + days * DAY_MS, notice }
    writeJot(env, KEY, JSON.stringify(choice))
    tell(grants)
    if (!isAny(grants)) context.note(had ? 'withdrawn' : 'refused')
  }

  return {
    name: 'consent',
    purpose: null,
    start(started) {
      const { env, guard } = started
      context = started
      // Read without a net: where it cannot be read, what is known goes on.
      const reread = () => tell(read(env.localStorage.getItem(KEY), env.Date.now()))
      const hear = guard(({ key }: StorageEvent) => {
        // Another tab has chosen; null is told when everything was cleared.
        if (key === KEY || key === null) reread()
      })
      // A page in the back/forward cache hears nothing: it asks when it comes back.
      const ask = guard(({ persisted }: PageTransitionEvent) => {
        if (persisted) reread()
      })
      env.addEventListener('storage', hear)
      env.addEventListener('pageshow', ask)
      const known = read(readJot(env, KEY), env.Date.now())
      // Core is still starting: what the grant starts must find it whole.
      queueMicrotask(
        guard(() => {
          if (early) choose(early)
          // Chosen meanwhile: what was remembered is out of date.
          else if (now === undefined) tell(known)
        }),
      )
      return () => {
        context = undefined
        env.removeEventListener('storage', hear)
        env.removeEventListener('pageshow', ask)
      }
    },
    grants: () => now ?? null,
    choose: (grants) => (context ? context.guard(choose)(grants) : choose(grants)),
    withdraw: () => (context ? context.guard(choose)({}) : choose({})),
    on(hear) {
      hearers.add(hear)
      // Before the start nothing is known, not even that nothing was chosen.
      if (now !== undefined) context?.guard(hear)(now)
      return () => hearers.delete(hear)
    },
  }
}

function isAny(grants: Grants | null | undefined): boolean {
  return Object.values(grants ?? {}).some((grant) => grant !== 'none')
}
