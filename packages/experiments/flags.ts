// What a flag is worth for whoever looks: the value of the first rule that holds.
import type { Context } from '../core/index.ts'
import type { FlagValue, PageFlag } from '../wire/flag.ts'
import { situationOf } from './choose.ts'
import type { Who } from './choose.ts'
import { hash } from './hash.ts'
import { queryStringOverride } from './override.ts'
import { isFor } from './targeting.ts'

/** `see` shows an experiment, counts it, and answers the variation's key; '' where the page is to stay as it is. */
export function flagValue(
  { key, value, rules }: PageFlag,
  context: Context,
  who: Who,
  see: (context: Context, experiment: string) => string,
): FlagValue {
  const { env, visitor } = context
  // 0 asks for the value without rules, 1 for the first rule's.
  const asked = queryStringOverride(key, env.location.href, rules.length + 1)
  for (const rule of asked === null ? rules : rules.slice(asked - 1, asked)) {
    if ('experiment' in rule) {
      const variation = see(context, rule.experiment)
      if (Object.hasOwn(rule.values, variation)) return rule.values[variation]!
    } else if (
      asked !== null ||
      (isFor(rule.targeting, situationOf(context, who)) &&
        (rule.coverage >= 1 || (who.memory && hash(`flag:${key}`, visitor(), 2)! < rule.coverage)))
    )
      return rule.value
  }
  return value
}
