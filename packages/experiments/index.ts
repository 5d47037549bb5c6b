// Shows each visitor their variation, and tells who saw which: assigned on the device, without a request.
import type { Context, Feature, Stop } from '../core/index.ts'
import type { PageExperiment, Variation } from '../wire/experiment.ts'
import { applyChanges } from './apply.ts'
import { choose } from './choose.ts'
import type { Who } from './choose.ts'
import { remember } from './memory.ts'

export interface ExperimentsOptions {
  /** What runs and what was shipped; the script tag brings it. */
  experiments: readonly PageExperiment[]
  /** ISO 3166-1 alpha-2. @default the region of the browser's language */
  market?: string | undefined
}

/** Methods work before the start and before consent: everybody sees the control then, uncounted. */
export interface Experiments extends Feature {
  /** Key of the control, '' for an unknown experiment; asking counts as nothing. */
  control(key: string): string
  /**
   * Key of the variation to show; asking counts as seeing it. The control's before the grant, '' for an unknown experiment.
   * @example if (ab.variation('hero') === 'bold') …
   */
  variation(key: string): string
  /** Facts that targeting may ask for, such as `{ member: 'gold' }`; experiments are looked at again. */
  attributes(facts: Readonly<Record<string, string>>): void
  /** Hears that variations may have changed: a grant, a withdrawal, another page. Returns what ends it. */
  on(hear: () => void): Stop
}

/** Makes the feature. */
export function experiments({ experiments: all, market }: ExperimentsOptions): Experiments {
  const who: Who = { market, facts: {} }
  /** From the start on. */
  let page: Context | undefined
  const applied = new Map<string, { variation: Variation; undo: Stop }>()
  const hearers = new Set<() => void>()

  /** Brings one experiment's changes to what is chosen now. */
  const settle = (context: Context, experiment: PageExperiment) => {
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
  }

  const controlOf = (key: string) => all.find((each) => each.key === key)?.variations[0]?.key ?? ''

  const show = () => {
    if (!page) return
    for (const experiment of all) settle(page, experiment)
    for (const hear of hearers) page.guard(hear)()
  }

  return {
    name: 'experiments',
    purpose: 'experiments',
    prepare(context) {
      page = context
      context.on('page', show)
      show()
      return () => {
        for (const { undo } of applied.values()) undo()
        applied.clear()
        page = undefined
      }
    },
    start(context) {
      who.memory = remember(context)
      show()
      return () => {
        who.memory?.forget()
        delete who.memory
        show()
      }
    },
    control: controlOf,
    variation(key) {
      const experiment = all.find((each) => each.key === key)
      let found = controlOf(key)
      page?.guard((context: Context) => {
        const chosen = experiment && choose(context, experiment, who)
        if (!chosen) return
        found = chosen.variation.key
        if (chosen.counts) who.memory?.expose(key, found)
      })(page)
      return found
    },
    attributes(told) {
      who.facts = told
      page?.guard(show)()
    },
    on(hear) {
      hearers.add(hear)
      return () => hearers.delete(hear)
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
