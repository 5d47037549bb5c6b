// The rules of the tree, each a function from its sources to what breaks it; `tidy.test.ts` runs and provokes them.
import { posix } from 'node:path'
import { LAYERS } from './layers.ts'
import type { Allowed } from './layers.ts'
import type { Source } from './source.ts'

export type Rule = (sources: readonly Source[]) => string[]

const LINES_MAX = 400
/** Tables of data may be long. */
const TABLES = /(^|\/)(fixtures|presets|art)\/|products\.ts$|sample-shop\.ts$/
/** Run by name, so nobody imports them. */
const ENTRIES =
  /\.(test|config)\.tsx?$|^collector\/main\.ts$|^collector\/recommend\/train-worker\.ts$|^packages\/(sdk|react|api)\/|^demo-site\/(shop|console)\/(main\.tsx|server\.ts|preview\/main\.ts)$|^test\/(bench|deep)\/|^collector\/storage\/drivers\/|\.d\.ts$/

function layerOf(path: string): string | undefined {
  return Object.keys(LAYERS)
    .filter((layer) => path.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0]
}

/** `place` is a file, a folder with all below it, or `folder/*`: the files in it alone. */
function isWithin(target: string, place: string): boolean {
  if (place.endsWith('/*')) return posix.dirname(target) === place.slice(0, -2)
  return target === place || target.startsWith(`${place}/`)
}

function isAllowed(allowed: Allowed, target: string, types: boolean): boolean {
  return allowed.some((place) =>
    typeof place === 'string' ? isWithin(target, place) : types && isWithin(target, place.types),
  )
}

/** Who imports whom is in the table, and nobody imports otherwise. */
export const layers: Rule = (sources) =>
  sources.flatMap(({ path, imports }) => {
    const layer = layerOf(path)
    if (!layer)
      return path.endsWith('.config.ts') ? [] : [`${path} lies in no layer of test/layers.ts`]
    // A unit test stands beside its code and may use the tests' support.
    const isTest = /\.test\.tsx?$/.test(path)
    return imports
      .filter(
        ({ target }) =>
          target.includes('/') && /^(packages|collector|demo-site|test)\//.test(target),
      )
      .filter(
        ({ target }) => layerOf(target) !== layer && !(isTest && isWithin(target, 'test/support')),
      )
      .filter(({ target, types }) => !isTest && !isAllowed(LAYERS[layer]!, target, types))
      .map(({ target }) => `${path} may not import ${target}`)
  })

/** No file imports itself, on whatever way round; imports that vanish do not count. */
export const circles: Rule = (sources) => {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, way: readonly string[]) => {
    if (way.includes(path))
      return void found.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (done.has(path)) return
    for (const { target, types } of byPath.get(path)?.imports ?? [])
      if (!types && byPath.has(target)) visit(target, [...way, path])
    done.add(path)
  }
  for (const { path } of sources) visit(path, [])
  return found
}

/** Every file is imported by another, or is an entry. */
export const deadFiles: Rule = (sources) => {
  const wanted = new Set(sources.flatMap(({ imports }) => imports.map(({ target }) => target)))
  return sources
    .filter(({ path }) => !wanted.has(path) && !ENTRIES.test(path))
    .map(({ path }) => `${path} is imported by nobody`)
}

/** No file is longer than can be read in one sitting. */
export const lengths: Rule = (sources) =>
  sources
    .filter(({ path, text }) => !TABLES.test(path) && text.split('\n').length > LINES_MAX + 1)
    .map(({ path, text }) => `${path} has ${text.split('\n').length - 1} lines`)

/** Each file's first line says what it is. */
export const firstSentences: Rule = (sources) =>
  sources
    .filter(({ text }) => !/^(#!.*\n)?\/\/ \S.{15,}[.:]( `.*)?.*\n/.test(text))
    .map(({ path }) => `${path} does not begin with a sentence`)

/** Names that reach past the one door; behind a dot (`env.fetch`) they are the door's own. */
const EDGES: readonly { readonly where: RegExp; readonly door: RegExp; readonly word: RegExp }[] = [
  {
    where: /^packages\/(?!sdk|wire|api)/,
    door: /^packages\/core\/env\.ts$/,
    word: /(?<![.\w'`])(window|localStorage|sessionStorage|indexedDB|fetch|setTimeout|setInterval|navigator|Date|Math\.random|crypto|performance)\b(?!['`:?])/,
  },
  {
    where: /^collector\//,
    door: /^collector\/(main|clock|random)\.ts$/,
    word: /(?<![.\w'`])(process\.env|Date\.now|Math\.random)\b/,
  },
]

/** Clock, chance, network, storage and environment are reached through their doors alone. */
export const edges: Rule = (sources) =>
  EDGES.flatMap(({ where, door, word }) =>
    sources
      .filter(({ path }) => where.test(path) && !door.test(path) && !/\.test\.tsx?$/.test(path))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, at) => {
          const found = /^\s*(\/\/|\*|\/\*)/.test(line)
            ? null
            : word.exec(line.replace(/\/\/.*|'[^']*'/g, ''))
          return found ? [`${path}:${at + 1} reaches for ${found[1]}`] : []
        }),
      ),
  )

/** Raw SQL text is made in storage alone: everywhere else values are bound. */
export const rawSql: Rule = (sources) =>
  sources
    .filter(({ path, text }) => /^collector\/(?!storage\/)/.test(path) && /\braw\(/.test(text))
    .map(({ path }) => `${path} makes raw SQL`)

/** One word, one path: every report has a schema, a screen and cases of its name; every event a fixture. */
export const oneWord =
  (
    exists: (path: string) => boolean,
    reports: readonly string[],
    events: readonly string[],
  ): Rule =>
  () => [
    ...reports.flatMap((name) =>
      [
        `collector/reports/${name}.ts`,
        `demo-site/console/${name}.tsx`,
        `test/contract/reports/${name}.case.txt`,
      ]
        .filter((path) => !exists(path))
        .map((path) => `report ${name} has no ${path}`),
    ),
    ...events
      .filter((type) => !exists(`packages/wire/fixtures/${type}.json`))
      .map((type) => `event ${type} has no packages/wire/fixtures/${type}.json`),
  ]

/** Every folder of the SDK but the bare ones explains itself. */
export const readmes =
  (exists: (path: string) => boolean, features: readonly string[]): Rule =>
  () =>
    features
      .filter((name) => !exists(`packages/${name}/README.md`))
      .map((name) => `packages/${name} has no README.md`)
