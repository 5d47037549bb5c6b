// The gate: remembers what the visitor chose, knows what holds until they choose, and tells core what is granted.
import { CONSENT_KEY, randomId, readJot, writeJot } from '../core/index.ts'
import type { ChoiceNote, Env, Gate, GateContext, Stop } from '../core/index.ts'
import type { Shown } from '../wire/event.ts'
import type { Notice } from '../wire/notice.ts'
import type { Grants } from '../wire/purpose.ts'
import type { Rule } from '../wire/region.ts'
import { underSignals } from '../wire/signal.ts'
import type { BrowserSignals } from '../wire/signal.ts'
import { createAsking } from './asking.ts'
import type { Asking } from './asking.ts'
import { STRICTEST, ruleOfGroup } from './law.ts'
import type { Before } from './law.ts'
import type { Merge } from './says.ts'
import { signalsOf } from './signals.ts'

export { consentMode } from './consent-mode.ts'
export { law } from './law.ts'
export type { Asking } from './asking.ts'
export type { LawOptions } from './law.ts'

/**
 * Banner and preferences, for pages that import: their code is a chunk of its own. `notice`: what they say, and `words`
 * its version, for the proof.
 * @example const gate = consent({ before: law(rules), ask: () => ui.banner() })
 * const ui = asking(gate, '0f1e2d3c4b5a6978', () => fetch('/notice/en').then((answer) => answer.json()))
 */
export const asking = (gate: Consent, words: string, notice: () => Promise<Notice>): Asking =>
  createAsking({ gate, words, load: () => import('./banner.ts'), notice })

const DAY_MS = 86_400_000
const YEAR_DAYS = 365

export interface ConsentOptions {
  /** Days that a choice is remembered, accept and reject alike; not renewed by visits. @default 182 */
  days?: number | undefined
  /** Version of the notice; a choice made under another is asked again. @default none */
  notice?: string | undefined
  /** Tells what holds until a choice, see `law`. @default nothing */
  before?: (() => Promise<Before>) | undefined
  /** Do Not Track is a refusal, where nobody has chosen. @default true */
  dnt?: boolean | undefined
  /** Listens to consent tools of others, see `elsewhere.ts`: until they have spoken nothing holds. */
  elsewhere?: ((env: Env, hear: (merge: Merge) => void) => void) | undefined
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
   * `told`: what they had been told, for the proof.
   * @example consent.choose({ analytics: 'full' })
   */
  choose(grants: Grants, told?: ToldVisitor): void
  /** Takes everything back: stops it, forgets it here, and has it erased at the collector. */
  withdraw(): void
  /** Hears the grants now and at every change, in other tabs too. */
  on(hear: (grants: Grants | null) => void): Stop
}

type Hear = (grants: Grants | null) => void

/** What a visitor saw when they chose. */
export interface ToldVisitor {
  /** What the way back is called in their language; kept with the choice. */
  link?: string | undefined
  shown?: Shown | undefined
}

interface Choice {
  grants: Grants
  untilMs: number
  notice: string
  /** Letter of the region's group. */
  region: Rule['group']
  link?: string | undefined
  /** Of the proof, while anything is granted. */
  id?: string | undefined
}

/** Makes the gate. Where nobody has chosen, and the law of the place does not let it, nothing is granted. */
export function consent(options: ConsentOptions = {}): Consent {
  const { days = 182, notice = '', before, dnt = true, elsewhere, ask } = options
  const hearers = new Set<Hear>()
  let context: GateContext | undefined
  let early: [grants: Grants, told: ToldVisitor] | undefined
  let now: Grants | null | undefined
  let rule: Rule = STRICTEST
  /** The choice that holds; without one what the law lets hold. */
  let kept: Choice | undefined
  let held: Grants | null = null
  let merge: Merge = (grants) => (elsewhere ? null : grants)

  const spread = (note?: ChoiceNote) => {
    const how = { isChosen: !!kept, isOptOut: rule.model !== 'opt-in' }
    const grants = merge(kept ? kept.grants : held, how)
    now = grants && underSignals(grants, signalsOf(context!.env, dnt), how)
    context?.grant(now, note)
    for (const hear of hearers) context?.guard(hear)(now)
  }

  const follow = (found: Choice | null | undefined, { env, guard }: GateContext) => {
    kept = found && isGood(found, notice, env.Date.now()) ? found : undefined
    if (kept) {
      rule = ruleOfGroup(kept.region)
      spread()
    } else if (before)
      before().then(
        guard((found) => {
          // Chosen meanwhile.
          if (kept) return
          rule = found.rule
          held = found.grants
          spread()
          if (rule.model !== 'opt-out') ask?.()
        }),
      )
    else spread()
  }

  const choose = (grants: Grants, told: ToldVisitor = { link: kept?.link }) => {
    early = [grants, told]
    context?.guard(({ env }: GateContext) => {
      const region = rule.group
      const choice = isAny(grants) ? 'given' : isAny(now) ? 'withdrawn' : 'refused'
      const id = choice === 'refused' ? undefined : (kept?.id ?? randomId(env))
      const lasts = choice === 'given' ? days : refusalDays(region, days)
      const untilMs = env.Date.now() + lasts * DAY_MS
      const isGiven = choice === 'given'
      kept = { grants, untilMs, notice, region, link: told.link, id: isGiven ? id : undefined }
      writeJot(env, CONSENT_KEY, kept)
      const { gpc } = signalsOf(env, dnt)
      const more = isGiven && { grants, region, shown: told.shown, gpc }
      spread({ choice, consent: id, ...more })
    })(context)
  }

  return {
    name: 'consent',
    purpose: null,
    start(started) {
      context = started
      rereadWhenOthersChoose(started, (found) => follow(found, started))
      elsewhere?.(
        started.env,
        started.guard((next) => {
          merge = next
          if (now !== undefined) spread()
        }),
      )
      // Core is still starting: what the grant starts must find it whole.
      queueMicrotask(
        started.guard(() => {
          if (early) choose(...early)
          // Chosen meanwhile: what was remembered is out of date.
          else if (!kept) follow(readJot<Choice>(started.env, CONSENT_KEY), started)
        }),
      )
      return () => {
        context = undefined
      }
    },
    grants: () => now ?? null,
    state() {
      const signals = signalsOf(context!.env, dnt)
      return { ...signals, grants: now ?? {}, isChosen: !!kept, rule, link: kept?.link }
    },
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

/** Who opted out under a law of opt-outs is not asked for a year. */
const refusalDays = (group: string, days: number): number => (group === 'C' ? YEAR_DAYS : days)

const isGood = (choice: Choice, notice: string, nowMs: number): boolean =>
  choice.untilMs > nowMs && choice.notice === notice

/** Another tab has chosen, or this page comes back and has heard nothing meanwhile. */
function rereadWhenOthersChoose(
  { env, listen }: GateContext,
  hear: (kept: Choice | null) => void,
): void {
  // Read without a net: where it cannot be read, what is known goes on.
  const reread = () => hear(JSON.parse(env.localStorage.getItem(CONSENT_KEY)!) as Choice | null)
  listen('storage', ({ key }) => {
    // Null is told when everything was cleared.
    if (key === CONSENT_KEY || key === null) reread()
  })
  listen('pageshow', ({ persisted }) => {
    if (persisted) reread()
  })
}

function isAny(grants: Grants | null | undefined): boolean {
  return Object.values(grants ?? {}).some((grant) => grant !== 'none')
}
