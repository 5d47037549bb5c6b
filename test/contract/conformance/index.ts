// What `npm run conformance` runs: the kinds of files, and the report on one.
import { checkAssignment } from './assignment.ts'
import type { CaseFile, Conformance } from './check.ts'
import { checkStats } from './stats.ts'

const FAILURES_SHOWN = 20

/** A file of each kind is checked by its own function. */
export const KINDS: Readonly<Record<string, (file: CaseFile) => Conformance>> = {
  assignment: checkAssignment,
  stats: checkStats,
}

/** The sums over all sections. */
export function totals({ sections }: Conformance): { passed: number; failed: number } {
  return {
    passed: sections.reduce((sum, { passed }) => sum + passed, 0),
    failed: sections.reduce((sum, { failures }) => sum + failures.length, 0),
  }
}

function show(value: unknown): string {
  // JSON writes null for what is no finite number.
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
  )
}

/** The report, line by line; its last line is `N passed, N failed`. */
export function describe(conformance: Conformance): string[] {
  const lines: string[] = []
  for (const { section, passed, failures, worst } of conformance.sections) {
    const off = worst === null ? '' : `   off by ${worst.toExponential(1)} at most`
    lines.push(
      `${section.padEnd(46)} ${String(passed).padStart(5)} passed ${String(failures.length).padStart(3)} failed${off}`,
    )
    for (const { name, expected, got } of failures.slice(0, FAILURES_SHOWN))
      lines.push(`  ${name}`, `    expected ${show(expected)}`, `    got      ${show(got)}`)
    if (failures.length > FAILURES_SHOWN)
      lines.push(`  and ${failures.length - FAILURES_SHOWN} more`)
  }
  for (const { section, count } of conformance.unsupported)
    lines.push(`${section.padEnd(46)} ${String(count).padStart(5)} cases: not supported yet`)
  const { passed, failed } = totals(conformance)
  return [...lines, `${passed} passed, ${failed} failed`]
}
