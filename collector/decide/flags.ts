// The flags of all sites, in memory since every tag carries them; written through to the documents.
import type { Flag, PageFlag } from '../../packages/wire/flag.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import type { Documents } from '../storage/documents.ts'
import type { FlagDraft } from './flag.ts'

const KIND = 'flag'
/** Of one site: visitors pay for each with every tag. */
const FLAGS_MAX = 100

export interface Flags {
  readonly load: () => Promise<void>
  /** Those of a site, by key. */
  readonly list: (site: string) => readonly Flag[]
  readonly get: (site: string, key: string) => Flag | undefined
  /** Makes or changes one; pages follow within minutes. */
  readonly write: (site: string, key: string, draft: FlagDraft) => Promise<Flag>
  /** Code that asks for it is given its own alternative from then on. */
  readonly remove: (site: string, key: string) => Promise<void>
  /** Forgets those of a site whose documents are gone. */
  readonly forget: (site: string) => void
  /** What a site's pages must know; undefined where that is nothing. */
  readonly onPages: (site: string) => readonly PageFlag[] | undefined
}

export function createFlags(documents: Documents, clock: Clock): Flags {
  const known = new Map<string, Flag>()
  const id = (site: string, key: string): string => `${site}/${key}`
  const list = (site: string): Flag[] =>
    [...known]
      .flatMap(([name, each]) => (name.startsWith(`${site}/`) ? [each] : []))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))

  return {
    list,
    load: async () => {
      for (const { key, body } of await documents.list<Flag>(KIND)) known.set(key, body)
    },
    get: (site, key) => known.get(id(site, key)),
    write: async (site, key, draft) => {
      if (!known.has(id(site, key)) && list(site).length >= FLAGS_MAX) fail('flags_full')
      const flag = { ...draft, key, changedMs: clock.now() }
      await documents.put(KIND, id(site, key), flag)
      known.set(id(site, key), flag)
      return flag
    },
    remove: async (site, key) => {
      if (!known.has(id(site, key))) fail('not_found')
      await documents.delete(KIND, id(site, key))
      known.delete(id(site, key))
    },
    forget: (site) => {
      for (const { key } of list(site)) known.delete(id(site, key))
    },
    onPages: (site) => {
      const flags = list(site)
      return flags.length > 0 ? flags.map(onPage) : undefined
    },
  }
}

/** The part that pages need: one that is off has no rules. */
function onPage({ key, value, rules, on }: Flag): PageFlag {
  return { key, value, rules: on ? rules : [] }
}
