// Experiments and flags in the tag of a site that has some.
import { experiments as make } from '../../experiments/index.ts'
import type { FlagValue } from '../../wire/flag.ts'
import type { MakeExtra } from '../run-tag.ts'

export const experiments: MakeExtra = (site, { market }) => {
  const ab = make({ experiments: site.experiments, flags: site.flags, market })
  const follow = (tell: () => void) => {
    tell()
    ab.on(tell)
  }
  return {
    feature: ab,
    calls: {
      attributes: ab.attributes,
      /** `tm('variation', key, hear)`: hears the variation's key, now and whenever it changes. */
      variation: (key: string, hear: (variation: string) => void) =>
        follow(() => hear(ab.variation(key))),
      /** `tm('flag', key, hear, otherwise)`: hears the flag's value, now and whenever it may have changed; undefined for one that is not there. */
      flag: (key: string, hear: (value: FlagValue) => void, otherwise: FlagValue) =>
        follow(() => hear(ab.flag(key, otherwise))),
    },
  }
}
