// The gate: remembers what the visitor chose, knows what holds until they choose, and tells core what is granted.
import { CONSENT_KEY, readJot, writeJot } from '../core/index.ts'
import type { Gate, GateContext, Stop } from '../core/index.ts'
import type { ConsentNote } from '../wire/event.ts'
import type { Grants } from '../wire/purpose.ts'
import type { Rule } from '../wire/region.ts'
import { underSignals } from '../wire/signal.ts'
import type { BrowserSignals } from '../wire/signal.ts'
import { STRICTEST } from './law.ts'
import type { Before } from './law.ts'
import { signalsOf } from './signals.ts'

export { consentMode } from './consent-mode.ts'
export { law } from './law.ts'
export type { LawOptions } from './law.ts'

const DAY_MS = 86_400_000

export interface ConsentOptions {
  /** Days that a choice is remembered, accept and reject alike; not renewed by visits. @default 182 */
  days?: number | undefined
  /** Version of the notice; a choice made under another is asked again. @default none */
  notice?: string | undefined
  /** Tells what holds until a choice, see `law`. @default nothing */
  before?: (() => Promise<Before>) | undefined
  /** Do Not Track is a refusal, where nobody has chosen. @default true */
  dnt?: boolean | undefined
  /** Called once where the visitor is to be asked, or told. */
  ask?: (() => void) | undefined
}

/** What holds, and why. */
export interface ConsentState extends BrowserSignals {
  readonly grants: Grants
  /** The visitor has chosen; else it holds until they do. */
  readonly isChosen: boolean
  readonly rule: Rule
  /** What the way back was called when they chose. */
  readonly link?: string | undefined
}

/** Methods work before the start: the last choice made by then counts. */
export interface Consent extends Gate {
  /** What is granted, or null before a choice where nothing holds until then. */
  grants(): Grants | null
  /** What holds, and why; of a started gate. */
  state(): ConsentState
  /**
   * The visitor has chosen; what is not named is not granted.
   * `link`: what the way back is called in the visitor's language, kept with the choice.
   * @example consent.choose({ analytics: 'full' })
   */
  choose(grants: Grants, link?: string): void
  /** Takes everything back: stops it, forgets it here, and has it erased at the collector. */
  withdraw(): void
  /** Hears the grants now and at every change, in other tabs too. */
  on(hear: (grants: Grants | null) => void): Stop
}

interface Choice {
  grants: Grants
  untilMs: number
  notice: string
  /** Letter of the region's group. */
  region: string
  link?: string | undefined
}

/** Makes the gate. Where nobody has chosen, and the law of the place does not let it, nothing is granted. */
export function consent(options: ConsentOptions = {}): Consent {
  const { days = 182, notice = '', before, dnt = true, ask } = options
  const hearers = new Set<(grants: Grants | null) => void>()
  let context: GateContext | undefined
  let early: Grants | undefined
  let now: Grants | null | undefined
  let rule: Rule = STRICTEST
  let isChosen = false
  let link: string | undefined

  const spread = (grants: Grants | null, choice?: ConsentNote['choice']) => {
    now = grants && underSignals(grants, signalsOf(context!.env, dnt), isChosen)
    context?.grant(now, choice)
    for (const hear of hearers) context?.guard(hear)(now)
  }

  const follow = (kept: Choice | null | undefined, { env, guard }: GateContext) => {
    isChosen = !!kept && kept.untilMs > env.Date.now() && kept.notice === notice
    if (isChosen) {
      link = kept!.link
      spread(kept!.grants)
    } else if (before)
      before().then(
        guard((found) => {
          // Chosen meanwhile.
          if (isChosen) return
          rule = found.rule
          spread(found.grants)
          if (rule.model !== 'opt-out') ask?.()
        }),
      )
    else spread(null)
  }

  const choose = (grants: Grants, called = link) => {
    early = grants
    link = called
    context?.guard(({ env }: GateContext) => {
      const isYes = isAny(grants)
      const choice = isYes ? undefined : isAny(now) ? 'withdrawn' : 'refused'
      // Who opted out under a law of opt-outs is not asked for a year.
      const kept = !isYes && rule.group === 'C' ? 365 : days
      const untilMs = env.Date.now() + kept * DAY_MS
      writeJot(env, CONSENT_KEY, { grants, untilMs, notice, region: rule.group, link })
      isChosen = true
      spread(grants, choice)
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
        follow(JSON.parse(env.localStorage.getItem(CONSENT_KEY)!) as Choice | null, started)
      listen('storage', ({ key }) => {
        // Another tab has chosen; null is told when everything was cleared.
        if (key === CONSENT_KEY || key === null) reread()
      })
      // A page in the back/forward cache hears nothing: it asks when it comes back.
      listen('pageshow', ({ persisted }) => {
        if (persisted) reread()
      })
      // Core is still starting: what the grant starts must find it whole.
      queueMicrotask(
        guard(() => {
          // Chosen meanwhile: what was remembered is out of date.
          if (isChosen) return
          if (early) choose(early)
          else follow(readJot<Choice>(env, CONSENT_KEY), started)
        }),
      )
      return () => {
        context = undefined
      }
    },
    grants: () => now ?? null,
    state: () => ({ grants: now ?? {}, isChosen, rule, link, ...signalsOf(context!.env, dnt) }),
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
