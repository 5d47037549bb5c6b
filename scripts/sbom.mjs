// Lists what a package is made of, as CycloneDX: what is installed with it, and what is built into its files.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './run.mjs'

const MANIFESTS = ['packages', 'collector', 'demo-site'].map((folder) => `${folder}/package.json`)

/** npm lists no workspace whose root has no version: so a copy of the manifests, which is all it reads, gets one. */
function copyManifests(folder) {
  for (const path of ['package-lock.json', ...MANIFESTS]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(path, join(folder, path))
  }
  const root = JSON.parse(readFileSync('package.json', 'utf8'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...root, version: '0.0.0' }))
}

/**
 * `workspaces` are the package itself and those whose parts are built into it: they become one, by the name of the first.
 * `scratch` is a folder that may be written.
 */
export async function partsOf(workspaces, scratch) {
  copyManifests(scratch)
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only']
  const told = await run(
    'npm',
    [...words, '--prefix', scratch, ...workspaces.flatMap((name) => ['--workspace', name])],
    { quiet: true },
  )
  return joined(JSON.parse(told), workspaces)
}

/** npm takes the workspace's root for what is listed, and calls workspaces by their folder. */
function joined(list, workspaces) {
  const isOurs = (ref) => workspaces.some((name) => ref.startsWith(`${name}@`))
  const own = list.components.find((each) => each['bom-ref'].startsWith(`${workspaces[0]}@`))
  const root = list.metadata.component['bom-ref']
  const dependsOn = list.dependencies
    .filter(({ ref }) => isOurs(ref))
    .flatMap((each) => each.dependsOn)
    .filter((ref) => !isOurs(ref))
  return {
    ...list,
    metadata: { ...list.metadata, component: { ...own, name: workspaces[0] } },
    components: list.components.filter((each) => !isOurs(each['bom-ref'])),
    dependencies: [
      { ref: own['bom-ref'], dependsOn: [...new Set(dependsOn)].sort() },
      ...list.dependencies.filter(({ ref }) => !isOurs(ref) && ref !== root),
    ],
  }
}
