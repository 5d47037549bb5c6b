// Runs sections of published cases, and says of each what passed, what failed, and what is not supported yet.
import { isDeepStrictEqual } from 'node:util'

export interface Failure {
  readonly name: string
  readonly expected: unknown
  readonly got: unknown
}

export interface SectionResult {
  readonly section: string
  readonly passed: number
  readonly failures: readonly Failure[]
  /** The largest share by which a number was off, where a section is one of numbers. */
  readonly worst: number | null
}

export interface Conformance {
  readonly sections: readonly SectionResult[]
  readonly unsupported: readonly { readonly section: string; readonly count: number }[]
}

/** A case as it was computed: by name, with what the file expects. */
export interface Checked {
  readonly name: string
  readonly expected: unknown
  readonly got: unknown
  /** How two answers are compared; as equal JSON where it is left out. */
  readonly isSame?: (expected: unknown, got: unknown) => boolean
  readonly offBy?: number
}

/** What a file of cases holds; anything may stand in it. */
export type CaseFile = Readonly<Record<string, unknown>>

/** Computes the cases of a section that bears the name; throws for a case that it cannot read. */
export type Section = (content: never) => readonly (() => Checked)[]

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null))
}

function runSection(section: string, cases: readonly (() => Checked)[]): SectionResult {
  const failures: Failure[] = []
  const offs: number[] = []
  for (const [at, compute] of cases.entries())
    try {
      const { name, expected, got, offBy, isSame } = compute()
      if (offBy !== undefined) offs.push(offBy)
      const same = isSame ? isSame(expected, got) : isDeepStrictEqual(asJson(got), asJson(expected))
      if (!same) failures.push({ name, expected, got })
    } catch (error) {
      failures.push({
        name: `case ${at + 1}`,
        expected: 'a case that can be read',
        got: `${error}`,
      })
    }
  const worst = offs.length ? Math.max(...offs) : null
  return { section, passed: cases.length - failures.length, failures, worst }
}

/** The section's cases; a single one that fails where the section cannot be read at all. */
function casesOf(check: Section, content: unknown): readonly (() => Checked)[] {
  try {
    return check(content as never)
  } catch (error) {
    return [
      () => {
        throw error
      },
    ]
  }
}

/** How many cases a section holds that nobody can read yet: those of its lists, however it is laid out. */
export function countCases(content: unknown): number {
  if (Array.isArray(content)) return content.length
  if (typeof content !== 'object' || content === null) return 0
  const lists = 'cases' in content ? [content.cases] : Object.values(content)
  return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)
}

/** Runs every section of the file that has a check; the others are named. */
export function checkFile(file: CaseFile, checks: Readonly<Record<string, Section>>): Conformance {
  const entries = Object.entries(file)
  return {
    sections: entries.flatMap(([name, content]) => {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined
      return check ? [runSection(name, casesOf(check, content))] : []
    }),
    unsupported: entries
      .filter(([name, content]) => !Object.hasOwn(checks, name) && countCases(content) > 0)
      .map(([section, content]) => ({ section, count: countCases(content) })),
  }
}
