// The published cases of assignment: GrowthBook's specification, as far as the pure functions go.
import { isDeepStrictEqual } from 'node:util'
import { hash } from '../../../packages/experiments/hash.ts'
import { inNamespace } from '../../../packages/experiments/namespace.ts'
import type { Namespace } from '../../../packages/experiments/namespace.ts'
import { queryStringOverride } from '../../../packages/experiments/override.ts'
import {
  chooseVariation,
  equalWeights,
  getBucketRanges,
} from '../../../packages/experiments/ranges.ts'
import type { Range } from '../../../packages/experiments/ranges.ts'
import { checkFile } from './check.ts'
import type { CaseFile, Checked, Conformance, Section } from './check.ts'

/** The specification compares shares by their first eight decimals. */
function floored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(floored)
  return typeof value === 'number' ? Math.floor(value * 1e8) / 1e8 : value
}

function isSameFloored(expected: unknown, got: unknown): boolean {
  return isDeepStrictEqual(floored(expected), floored(got))
}

/** A section that is a list of tuples. */
function tuples<T extends readonly unknown[]>(check: (...tuple: T) => Checked): Section {
  return (list: readonly T[]) => list.map((tuple) => () => check(...tuple))
}

const SECTIONS: Readonly<Record<string, Section>> = {
  hash: tuples((seed: string, value: string, version: number, expected: number | null) => ({
    name: `${JSON.stringify(value)} under ${JSON.stringify(seed)}, version ${version}`,
    expected,
    got: hash(seed, value, version),
  })),
  getBucketRange: tuples(
    (
      name: string,
      [count, coverage, weights]: [number, number | null, number[] | null],
      expected: Range[],
    ) => ({
      name,
      expected,
      got: getBucketRanges(count, coverage ?? undefined, weights ?? undefined),
      isSame: isSameFloored,
    }),
  ),
  chooseVariation: tuples((name: string, place: number, ranges: Range[], expected: number) => ({
    name,
    expected,
    got: chooseVariation(place, ranges),
  })),
  getEqualWeights: tuples((count: number, expected: number[]) => ({
    name: `of ${count}`,
    expected,
    got: equalWeights(count),
    isSame: isSameFloored,
  })),
  inNamespace: tuples((name: string, value: string, namespace: Namespace, expected: boolean) => ({
    name,
    expected,
    got: inNamespace(value, namespace),
  })),
  getQueryStringOverride: tuples(
    (...[name, key, url, count, expected]: [string, string, string, number, number | null]) => ({
      name,
      expected,
      got: queryStringOverride(key, url, count),
    }),
  ),
}

/** Runs a file of the specification's format. */
export function checkAssignment(file: CaseFile): Conformance {
  return checkFile(file, SECTIONS)
}
