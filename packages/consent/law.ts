// What holds until a visitor has chosen: by the law of where they are, as far as that is known.
import type { Grants, Purpose } from '../wire/purpose.ts'
import type { PageRegions, Rule } from '../wire/region.ts'
import { UNTIL_A_NO } from '../wire/signal.ts'

/** What holds where nothing is known, or what is known is not lax. */
export const STRICTEST: Rule = { group: 'A', model: 'opt-in' }

/** What of a rule is known from the letter that was kept with a choice. */
export function ruleOfGroup(group: Rule['group']): Rule {
  return { group, model: group > 'B' ? 'opt-out' : 'opt-in' }
}

export interface Before {
  readonly rule: Rule
  /** Null: nothing, and nothing may be kept. */
  readonly grants: Grants | null
}

export interface LawOptions {
  /** What the site asks for. */
  purposes: readonly Purpose[]
  /** Where nothing has to be asked first. */
  regions: PageRegions
  /** Asks the collector what holds; only where it may be lax. */
  place?: (() => Promise<Rule>) | undefined
}

/**
 * For `consent({ before })`: the rule of the visitor's clock, and of the collector where that may be lax.
 * The time zone is read here and goes nowhere.
 */
export function law({ purposes, regions, place }: LawOptions): () => Promise<Before> {
  return async () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const clock = regions.find(([zones]) => RegExp(`^(${zones})`).test(timeZone))?.[1]
    const rule = clock ? (place ? await ruleOfBoth(clock, place) : clock) : STRICTEST
    return { rule, grants: heldUnder(rule, purposes) }
  }
}

/**
 * What the collector says, where that lies within the clock's; else the stricter of the two, since one of them is wrong.
 * Who cannot ask is not lax.
 */
async function ruleOfBoth(clock: Rule, place: () => Promise<Rule>): Promise<Rule> {
  const told = await place().catch(() => STRICTEST)
  if (told.place?.startsWith(clock.place!)) return told
  const opts = [clock, told]
  return opts.find(isStrict) ?? opts.find(({ model }) => model === 'opt-out') ?? told
}

const isStrict = ({ model }: Rule): boolean => model === STRICTEST.model

function heldUnder(rule: Rule, asked: readonly Purpose[]): Grants | null {
  if (isStrict(rule)) return rule.counts ? { analytics: 'aggregate' } : null
  const held = asked.filter((purpose) => UNTIL_A_NO.includes(purpose))
  return Object.fromEntries(held.map((purpose) => [purpose, 'full']))
}
