// Reads the sessions, has everyone learn from them and judged by them, and prints what came out.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { catalogueOf } from './catalogue.ts'
import type { Dataset } from './dataset.ts'
import { evaluate, LIST_LENGTH } from './evaluate.ts'
import { figureName, floorsOf, round } from './floors.ts'
import type { Result } from './floors.ts'
import { ReadError, readLines } from './lines.ts'
import { eshopDataset } from './read-eshop.ts'
import { ownDataset } from './read-own.ts'
import { serenadeDataset } from './read-serenade.ts'
import { CONTESTANTS } from './recommenders.ts'
import type { Contestant } from './recommenders.ts'

const HELP = `npm run bench -- recommend [--sessions FILE --test FILE]

Without files: the public sets in ../shared/data (or TIDEMARK_SHARED), as far as they are there.
--sessions  one session a line, ids separated by spaces or commas, the oldest session and the oldest item first
--test      one case a line: the ids seen so far, a tab, the id seen next
Either may be gzipped.
`

/** How many sessions must agree on a relation; ours is judged at each. */
const THRESHOLDS = [1, 2, 3, 5]

const ESHOP = ['eshop2008.csv.gz']
const SERENADE = ['serenade_example_train.tsv.gz', 'serenade_example_test.tsv.gz']

/** The exit code: 1 where a floor is missed, 2 where there is nothing to judge by. */
export function main(args: readonly string[]): number {
  try {
    const options = readOptions(args)
    if (options.help) {
      console.log(HELP)
      return 0
    }
    const datasets = options.own ? [options.own] : publicDatasets()
    return report(datasets.flatMap((dataset) => judgeAll(dataset)))
  } catch (error) {
    const isOurs = error instanceof ReadError || isUsage(error)
    if (!isOurs) throw error
    console.error(error.message)
    return 2
  }
}

function readOptions(args: readonly string[]): { help?: boolean; own?: Dataset } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sessions: { type: 'string' },
      test: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const { sessions, test, help } = values
  if (help) return { help }
  if (!sessions && !test) return {}
  if (!sessions || !test) throw new ReadError(`--sessions and --test go together.\n\n${HELP}`)
  return { own: ownDataset(readLines(sessions), readLines(test)) }
}

function isUsage(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException).code
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_')
}

function publicDatasets(): Dataset[] {
  const folder = `${process.env['TIDEMARK_SHARED'] ?? '../shared'}/data`
  const read = (name: string) => readLines(`${folder}/${name}`)
  const has = (names: readonly string[]) => {
    const absent = names.find((name) => !existsSync(`${folder}/${name}`))
    if (absent) console.log(`skipped: ${folder}/${absent} is not here`)
    return !absent
  }
  return [
    ...(has(ESHOP) ? [eshopDataset(read(ESHOP[0]!))] : []),
    ...(has(SERENADE) ? [serenadeDataset(read(SERENADE[0]!), read(SERENADE[1]!))] : []),
  ]
}

function judgeAll(dataset: Dataset): Result[] {
  const catalogue = catalogueOf(dataset.sessions)
  const { sessions, cases, title, name } = dataset
  const counted = cases.filter(({ history, target }) => !history.includes(target)).length
  if (!counted) throw new ReadError(`${title}: no case has a target that was not seen before`)
  console.log(
    `\n${title}: ${sessions.length} sessions, ${catalogue.ids.length} items; ` +
      `${counted} of ${cases.length} cases count, as their target is new to the visitor`,
  )
  console.log(
    `method                   k   HR@${LIST_LENGTH}  MRR@${LIST_LENGTH}      bytes  train s  judge s`,
  )
  return CONTESTANTS.flatMap((contestant) =>
    thresholdsOf(contestant).map((k): Result => {
      const trained = contestant.recommender.train(sessions, { k })
      const startedAt = performance.now()
      const result = {
        dataset: name,
        name: contestant.recommender.name,
        role: contestant.role,
        k,
        accuracy: evaluate(trained, cases, catalogue),
        bytes: trained.bytes,
        trainMs: trained.trainMs,
      }
      console.log(row(result, performance.now() - startedAt))
      return result
    }),
  )
}

function thresholdsOf({ role }: Contestant): readonly number[] {
  return role === 'ours' ? THRESHOLDS : [1]
}

function row({ name, role, k, accuracy, bytes, trainMs }: Result, judgeMs: number): string {
  return [
    name.padEnd(22),
    (role === 'ours' ? String(k) : '-').padStart(3),
    accuracy.hitRate.toFixed(3).padStart(7),
    accuracy.mrr.toFixed(3).padStart(7),
    String(bytes).padStart(10),
    (trainMs / 1000).toFixed(2).padStart(8),
    (judgeMs / 1000).toFixed(2).padStart(8),
  ].join(' ')
}

function report(results: readonly Result[]): number {
  const figures: Record<string, number> = {}
  for (const result of results) {
    const { accuracy, bytes, trainMs } = result
    figures[figureName(result, 'hr')] = round(accuracy.hitRate)
    figures[figureName(result, 'mrr')] = round(accuracy.mrr)
    figures[figureName(result, 'bytes')] = bytes
    figures[figureName(result, 'train_s')] = round(trainMs / 1000)
  }
  const floors = floorsOf(results)
  console.log(JSON.stringify({ bench: 'recommend', figures, floors }))
  return Object.values(floors).every(({ ok }) => ok) ? 0 : 1
}
