// Which variation is to be shown: what the address asks for, then what was shipped, then what the visitor's place says.
import type { Context } from '../core/index.ts'
import type { PageExperiment, Variation } from '../wire/experiment.ts'
import { assign } from './assign.ts'
import type { Remembered } from './memory.ts'
import { queryStringOverride } from './override.ts'
import { fitsPaths, isFor } from './targeting.ts'
import type { Situation } from './targeting.ts'

/** Whom it is chosen for. */
export interface Who {
  market: string | undefined
  facts: Readonly<Record<string, string>>
  /** While the purpose is granted. */
  memory?: Remembered
}

/** A variation to show, and whether it was chosen for this very visitor. */
export interface Chosen {
  readonly variation: Variation
  readonly counts: boolean
}

/** Undefined where the page is to stay as it is, uncounted. */
export function choose(context: Context, experiment: PageExperiment, who: Who): Chosen | undefined {
  const { location } = context.env
  const { key, variations, targeting, shipped } = experiment
  const forced = queryStringOverride(key, location.href, variations.length) ?? -1
  const fixed = variations[forced] ?? variations.find((each) => each.key === shipped)
  if (fixed)
    return fitsPaths(location.pathname, targeting.paths)
      ? { variation: fixed, counts: false }
      : undefined
  if (!who.memory) return undefined
  const variation = isFor(targeting, situationOf(context, who))
    ? assign(experiment, context.visitor())
    : undefined
  return variation && { variation, counts: true }
}

/** What rules may look at; nobody is new or returning before the grant. */
export function situationOf({ env }: Context, { market, facts, memory }: Who): Situation {
  return {
    path: env.location.pathname,
    width: env.innerWidth,
    market: market ?? env.navigator.language.split('-').at(-1)!.toUpperCase(),
    isNew: memory?.isNew(),
    attributes: facts,
  }
}
