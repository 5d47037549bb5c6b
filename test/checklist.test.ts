// Adding a feature by the checklist of ARCHITECTURE.md works, and no step of it can be left out unnoticed.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PROBE, STEPS } from './checklist-steps.ts'
import type { Step } from './checklist-steps.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const TREE = [
  'packages',
  'collector',
  'demo-site',
  'test',
  'scripts',
  'tsconfig.json',
  'vitest.config.ts',
  'package.json',
]

/** A throw-away copy of the tree, with all steps taken. */
function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-checklist-'))
  folders.push(folder)
  for (const name of TREE)
    cpSync(name, join(folder, name), {
      recursive: true,
      filter: (path) =>
        !/(^|\/)(dist|node_modules)$/.test(path) && !/checklist(-steps|\.test)/.test(path),
    })
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  execFileSync('git', ['init', '-q'], { cwd: folder })
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n.tsbuildinfo\n')
  for (const { file } of STEPS) write(folder, file, STEPS)
  return folder
}

/** Makes a file what these steps make of it; none where they make nothing. */
function write(folder: string, file: string, steps: readonly Step[]): void {
  const path = join(folder, file)
  const edits = steps.filter((step) => step.file === file)
  const original = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const text = edits.reduce((before, { edit }) => edit(before), original)
  if (text === '') return rmSync(path, { force: true })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** What is said of the tree without this step; afterwards it is whole again. */
function complaintWithout(folder: string, step: Step): string {
  write(
    folder,
    step.file,
    STEPS.filter((each) => each !== step),
  )
  try {
    return complaint(folder)
  } finally {
    write(folder, step.file, STEPS)
  }
}

/** What the compiler or the rules say of a tree; '' where they are content. */
function complaint(folder: string): string {
  for (const [program, ...args] of [
    ['tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', '.tsbuildinfo'],
    ['vitest', 'run', '--project', 'tidy', 'test/tidy.test.ts'],
  ])
    try {
      execFileSync(join('node_modules/.bin', program!), args, {
        cwd: folder,
        stdio: 'pipe',
        encoding: 'utf8',
      })
    } catch (error) {
      return (error as { stdout: string }).stdout.slice(0, 2_000) || String(error)
    }
  return ''
}

const folder = copyTree()

test('a feature added by the checklist compiles, passes the rules and reaches its report', () => {
  expect(complaint(folder)).toBe('')
  const probe = join(folder, 'test/probe.test.ts')
  writeFileSync(probe, PROBE)
  const output = execFileSync(
    'node_modules/.bin/vitest',
    ['run', '--project', 'tidy', 'test/probe.test.ts'],
    {
      cwd: folder,
      stdio: 'pipe',
      encoding: 'utf8',
    },
  )
  rmSync(probe)
  expect(output).toContain('1 passed')
}, 60_000)

/** Each takes a compilation: `npm run deep` leaves out every step, each run some, by the day of the year. */
const DAYS = Math.floor(Date.now() / 86_400_000)
const LEFT_OUT = STEPS.filter((_, at) => process.env['STEPS'] === 'all' || (at + DAYS) % 4 === 0)

test.each(LEFT_OUT.map((step) => [step.name, step] as const))(
  'left out: %s, and the compiler or the rules say so',
  (_name, step) => {
    expect(complaintWithout(folder, step)).not.toBe('')
  },
  60_000,
)

test('put back after each, it is whole: the tree is still without fault', () => {
  expect(complaint(folder)).toBe('')
}, 60_000)
