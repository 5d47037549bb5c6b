// Keeps the page's changes in step with what is chosen, and follows a variation to another address.
import type { Context } from '../core/index.ts'
import type { PageExperiment, Variation } from '../wire/experiment.ts'
import { applyChanges } from './apply.ts'
import { choose } from './choose.ts'
import type { Who } from './choose.ts'

export interface Shown {
  /** Brings one experiment's changes to what is chosen now. */
  settle(context: Context, experiment: PageExperiment): void
  /** Takes all of them back. */
  undo(): void
}

export function createShown(who: Who): Shown {
  const applied = new Map<string, { variation: Variation; undo: () => void }>()
  return {
    settle(context, experiment) {
      const { key, variations } = experiment
      const chosen = choose(context, experiment, who)
      const before = applied.get(key)
      if (before && before.variation !== chosen?.variation) {
        before.undo()
        applied.delete(key)
      }
      if (!chosen) return
      const { variation, counts } = chosen
      // Told before it is made: a redirect leaves no time to do so afterwards.
      if (counts && variations.some(({ changes }) => changes[0]))
        who.memory?.expose(key, variation.key)
      if (applied.has(key) || leadAway(context, variation)) return
      applied.set(key, { variation, undo: applyChanges(context.env, variation.changes) })
    },
    undo() {
      for (const { undo } of applied.values()) undo()
      applied.clear()
    },
  }
}

/** Follows a variation to another address, where it has one. */
function leadAway({ env: { location } }: Context, { changes }: Variation): boolean {
  const redirect = changes.find((change) => change.kind === 'redirect')
  const target = new URL(redirect?.url ?? '', location.href)
  if (target.pathname === location.pathname) return false
  target.search ||= location.search
  location.replace(target)
  return true
}
