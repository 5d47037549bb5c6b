// What holds and why: the choice that is kept on the device, else what the law lets hold, less what others have a say in.
import { CONSENT_KEY, randomId, readJot, writeJot } from '../core/index.ts'
import type { ChoiceNote, GateContext } from '../core/index.ts'
import type { Grants } from '../wire/purpose.ts'
import type { Rule } from '../wire/region.ts'
import { underSignals } from '../wire/signal.ts'
import type { ConsentOptions, ConsentState, ToldVisitor } from './index.ts'
import { STRICTEST, ruleOfGroup } from './law.ts'
import { signalsOf } from './signals.ts'

const DAY_MS = 86_400_000
const YEAR_DAYS = 365

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

export interface Keeper {
  /** Undefined before it is known; null where nothing holds and nothing may be kept. */
  readonly now: () => Grants | null | undefined
  readonly state: (context: GateContext) => ConsentState
  /** Reads what is kept, now and whenever another tab has chosen. */
  readonly start: (context: GateContext) => void
  /** Others have said something else. */
  readonly again: (context: GateContext) => void
  readonly follow: (context: GateContext) => void
  readonly choose: (context: GateContext, grants: Grants, told?: ToldVisitor) => void
}

/** `tell` hears of what holds from now on, with the note of a choice that was made just now. */
export function createKeeper(
  options: ConsentOptions,
  tell: (grants: Grants | null, note?: ChoiceNote) => void,
): Keeper {
  const { days = 182, notice = '', before, dnt = true, leave, ask } = options
  let now: Grants | null | undefined
  let rule: Rule = STRICTEST
  let kept: Choice | undefined
  let held: Grants | null = null

  const spread = ({ env }: GateContext, note?: ChoiceNote) => {
    const how = { isChosen: !!kept, isOptOut: rule.model !== 'opt-in' }
    const grants = kept ? kept.grants : held
    const left = leave ? leave(grants, how) : grants
    now = left && underSignals(left, signalsOf(env, dnt), how)
    tell(now, note)
  }

  const take = (found: Choice | null | undefined, context: GateContext) => {
    const isGood = found && found.untilMs > context.env.Date.now() && found.notice === notice
    kept = isGood ? found : undefined
    if (kept) rule = ruleOfGroup(kept.region)
    if (kept || !before) spread(context)
    else
      before().then(
        context.guard((law) => {
          // Chosen meanwhile.
          if (kept) return
          rule = law.rule
          held = law.grants
          spread(context)
          if (rule.model !== 'opt-out') ask?.()
        }),
        // Who cannot be told holds to nothing.
        context.guard(() => kept || spread(context)),
      )
  }

  return {
    now: () => now,
    state: ({ env }) => ({
      ...signalsOf(env, dnt),
      grants: now ?? {},
      isChosen: !!kept,
      rule,
      link: kept?.link,
    }),
    start: (context) => rereadWhenOthersChoose(context, (found) => take(found, context)),
    again(context) {
      if (now !== undefined) spread(context)
    },
    follow: (context) => {
      // Chosen meanwhile: what was remembered is out of date.
      if (!kept) take(readJot<Choice>(context.env, CONSENT_KEY), context)
    },
    choose(context, grants, { link, shown } = { link: kept?.link }) {
      const { env } = context
      const region = rule.group
      const isGiven = isAny(grants)
      const again = !!kept?.id
      // A no is proven where it takes back a yes; else it carries nothing of its own.
      const consent = kept?.id ?? (isGiven ? randomId(env) : undefined)
      const choice = isGiven ? 'given' : consent || isAny(now) ? 'withdrawn' : 'refused'
      // Who opted out under a law of opt-outs is not asked for a year.
      const lasts = !isGiven && region === 'C' ? YEAR_DAYS : days
      const untilMs = env.Date.now() + lasts * DAY_MS
      kept = { grants, untilMs, notice, region, link, id: isGiven ? consent : undefined }
      writeJot(env, CONSENT_KEY, kept)
      const { gpc } = signalsOf(env, dnt)
      spread(context, { choice, consent, ...(isGiven && { grants, region, shown, gpc, again }) })
    },
  }
}

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
