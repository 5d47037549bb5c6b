// The unit for systemd, judged by systemd's own tools: it is understood, and leaves the service little to do harm with.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { DEPLOY } from '../support/proxies.ts'

const TOOL = '/usr/bin/systemd-analyze'
const isHere = existsSync(TOOL)
/** systemd's own scale goes from 0, harmless, to 10; a service that says nothing has 9.6. */
const EXPOSURE_MAX = 1.5

const folder = mkdtempSync(join(tmpdir(), 'tidemark-unit-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The unit, with a program that is on this machine in the place of ours. */
function unitWith(edit: (text: string) => string = (text) => text): string {
  const path = join(folder, 'tidemark.service')
  const text = readFileSync(`${DEPLOY}/tidemark.service`, 'utf8')
  writeFileSync(path, edit(text.replace('ExecStart=tidemark', 'ExecStart=/usr/bin/true')))
  return path
}

const verified = (path: string): string => {
  const { stderr, status } = spawnSync(TOOL, ['verify', path], { encoding: 'utf8' })
  return `${status} ${stderr}`.trim()
}

const exposure = (path: string): number =>
  Number(
    /exposure level for \S+: ([\d.]+)/.exec(
      execFileSync(TOOL, ['security', '--offline=true', path], { encoding: 'utf8' }),
    )?.[1],
  )

describe.skipIf(!isHere)(isHere ? 'systemd' : 'systemd (skipped: no such server)', () => {
  test('understands every line of the unit', () => {
    expect(verified(unitWith())).toBe('0')
    expect(
      verified(unitWith((text) => text.replace('RestartSec=2', 'RestartSeconds=2'))),
    ).toContain('RestartSeconds')
  })

  test('finds little that the service could do harm with', () => {
    expect(exposure(unitWith())).toBeLessThanOrEqual(EXPOSURE_MAX)
    const bare = unitWith((text) => text.replaceAll(/^(Protect|Private|Restrict|System).*\n/gm, ''))
    expect(exposure(bare)).toBeGreaterThan(EXPOSURE_MAX)
  })
})
