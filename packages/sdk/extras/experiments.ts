// Experiments in the tag of a site that runs or has shipped some.
import { experiments as make } from '../../experiments/index.ts'
import type { MakeExtra } from '../run-tag.ts'

export const experiments: MakeExtra = (site, { market }) => {
  const ab = make({ experiments: site.experiments ?? [], market })
  return {
    feature: ab,
    calls: {
      attributes: ab.attributes,
      /** `tm('variation', key, hear)`: hears the variation's key, now and whenever it changes. */
      variation: (key: string, hear: (variation: string) => void) => {
        const tell = () => hear(ab.variation(key))
        tell()
        ab.on(tell)
      },
    },
  }
}
