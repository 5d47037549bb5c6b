// Reads the tree's source files and what each imports.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export interface Import {
  /** Path from the root of the tree, or a package's name. */
  readonly target: string
  /** Only types: nothing of it is left after the build. */
  readonly types: boolean
}

export interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^'"\n;]*?(?:\{[^}]*\}\s*)?(?:from\s+)?'([^']+)'/g
const DYNAMIC = /\bimport\(\s*'([^']+)'/g

/** The imports that `text`, standing at `path`, names. */
export function importsOf(path: string, text: string): Import[] {
  const resolve = (name: string) =>
    name.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), name)) : name
  return [
    ...[...text.matchAll(STATEMENT)].map(([, types, name]) => ({
      target: resolve(name!),
      types: !!types,
    })),
    ...[...text.matchAll(DYNAMIC)].map(([, name]) => ({ target: resolve(name!), types: false })),
  ]
}

/** Every TypeScript source that git tracks or would track. */
export function readSources(root = '.'): Source[] {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return list
    .split('\n')
    .filter((path) => path && existsSync(posix.join(root, path)))
    .map((path) => {
      const text = readFileSync(posix.join(root, path), 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}
