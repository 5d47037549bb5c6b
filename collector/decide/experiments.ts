// The experiments of all sites, in memory since every tag names them; written through to the documents.
import type {
  Experiment,
  ExperimentStatus,
  PageExperiment,
} from '../../packages/wire/experiment.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import type { Documents } from '../storage/documents.ts'
import type { Draft } from './experiment.ts'

const KIND = 'experiment'

/** What may follow what; an end can be taken back, a start cannot: visitors have seen it. */
const FOLLOWS: Readonly<Record<ExperimentStatus, readonly ExperimentStatus[]>> = {
  draft: ['running'],
  running: ['stopped', 'shipped'],
  stopped: ['running', 'shipped'],
  shipped: ['stopped'],
}

export interface Experiments {
  readonly load: () => Promise<void>
  /** Those of a site, the newest first. */
  readonly list: (site: string) => readonly Experiment[]
  readonly get: (site: string, key: string) => Experiment | undefined
  /** Makes or changes a draft. Of what was started only names, metrics and a higher coverage may change. */
  readonly write: (site: string, key: string, draft: Draft) => Promise<Experiment>
  /** Starts, stops or ships; `shipped` is the key of the variation that everybody gets. */
  readonly turn: (
    site: string,
    key: string,
    status: ExperimentStatus,
    shipped?: string,
  ) => Promise<Experiment>
  /** Removes a draft. */
  readonly remove: (site: string, key: string) => Promise<void>
  /** Forgets those of a site whose documents are gone. */
  readonly forget: (site: string) => void
  /** What a site's pages must know; undefined where that is nothing. */
  readonly onPages: (site: string) => readonly PageExperiment[] | undefined
}

export function createExperiments(documents: Documents, clock: Clock): Experiments {
  const known = new Map<string, Experiment>()
  const id = (site: string, key: string): string => `${site}/${key}`
  const put = async (site: string, experiment: Experiment): Promise<Experiment> => {
    await documents.put(KIND, id(site, experiment.key), experiment)
    known.set(id(site, experiment.key), experiment)
    return experiment
  }
  const list = (site: string): Experiment[] =>
    [...known].flatMap(([name, each]) => (name.startsWith(`${site}/`) ? [each] : [])).toReversed()

  return {
    list,
    load: async () => {
      for (const { key, body } of await documents.list<Experiment>(KIND)) known.set(key, body)
    },
    get: (site, key) => known.get(id(site, key)),
    write: async (site, key, draft) => {
      const before = known.get(id(site, key))
      if (before && before.status !== 'draft' && movesVisitors(before, draft))
        fail('experiment_started', { path: 'variations' })
      const { status = 'draft', startedMs = 0, endedMs = 0 } = before ?? {}
      const shipped = before?.shipped === undefined ? {} : { shipped: before.shipped }
      return put(site, { ...draft, key, status, startedMs, endedMs, ...shipped })
    },
    turn: async (site, key, status, shipped) => {
      const before = known.get(id(site, key)) ?? fail('not_found')
      if (!FOLLOWS[before.status].includes(status)) fail('experiment_not_so', { path: 'status' })
      const { shipped: _, ...rest } = before
      const isKnown = before.variations.some((each) => each.key === shipped)
      if (status === 'shipped' && !isKnown) fail('experiment_not_so', { path: 'shipped' })
      return put(site, {
        ...rest,
        status,
        startedMs: before.startedMs || clock.now(),
        endedMs: status === 'running' ? 0 : before.endedMs || clock.now(),
        ...(status === 'shipped' && shipped !== undefined && { shipped }),
      })
    },
    remove: async (site, key) => {
      const before = known.get(id(site, key)) ?? fail('not_found')
      if (before.status !== 'draft') fail('experiment_started')
      await documents.delete(KIND, id(site, key))
      known.delete(id(site, key))
    },
    forget: (site) => {
      for (const { key } of list(site)) known.delete(id(site, key))
    },
    onPages: (site) => {
      const shown = list(site).filter(({ status }) => status === 'running' || status === 'shipped')
      return shown.length > 0 ? shown.map(onPage) : undefined
    },
  }
}

/** The part that pages need; what it is called and why it is run is nobody's business there. */
function onPage({
  key,
  coverage,
  variations,
  targeting,
  group,
  shipped,
}: Experiment): PageExperiment {
  return {
    key,
    coverage,
    variations: variations.map((variation) => ({ ...variation, name: '' })),
    targeting,
    ...(group && { group }),
    ...(shipped !== undefined && { shipped }),
  }
}

/** Whether a change would show somebody another variation than they have seen. */
function movesVisitors(before: Experiment, after: Draft): boolean {
  const split = ({ variations, group, targeting }: Draft | Experiment) =>
    JSON.stringify([
      variations.map(({ key, weight, changes }) => [key, weight, changes]),
      group,
      targeting,
    ])
  return after.coverage < before.coverage || split(before) !== split(after)
}
