// The gate: remembers what the visitor chose, knows what holds until they choose, and tells core what is granted.
import { browserEnv } from '../core/index.ts'
import type { Gate, GateContext, Stop } from '../core/index.ts'
import type { Shown } from '../wire/event.ts'
import type { Notice } from '../wire/notice.ts'
import type { Grants } from '../wire/purpose.ts'
import type { Rule } from '../wire/region.ts'
import type { BrowserSignals } from '../wire/signal.ts'
import { createAsking } from './asking.ts'
import type { Asking } from './asking.ts'
import { createKeeper } from './keeper.ts'
import type { Before } from './law.ts'
import type { RightsOptions } from './rights.ts'
import type { Merge } from './says.ts'

export { consentMode } from './consent-mode.ts'
export { law } from './law.ts'
export type { Asking } from './asking.ts'
export type { LawOptions } from './law.ts'

/**
 * Banner and preferences, for pages that import: their code is a chunk of its own. `notice`: what they say, and `words`
 * its version, for the proof. `own`: where visitors are answered about what is stored of them; the preferences offer it then.
 * @example const gate = consent({ before: law(rules), ask: () => ui.banner() })
 * const ui = asking(gate, '0f1e2d3c4b5a6978', () => fetch('/notice/en').then((answer) => answer.json()))
 */
export const asking = (
  gate: Consent,
  words: string,
  notice: () => Promise<Notice>,
  own?: RightsOptions,
): Asking =>
  createAsking({
    gate,
    words,
    load: () => import('./banner.ts'),
    notice,
    rights: own && (async () => (await import('./rights.ts')).rights(own, browserEnv())),
  })

export interface ConsentOptions {
  /** Days that a choice is remembered, accept and reject alike; not renewed by visits. @default 182 */
  days?: number | undefined
  /** Version of the notice; a choice made under another is asked again. @default none */
  notice?: string | undefined
  /** Tells what holds until a choice, see `law`. @default nothing */
  before?: (() => Promise<Before>) | undefined
  /** Do Not Track is a refusal, where nobody has chosen. @default true */
  dnt?: boolean | undefined
  /** What others who have a say leave of what is granted; `again` tells that they have said something else. */
  leave?: Merge | undefined
  /** Called once where the visitor is to be asked, or told. */
  ask?: (() => unknown) | undefined
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
   * `told`: what they had been told, for the proof.
   * @example consent.choose({ analytics: 'full' })
   */
  choose(grants: Grants, told?: ToldVisitor): void
  /** Takes everything back: stops it, forgets it here, and has it erased at the collector. */
  withdraw(): void
  /** Others who have a say have said something else, see `leave`. */
  again(): void
  /** Hears the grants now and at every change, in other tabs too. */
  on(hear: (grants: Grants | null) => void): Stop
}

/** What a visitor saw when they chose. */
export interface ToldVisitor {
  /** What the way back is called in their language; kept with the choice. */
  link?: string | undefined
  shown?: Shown | undefined
}

type Hear = (grants: Grants | null) => void

/** Makes the gate. Where nobody has chosen, and the law of the place does not let it, nothing is granted. */
export function consent(options: ConsentOptions = {}): Consent {
  const hearers = new Set<Hear>()
  let context: GateContext | undefined
  let early: [grants: Grants, told: ToldVisitor | undefined] | undefined

  const keeper = createKeeper(options, (grants, note) => {
    context?.grant(grants, note)
    for (const hear of hearers) context?.guard(hear)(grants)
  })

  const choose = (grants: Grants, told?: ToldVisitor) => {
    early = [grants, told]
    context?.guard(keeper.choose)(context, grants, told)
  }

  return {
    name: 'consent',
    purpose: null,
    start(started) {
      context = started
      keeper.start(started)
      // Core is still starting: what the grant starts must find it whole.
      queueMicrotask(
        started.guard(() => {
          if (early) choose(...early)
          else keeper.follow(started)
        }),
      )
      return () => {
        context = undefined
      }
    },
    grants: () => keeper.now() ?? null,
    state: () => keeper.state(context!),
    choose,
    withdraw: () => choose({}),
    again: () => context?.guard(keeper.again)(context),
    on(hear) {
      hearers.add(hear)
      const now = keeper.now()
      // Before the start nothing is known, not even that nothing was chosen.
      if (now !== undefined) context?.guard(hear)(now)
      return () => hearers.delete(hear)
    },
  }
}
