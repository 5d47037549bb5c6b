// The wall between SDK and page: whatever fails inside is counted and told, never thrown outside.

/** Wraps `run` so that it cannot throw; errors carry the name of `feature`. */
export type Guard = <A extends unknown[]>(
  feature: string,
  run: (...args: A) => void,
) => (...args: A) => void

/** At most five reports a page: an error in a loop must not become a flood. */
const REPORTS_MAX = 5

/** Makes the guard that all of one page's doors go through. */
export function createGuard(report: (feature: string, error: unknown) => void): Guard {
  let reports = 0
  const guard: Guard =
    (feature, run) =>
    (...args) => {
      try {
        run(...args)
      } catch (error) {
        // Guarded as well: a report may fail of what it reports.
        if (reports++ < REPORTS_MAX) guard(feature, report)(feature, error)
      }
    }
  return guard
}
