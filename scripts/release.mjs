// `npm run release`: packs what is published, with what it is made of, its sums, and a statement of where it comes from.
import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { run } from './run.mjs'
import { partsOf } from './sbom.mjs'

const HELP = `npm run release [-- --dry-run]

Builds, packs tidemark and tidemark-collector into dist/release, writes a list of what each is made of (CycloneDX), SHA256SUMS
and a statement of provenance (in-toto, SLSA v1) beside them. In CI it then publishes them, with npm's own provenance.

  --dry-run  publishes nothing anywhere, and goes on where the tree holds changes
`
const OUT = 'dist/release'
const STAGE = '.cache/release'

/** What each package holds beside package.json, where it lies here and where it goes; `parts` are the workspaces that are in it. */
const PACKAGES = [
  {
    name: 'tidemark',
    folder: 'packages',
    parts: ['tidemark'],
    files: { 'packages/dist': 'dist' },
  },
  {
    name: 'tidemark-collector',
    folder: 'collector',
    parts: ['tidemark-collector', 'tidemark', 'tidemark-demo-site'],
    files: {
      'collector/dist': 'dist',
      // Beside the program, where it looks first.
      'dist/assets': 'dist/assets',
      'collector/deploy': 'deploy',
    },
  },
]

const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim()
const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** The one version that all of it has; throws where two differ. */
export function oneVersion(versions) {
  const all = new Set(Object.values(versions))
  if (all.size > 1)
    throw new Error(
      `versions differ: ${Object.entries(versions)
        .map(([path, version]) => `${path} ${version}`)
        .join(', ')}`,
    )
  return [...all][0]
}

function readVersions() {
  const constant = (path) => /VERSION = '([^']+)'/.exec(readFileSync(path, 'utf8'))?.[1]
  return {
    ...Object.fromEntries(
      PACKAGES.map(({ folder }) => [
        `${folder}/package.json`,
        readJson(`${folder}/package.json`).version,
      ]),
    ),
    'packages/core/version.ts': constant('packages/core/version.ts'),
    'collector/version.ts': constant('collector/version.ts'),
    'collector/deploy/compose.yaml': /image: tidemark:(\S+)/.exec(
      readFileSync('collector/deploy/compose.yaml', 'utf8'),
    )?.[1],
  }
}

/** Lays a package out as it will be installed, and packs it; answers the file's name. */
async function pack({ name, folder, files }) {
  const stage = join(STAGE, name)
  mkdirSync(stage, { recursive: true })
  for (const [from, to] of Object.entries(files)) cpSync(from, join(stage, to), { recursive: true })
  for (const file of ['package.json', 'README.md']) cpSync(join(folder, file), join(stage, file))
  cpSync('LICENSE', join(stage, 'LICENSE'))
  const told = await run('npm', ['pack', `./${stage}`, '--json', '--pack-destination', OUT], {
    quiet: true,
  })
  return JSON.parse(told.slice(told.indexOf('[')))[0].filename
}

async function listParts({ name, parts }, version) {
  const list = await partsOf(parts, join(STAGE, 'manifests'))
  const file = `${name}-${version}.cdx.json`
  writeFileSync(join(OUT, file), `${JSON.stringify(list, null, 2)}\n`)
  return file
}

const subject = (name) => ({ name, digest: { sha256: sha256(join(OUT, name)) } })

/** Says what was built from what, by whom: https://slsa.dev/spec/v1.0/provenance. */
function provenance({ version, tarballs, lists, startedOn, changes }) {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_WORKFLOW_REF } = process.env
  const repository = GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : undefined
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: tarballs.map(subject),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:tidemark:release:v1',
        externalParameters: { version, script: 'scripts/release.mjs' },
        internalParameters: {
          node: process.version,
          npm: execFileSync('npm', ['--version'], { encoding: 'utf8' }).trim(),
          uncommittedChanges: changes,
        },
        resolvedDependencies: [
          {
            uri: repository ? `git+${repository}` : 'urn:tidemark:source',
            digest: { gitCommit: git('rev-parse', 'HEAD') },
          },
          { uri: 'package-lock.json', digest: { sha256: sha256('package-lock.json') } },
        ],
      },
      runDetails: {
        builder: {
          id: repository ? `${GITHUB_SERVER_URL}/${GITHUB_WORKFLOW_REF}` : 'urn:tidemark:by-hand',
        },
        metadata: {
          invocationId: GITHUB_RUN_ID
            ? `${repository}/actions/runs/${GITHUB_RUN_ID}`
            : `urn:uuid:${randomUUID()}`,
          startedOn,
          finishedOn: new Date().toISOString(),
        },
        byproducts: lists.map(subject),
      },
    },
  }
}

async function publish(tarballs) {
  if (!process.env.CI) {
    console.log(
      'Not published: that is done in CI alone, where npm can say what was built from what.',
    )
    return
  }
  for (const file of tarballs)
    await run('npm', ['publish', `./${join(OUT, file)}`, '--provenance', '--access', 'public'])
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(HELP)
  const startedOn = new Date().toISOString()
  const version = oneVersion(readVersions())
  const changes = git('status', '--porcelain') !== ''
  if (changes && !values['dry-run'])
    throw new Error('the tree holds changes that are in no commit: commit or stash them')
  await install()
  await build()

  for (const folder of [OUT, STAGE]) rmSync(folder, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  const tarballs = []
  const lists = []
  for (const each of PACKAGES) {
    tarballs.push(await pack(each))
    lists.push(await listParts(each, version))
  }
  const statement = `tidemark-${version}.provenance.json`
  writeFileSync(
    join(OUT, statement),
    `${JSON.stringify(provenance({ version, tarballs, lists, startedOn, changes }), null, 2)}\n`,
  )
  const files = [...tarballs, ...lists, statement]
  writeFileSync(
    join(OUT, 'SHA256SUMS'),
    files.map((file) => `${sha256(join(OUT, file))}  ${file}\n`).join(''),
  )
  for (const file of [...files, 'SHA256SUMS']) console.log(`${OUT}/${file}`)
  if (values['dry-run']) console.log('Nothing was published: a dry run.')
  else await publish(tarballs)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main().catch((error) => {
    console.error(`release: ${error.message}`)
    if (error.output) console.error(error.output)
    process.exitCode = 1
  })
