// The gate: remembers what the visitor chose, and tells core what is granted. It asks nothing by itself.
import { CONSENT_KEY, readJot, writeJot } from '../core/index.ts'
import type { Gate, GateContext, Stop } from '../core/index.ts'
import type { ConsentNote } from '../wire/event.ts'
import type { Grants } from '../wire/purpose.ts'

export { consentMode } from './consent-mode.ts'

const DAY_MS = 86_400_000

export interface ConsentOptions {
  /** Days that a choice is remembered, accept and reject alike; not renewed by visits. @default 182 */
  days?: number
  /** Version of the notice; a choice made under another is asked again. @default none */
  notice?: string | undefined
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

  const tell = (grants: Grants | null, choice?: ConsentNote['choice']) => {
    now = grants
    context?.grant(grants, choice)
    for (const hear of hearers) context?.guard(hear)(grants)
  }

  /** What a kept choice still grants. */
  const read = (nowMs: number, kept?: Choice | null): Grants | null =>
    kept && kept.untilMs > nowMs && kept.notice === notice ? kept.grants : null

  const choose = (grants: Grants) => {
    early = grants
    context?.guard(({ env }: GateContext) => {
      const choice = isAny(grants) ? undefined : isAny(now) ? 'withdrawn' : 'refused'
      writeJot(env, CONSENT_KEY, { grants, untilMs: env.Date.now() + days * DAY_MS, notice })
      tell(grants, choice)
    })(context)
  }

  return {
    name: 'consent',
    purpose: null,
    start(started) {
      const { env, guard, listen } = started
      context = started
      // Read without a net: where it cannot be read, what is known goes on.
      const reread = () =>
        tell(
          read(env.Date.now(), JSON.parse(env.localStorage.getItem(CONSENT_KEY)!) as Choice | null),
        )
      listen('storage', ({ key }) => {
        // Another tab has chosen; null is told when everything was cleared.
        if (key === CONSENT_KEY || key === null) reread()
      })
      // A page in the back/forward cache hears nothing: it asks when it comes back.
      listen('pageshow', ({ persisted }) => {
        if (persisted) reread()
      })
      const known = read(env.Date.now(), readJot<Choice>(env, CONSENT_KEY))
      // Core is still starting: what the grant starts must find it whole.
      queueMicrotask(
        guard(() => {
          // Chosen meanwhile: what was remembered is out of date.
          if (now !== undefined) return
          if (early) choose(early)
          else tell(known)
        }),
      )
      return () => {
        context = undefined
      }
    },
    grants: () => now ?? null,
    choose,
    withdraw: () => choose({}),
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
