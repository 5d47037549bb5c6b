// The published cases of assignment and statistics pass, and one altered expectation is noticed.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SHARED } from '../support/shared.ts'
import type { CaseFile } from './conformance/check.ts'
import { KINDS, describe as report, totals } from './conformance/index.ts'

const PUBLISHED = [
  { kind: 'assignment', file: 'assignment-cases.json', atLeast: 41 },
  { kind: 'assignment', file: 'assignment-extra.json', atLeast: 120 },
  { kind: 'stats', file: 'stats-vectors.json', atLeast: 207 },
]
const FOLDER = join(SHARED, 'vectors')
const isAbsent = !existsSync(FOLDER)

function readCases(path: string): CaseFile {
  return JSON.parse(readFileSync(path, 'utf8')) as CaseFile
}

describe.skipIf(isAbsent)(
  `published cases${isAbsent ? ` skipped: ${FOLDER} is absent` : ''}`,
  () => {
    test.each(PUBLISHED)('$file', ({ kind, file, atLeast }) => {
      const conformance = KINDS[kind]!(readCases(join(FOLDER, file)))
      const { passed, failed } = totals(conformance)
      expect(failed, report(conformance).join('\n')).toBe(0)
      expect(passed).toBeGreaterThanOrEqual(atLeast)
    })
  },
)

/** A right file of each kind; its values follow from definitions. */
const RIGHT: Readonly<Record<string, CaseFile>> = {
  assignment: {
    specVersion: '0',
    hash: [
      ['', 'a', 1, 0.22],
      ['', 'a', 3, null],
    ],
    getBucketRange: [
      [
        'halves',
        [2, 1, null],
        [
          [0, 0.5],
          [0.5, 1],
        ],
      ],
    ],
    chooseVariation: [
      [
        'second',
        0.5,
        [
          [0, 0.5],
          [0.5, 1],
        ],
        1,
      ],
    ],
    getEqualWeights: [[3, [0.33333333, 0.33333333, 0.33333333]]],
    inNamespace: [['all of it', 'visitor-42', ['pricing', 0, 1], true]],
    getQueryStringOverride: [['first', 'hero', 'https://shop.example/?hero=0', 2, 0]],
    decrypt: [['another time', '', '', null]],
  },
  stats: {
    special_functions: {
      normal_cdf: [[0, 0.5]],
      normal_sf: [[0, 0.5]],
      normal_quantile: [[0.5, 0]],
      t_two_sided_p: [[1, 1, 0.5]],
      t_quantile: [[0.75, 1, 1]],
      chisquare_sf: [[2, 2, Math.exp(-1)]],
      incomplete_beta_regularized: [[1, 1, 0.3, 0.3]],
      lgamma: [[3, Math.LN2]],
    },
    welch_raw: [
      {
        control: [0, 2],
        treatment: [0, 2],
        mean_control: 1,
        mean_treatment: 1,
        var_control: 2,
        var_treatment: 2,
        t: 0,
        df: 2,
        p_two_sided: 1,
        // The quantile of two degrees of freedom in closed form, times the root of 2.
        ci95_absolute: [
          (-0.95 / Math.sqrt(0.04875)) * Math.SQRT2,
          (0.95 / Math.sqrt(0.04875)) * Math.SQRT2,
        ],
      },
    ],
    srm_chisquare: [
      { observed: [1, 3, 9], weights: [1, 1, 0], chi2: 1, df: 1, p: 0.317310507862914 },
    ],
    asymptotic_confidence_sequence: { cases: [], ratio_table: [[700, 700, 1.54860447146866]] },
    msprt: { formula: 'another time', cases: [{}] },
  },
}

/** The same value but for its last part, which in a case is the expectation. */
function alter(value: unknown): unknown {
  if (typeof value === 'number') return value + 0.5
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return [...(value.slice(0, -1) as unknown[]), alter(value.at(-1))]
  if (typeof value !== 'object' || value === null) return 0
  const [key, last] = Object.entries(value).at(-1)!
  return { ...value, [key]: alter(last) }
}

function altered(file: CaseFile, section: string): CaseFile {
  return { ...file, [section]: alter(file[section]) }
}

describe.each(Object.entries(RIGHT))('a file of %s', (kind, right) => {
  test('passes where it is right, and names what cannot be run', () => {
    const conformance = KINDS[kind]!(right)
    expect(totals(conformance).failed, report(conformance).join('\n')).toBe(0)
    expect(conformance.unsupported).toEqual([
      { section: kind === 'stats' ? 'msprt' : 'decrypt', count: 1 },
    ])
  })

  const sections = Object.keys(right).filter((name) => !/^(specVersion|decrypt|msprt)$/.test(name))
  test.each(sections)('the control: an altered %s fails', (section) => {
    const conformance = KINDS[kind]!(altered(right, section))
    expect(totals(conformance).failed).toBe(1)
  })
})

test('a section that is laid out otherwise fails, and breaks nothing else', () => {
  const { sections } = KINDS['assignment']!({ ...RIGHT['assignment'], hash: 7 })
  expect(sections.find(({ section }) => section === 'hash')?.failures).toHaveLength(1)
  expect(sections.filter(({ failures }) => failures.length === 0)).toHaveLength(5)
})

describe('the command', () => {
  let folder: string
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'tidemark-conformance-'))))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function write(name: string, content: unknown): string {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify(content))
    return path
  }

  function run(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, ['scripts/conformance.mjs', ...args], (error, output, errors) =>
        resolve({ code: error ? Number(error.code) : 0, output: output.trimEnd(), errors }),
      )
    })
  }

  test('ends with the sums, and with 0 or 1', async () => {
    const right = await run('assignment', write('right.json', RIGHT['assignment']))
    expect(right.code).toBe(0)
    expect(right.output).toMatch(/\n7 passed, 0 failed$/)
    const wrong = await run('stats', write('wrong.json', altered(RIGHT['stats']!, 'srm_chisquare')))
    expect(wrong.code).toBe(1)
    expect(wrong.output).toMatch(/expected .*\n +got .*/)
    expect(wrong.output).toMatch(/\n10 passed, 1 failed$/)
  }, 30_000)

  test('ends with 2 where there is nothing to run', async () => {
    const nothing = await run('stats', write('other.json', RIGHT['assignment']))
    expect(nothing).toMatchObject({ code: 2, output: expect.stringMatching(/0 passed, 0 failed$/) })
    expect(await run('stats')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('Name the file of cases'),
    })
    expect(await run('weather', folder)).toMatchObject({ code: 2 })
    expect(await run('stats', join(folder, 'absent.json'))).toMatchObject({ code: 2 })
  }, 30_000)

  test('explains itself', async () => {
    expect(await run('--help')).toMatchObject({
      code: 0,
      output: expect.stringContaining('npm run conformance -- assignment FILE'),
    })
  })
})
