// What is shipped depends on nothing with a known weakness that is high or worse.
import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'

const SECONDS_MAX = 40

interface Report {
  readonly error?: object
  readonly message?: string
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> }
}

/** What npm knows of the lockfile; undefined where it cannot be asked. */
function askNpm(): Promise<Report | undefined> {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json']
  return new Promise((resolve) => {
    execFile('npm', args, { timeout: SECONDS_MAX * 1000 }, (_, said) => {
      try {
        resolve(JSON.parse(said) as Report)
      } catch {
        resolve(undefined)
      }
    })
  })
}

/** How many weaknesses are high or worse; undefined where the answer says nothing of that. */
function countOf(report: Report | undefined): number | undefined {
  const found = report?.metadata?.vulnerabilities
  return found && (found['high'] ?? 0) + (found['critical'] ?? 0)
}

test('the control: a high one counts, a low one does not, and no answer is not zero', () => {
  const of = (vulnerabilities: Record<string, number>) => countOf({ metadata: { vulnerabilities } })
  expect(of({ low: 3, high: 0, critical: 0 })).toBe(0)
  expect(of({ low: 0, high: 1, critical: 1 })).toBe(2)
  expect(countOf({ message: 'request failed' })).toBeUndefined()
  expect(countOf(undefined)).toBeUndefined()
})

test(
  'npm knows of no high weakness in what is shipped',
  async (context) => {
    const count = countOf(await askNpm())
    if (count === undefined) context.skip('the registry cannot be asked from here')
    expect(count).toBe(0)
  },
  (SECONDS_MAX + 5) * 1000,
)
