// Which variation a visitor gets: by their place alone, so that no request and no memory is needed.
import type { PageExperiment, Variation } from '../wire/experiment.ts'
import { hash } from './hash.ts'
import { chooseVariation, getBucketRanges, inRange } from './ranges.ts'

/** The version of the hash that all our experiments use. */
const VERSION = 2

/** The variation of `visitor`; undefined where they do not take part. */
export function assign(
  { key, coverage, variations, group }: PageExperiment,
  visitor: string,
): Variation | undefined {
  // A seed of the group's own, or its experiments would each get a slice of the other's variations.
  if (group && !inRange(hash(`group:${group.name}`, visitor, VERSION)!, [group.from, group.to]))
    return undefined
  const weights = variations.map(({ weight }) => weight)
  const ranges = getBucketRanges(variations.length, coverage, weights)
  return variations[chooseVariation(hash(key, visitor, VERSION)!, ranges)]
}
