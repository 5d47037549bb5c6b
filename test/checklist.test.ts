// Adding a feature by the checklist of ARCHITECTURE.md works, and no step of it can be left out unnoticed.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
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

/** A throw-away copy of the tree with these steps taken. */
function copyWith(steps: readonly Step[]): string {
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
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n')
  for (const { file, edit } of steps) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    let before = ''
    try {
      before = readFileSync(path, 'utf8')
    } catch {
      // A new file.
    }
    writeFileSync(path, edit(before))
  }
  return folder
}

/** What the compiler or the rules say of a tree; '' where they are content. */
function complaint(folder: string): string {
  for (const [program, ...args] of [
    ['tsc', '-p', '.'],
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

test('a feature added by the checklist compiles, passes the rules and reaches its report', () => {
  const folder = copyWith(STEPS)
  expect(complaint(folder)).toBe('')
  writeFileSync(join(folder, 'test/probe.test.ts'), PROBE)
  const output = execFileSync(
    'node_modules/.bin/vitest',
    ['run', '--project', 'tidy', 'test/probe.test.ts'],
    {
      cwd: folder,
      stdio: 'pipe',
      encoding: 'utf8',
    },
  )
  expect(output).toContain('1 passed')
}, 60_000)

test.each(STEPS.map(({ name }, at) => [name, at] as const))(
  'left out: %s, and the compiler or the rules say so',
  (_name, at) => {
    expect(complaint(copyWith(STEPS.filter((_step, index) => index !== at)))).not.toBe('')
  },
  60_000,
)
