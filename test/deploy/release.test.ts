// A dry run of the release: what it packs can be installed where nothing of ours is, and says what it is made of.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { VERSION } from '../../collector/version.ts'
// @ts-expect-error -- a script of ours, without types.
import { oneVersion } from '../../scripts/release.mjs'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const OUT = 'dist/release'
const TARBALL = `tidemark-collector-${VERSION}.tgz`

interface Parts {
  readonly components: readonly { readonly name: string; readonly version: string }[]
  readonly metadata: { readonly component: { readonly name: string } }
}

const read = (name: string): string => readFileSync(join(OUT, name), 'utf8')
const manifest = (folder: string) =>
  JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    dependencies: Record<string, string>
  }

let printed: string
const prefix = mkdtempSync(join(tmpdir(), 'tidemark-prefix-'))
beforeAll(() => {
  printed = execFileSync(process.execPath, ['scripts/release.mjs', '--dry-run'], {
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
  })
})
afterAll(() => rmSync(prefix, { recursive: true }))

test('every file is summed, and nothing is published', () => {
  expect(printed).toContain('Nothing was published: a dry run.')
  const sums = read('SHA256SUMS').trim().split('\n')
  expect(sums.map((line) => line.split('  ')[1])).toEqual([
    `tidemark-${VERSION}.tgz`,
    TARBALL,
    `tidemark-${VERSION}.cdx.json`,
    `tidemark-collector-${VERSION}.cdx.json`,
    `tidemark-${VERSION}.provenance.json`,
  ])
  for (const line of sums) {
    const [sum, name = ''] = line.split('  ')
    expect(
      createHash('sha256')
        .update(readFileSync(join(OUT, name)))
        .digest('hex'),
    ).toBe(sum)
  }
})

test('the list of parts names what is installed and what is built in, and nothing that only tests need', () => {
  const { components, metadata } = JSON.parse(
    read(`tidemark-collector-${VERSION}.cdx.json`),
  ) as Parts
  expect(metadata.component.name).toBe('tidemark-collector')
  const names = components.map(({ name }) => name)
  const wanted = ['collector', 'packages', 'demo-site'].flatMap((folder) =>
    Object.keys(manifest(folder).dependencies),
  )
  expect(names).toEqual(expect.arrayContaining(wanted))
  for (const name of ['vitest', 'rollup', 'playwright-core', 'tidemark-demo-site'])
    expect(names).not.toContain(name)
})

test('the statement names commit, builder, materials and what came of them', () => {
  const { subject, predicateType, predicate } = JSON.parse(
    read(`tidemark-${VERSION}.provenance.json`),
  ) as {
    subject: { name: string; digest: { sha256: string } }[]
    predicateType: string
    predicate: {
      buildDefinition: { resolvedDependencies: { digest: Record<string, string> }[] }
      runDetails: { builder: { id: string } }
    }
  }
  expect(predicateType).toBe('https://slsa.dev/provenance/v1')
  expect(subject.map(({ name }) => name)).toEqual([`tidemark-${VERSION}.tgz`, TARBALL])
  for (const { name, digest } of subject)
    expect(read('SHA256SUMS')).toContain(`${digest.sha256}  ${name}\n`)
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
  expect(predicate.buildDefinition.resolvedDependencies[0]?.digest).toEqual({ gitCommit: head })
  expect(predicate.runDetails.builder.id).toMatch(/^(urn:|https:)/)
})

test('two versions are no release', () => {
  expect(oneVersion({ a: '1.0.0', b: '1.0.0' })).toBe('1.0.0')
  expect(() => oneVersion({ a: '1.0.0', b: '1.0.1' })).toThrow('b 1.0.1')
})

const hasRegistry = await fetch('https://registry.npmjs.org/-/ping', {
  signal: AbortSignal.timeout(5_000),
}).then(
  ({ ok }) => ok,
  () => false,
)

test.skipIf(!hasRegistry)(
  hasRegistry ? 'the packed collector' : 'the packed collector (skipped: no registry)',
  () => {
    execFileSync(
      'npm',
      [
        'install',
        '--prefix',
        prefix,
        '--global',
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
      ].concat(['--loglevel=error', `./${OUT}/${TARBALL}`]),
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    const tidemark = (...words: string[]) =>
      spawnSync(join(prefix, 'bin/tidemark'), words, { encoding: 'utf8', cwd: prefix })
    expect(tidemark('version').stdout).toBe(`${VERSION}\n`)
    expect(tidemark('doctor', '--help').stdout).toContain('--backups FOLDER')
    const { status, stdout } = tidemark('doctor')
    expect(status).toBe(1)
    expect(stdout).toContain('wrong  collector: none runs on .tidemark')
  },
)
