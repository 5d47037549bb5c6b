// What was read on the shop's own product pages: kept beside the models, with its age and with why a page gave nothing.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Facts } from './build.ts'

/** What was read longer ago counts no more. */
const LASTS_MS = 30 * 86_400_000
/** Of one site. */
const PAGES_MAX = 20_000

export interface FetchedProduct {
  readonly id: string
  readonly atMs: number
  /** Absent where the page gave none. */
  readonly facts?: Facts
  readonly out?: boolean
  /** Why there are none. */
  readonly fault?: string
}

export interface Fetched {
  readonly all: (site: string) => Promise<ReadonlyMap<string, FetchedProduct>>
  /** Takes what is new; the oldest make room. */
  readonly put: (site: string, products: readonly FetchedProduct[]) => Promise<void>
  /** What goes into the cards, by id: of pages on `origins` alone. */
  readonly facts: (site: string, origins: readonly string[]) => Promise<ReadonlyMap<string, Facts>>
  /** Ids of what was sold out. */
  readonly out: (site: string) => Promise<ReadonlySet<string>>
  /** Forgets what its file is gone of. */
  readonly forget: (site: string) => void
}

/** `root` need not exist yet. */
export function createFetched(root: string, clock: Clock): Fetched {
  const known = new Map<string, ReadonlyMap<string, FetchedProduct>>()
  const fileOf = (site: string): string => join(root, site, 'fetched.json')

  async function all(site: string): Promise<ReadonlyMap<string, FetchedProduct>> {
    const cached = known.get(site)
    if (cached) return cached
    const text = await readFile(fileOf(site), 'utf8').catch(() => '[]')
    const read = JSON.parse(text) as FetchedProduct[]
    const byId = new Map(read.map((each) => [each.id, each]))
    known.set(site, byId)
    return byId
  }

  async function lasting(site: string): Promise<FetchedProduct[]> {
    const oldestMs = clock.now() - LASTS_MS
    return [...(await all(site)).values()].filter(({ atMs }) => atMs > oldestMs)
  }

  return {
    all,
    put: async (site, products) => {
      const merged = new Map(await all(site))
      for (const each of products) merged.set(each.id, each)
      const newest = [...merged.values()].toSorted((a, b) => b.atMs - a.atMs).slice(0, PAGES_MAX)
      await mkdir(join(root, site), { recursive: true })
      await writeFile(`${fileOf(site)}.new`, JSON.stringify(newest))
      await rename(`${fileOf(site)}.new`, fileOf(site))
      known.set(site, new Map(newest.map((each) => [each.id, each])))
    },
    facts: async (site, origins) =>
      new Map(
        (await lasting(site)).flatMap(({ id, facts }) =>
          facts?.url && origins.includes(new URL(facts.url).origin) ? [[id, facts]] : [],
        ),
      ),
    out: async (site) => new Set((await lasting(site)).flatMap(({ id, out }) => (out ? [id] : []))),
    forget: (site) => void known.delete(site),
  }
}
