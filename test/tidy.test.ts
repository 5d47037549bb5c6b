// The tree keeps its own rules; each rule is also provoked once, so that none can sleep.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VERSION } from '../packages/core/version.ts'
import { asks } from '../packages/wire/ask.ts'
import { EVENT_TYPES } from '../packages/wire/parse.ts'
import { LAYERS } from './layers.ts'
import * as rules from './rules.ts'
import type { Rule } from './rules.ts'
import { importsOf, readSources } from './source.ts'
import type { Source } from './source.ts'

const sources = readSources()
const reports = Object.keys(asks)
const features = Object.keys(LAYERS).flatMap((layer) => {
  const name = /^packages\/(.+)/.exec(layer)?.[1]
  return name && !['wire', 'core', 'dom', 'sdk'].includes(name) ? [name] : []
})

const source = (path: string, text: string): Source => ({
  path,
  text,
  imports: importsOf(path, text),
})
const SENTENCE = '// A file that stands for one that breaks a rule.\n'

const cases: Record<string, { rule: Rule; broken: readonly Source[] }> = {
  layers: {
    rule: rules.layers,
    broken: [
      source('packages/track/x.ts', `${SENTENCE}import { consent } from '../consent/index.ts'\n`),
    ],
  },
  'layers (a type that stays)': {
    rule: rules.layers,
    broken: [
      source(
        'demo-site/console/x.ts',
        `${SENTENCE}import { asks } from '../../packages/wire/ask.ts'\n`,
      ),
    ],
  },
  circles: {
    rule: rules.circles,
    broken: [
      source('packages/dom/a.ts', `${SENTENCE}import { b } from './b.ts'\n`),
      source('packages/dom/b.ts', `${SENTENCE}import { a } from './a.ts'\n`),
    ],
  },
  'dead files': { rule: rules.deadFiles, broken: [source('packages/dom/x.ts', SENTENCE)] },
  lengths: { rule: rules.lengths, broken: [source('packages/dom/x.ts', SENTENCE.repeat(402))] },
  'first sentences': {
    rule: rules.firstSentences,
    broken: [source('packages/dom/x.ts', 'export {}\n')],
  },
  'edges of the page': {
    rule: rules.edges,
    broken: [source('packages/track/x.ts', `${SENTENCE}export const now = () => Date.now()\n`)],
  },
  'edges of the collector': {
    rule: rules.edges,
    broken: [
      source('collector/ingest/x.ts', `${SENTENCE}export const path = process.env['PATH']\n`),
    ],
  },
  'raw SQL': {
    rule: rules.rawSql,
    broken: [source('collector/reports/x.ts', `${SENTENCE}export const x = raw('drop')\n`)],
  },
}

test.each(Object.entries(cases))(
  '%s: kept by the tree, and a breach is seen',
  (_name, { rule, broken }) => {
    expect(rule(sources)).toEqual([])
    expect(rule(broken)).not.toEqual([])
  },
)

test('one word, one path: reports, screens, cases and fixtures carry the same name', () => {
  expect(rules.oneWord(existsSync, reports, EVENT_TYPES)(sources)).toEqual([])
  expect(rules.oneWord(existsSync, ['nothing'], [])(sources)).toHaveLength(3)
  expect(rules.oneWord(existsSync, [], ['nothing'])(sources)).toHaveLength(1)
})

test('every feature explains itself', () => {
  expect(rules.readmes(existsSync, features)(sources)).toEqual([])
  expect(rules.readmes(existsSync, ['nothing'])(sources)).toHaveLength(1)
})

test('the version that batches name is the package’s', () => {
  const { version } = JSON.parse(readFileSync('packages/package.json', 'utf8')) as {
    version: string
  }
  expect(VERSION).toBe(version)
})
