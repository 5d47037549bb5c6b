// Shows each visitor their variation, and tells who saw which: assigned on the device, without a request.
import type { Context, Feature, Stop } from '../core/index.ts'
import type { PageExperiment } from '../wire/experiment.ts'
import type { FlagValue, PageFlag } from '../wire/flag.ts'
import { choose } from './choose.ts'
import type { Who } from './choose.ts'
import { flagValue } from './flags.ts'
import { remember } from './memory.ts'
import { createShown } from './shown.ts'

export interface ExperimentsOptions {
  /** What runs and what was shipped; the script tag brings it. @default [] */
  experiments?: readonly PageExperiment[] | undefined
  /** Values that code asks for by name; the script tag brings them. @default [] */
  flags?: readonly PageFlag[] | undefined
  /** ISO 3166-1 alpha-2. @default the region of the browser's language */
  market?: string | undefined
}

/** `false` as an alternative asks for a boolean, not for `false`. */
export type Kind<V> = V extends boolean
  ? boolean
  : V extends number
    ? number
    : V extends string
      ? string
      : V

/** Methods work before the start and before consent: everybody sees the control then, uncounted. */
export interface Experiments extends Feature {
  /** Key of the control, '' for an unknown experiment; asking counts as nothing. */
  control(key: string): string
  /**
   * Key of the variation to show; asking counts as seeing it. The control's before the grant, '' for an unknown experiment.
   * @example if (ab.variation('hero') === 'bold') …
   */
  variation(key: string): string
  /**
   * Value of the flag: of its first rule that holds; `otherwise` for an unknown flag, one of another type, and before the start.
   * Before the grant rules hold that need no visitor: those for everybody their targeting fits.
   * Where an experiment decides, asking counts as seeing its variation.
   * @example if (ab.flag('express-checkout', false)) …
   */
  flag<V extends FlagValue>(key: string, otherwise: V): Kind<V>
  /** Facts that targeting may ask for, such as `{ member: 'gold' }`; experiments are looked at again. */
  attributes(facts: Readonly<Record<string, string>>): void
  /** Hears that variations may have changed: a grant, a withdrawal, another page. Returns what ends it. */
  on(hear: () => void): Stop
}

/** Makes the feature. */
export function experiments({
  experiments: all = [],
  flags = [],
  market,
}: ExperimentsOptions): Experiments {
  const who: Who = { market, facts: {} }
  /** From the start on. */
  let page: Context | undefined
  const shown = createShown(who)
  const hearers = new Set<() => void>()

  const controlOf = (key: string) => all.find((each) => each.key === key)?.variations[0]?.key ?? ''

  /** Key of the variation that is shown, which counts; '' where the page stays as it is. */
  const see = (context: Context, key: string) => {
    const experiment = all.find((each) => each.key === key)
    const chosen = experiment && choose(context, experiment, who)
    if (chosen?.counts) who.memory?.expose(key, chosen.variation.key)
    return chosen?.variation.key ?? ''
  }

  /** What `find` finds, if it is of the kind that is asked for. */
  const ask = <V>(otherwise: V, find: (context: Context) => unknown): V => {
    let found = otherwise
    page?.guard((context: Context) => {
      const value = find(context)
      if (typeof value === typeof (otherwise ?? value)) found = value as V
    })(page)
    return found
  }

  const show = () => {
    if (!page) return
    for (const experiment of all) shown.settle(page, experiment)
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
        shown.undo()
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
    variation: (key) => ask(controlOf(key), (context) => see(context, key) || undefined),
    flag<V extends FlagValue>(key: string, otherwise: V) {
      return ask(otherwise as Kind<V>, (context) => {
        const flag = flags.find((each) => each.key === key)
        return flag && flagValue(flag, context, who, see)
      })
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
