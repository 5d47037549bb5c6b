// Keeps models as files in the data folder: published in one step, and the shards of earlier ones a while longer.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Card, ModelHead } from '../../packages/wire/model.ts'
import type { RecommendModel } from '../../packages/wire/recommend.ts'
import type { Clock } from '../clock.ts'
import type { BuiltModel } from './build.ts'

/** What is kept of a site's model beside its shards. */
export interface StoredModel {
  readonly head: Omit<ModelHead, 'pins' | 'excluded'>
  readonly told: Omit<RecommendModel, 'version' | 'trainedMs' | 'k' | 'items' | 'coverage'>
  /** Folders of earlier models, and when they were replaced. */
  readonly retired: Readonly<Record<string, number>>
}

export interface Library {
  /** The site's present model, if it has one. */
  readonly current: (site: string) => Promise<StoredModel | undefined>
  /** Its cards by place. */
  readonly cards: (site: string) => Promise<readonly Card[]>
  /** A shard, by `FOLDER/N`; undefined where there is none of that name. */
  readonly shard: (site: string, name: string) => Promise<Uint8Array | undefined>
  readonly publish: (site: string, model: BuiltModel, trainingMs: number) => Promise<StoredModel>
  /** Forgets a model whose files are gone. */
  readonly forget: (site: string) => void
}

/** Pages that hold an old head go on finding its shards. */
const RETIRED_KEPT_MS = 7 * 86_400_000
const HEAD_FILE = 'model.json'
const FOLDER = /^(rows|cards)-[\w-]{16}$/
const SHARD = /^(rows|cards)-[\w-]{16}\/\d{1,6}$/

/** `root` need not exist yet. */
export function createLibrary(root: string, clock: Clock): Library {
  const known = new Map<string, StoredModel | undefined>()
  const cardsOf = new Map<string, { folder: string; cards: readonly Card[] }>()

  async function current(site: string): Promise<StoredModel | undefined> {
    if (!known.has(site)) known.set(site, await readStored(join(root, site, HEAD_FILE)))
    return known.get(site)
  }

  const shard = (site: string, name: string): Promise<Uint8Array | undefined> =>
    SHARD.test(name)
      ? readFile(join(root, site, name)).catch(() => undefined)
      : Promise.resolve(undefined)

  /** Removes what has been out of use for long enough, and what a crash left half made. */
  async function sweep(site: string, { head, retired }: StoredModel): Promise<void> {
    const kept = new Set([head.rows.folder, head.cards.folder, ...Object.keys(retired)])
    for (const name of await readdir(join(root, site)))
      if (FOLDER.test(name) && !kept.has(name))
        await rm(join(root, site, name), { recursive: true, force: true })
  }

  return {
    current,
    shard,
    forget: (site) => {
      known.delete(site)
      cardsOf.delete(site)
    },
    cards: async (site) => {
      const model = await current(site)
      if (!model) return []
      const { folder, shards } = model.head.cards
      const cached = cardsOf.get(site)
      if (cached?.folder === folder) return cached.cards
      const cards: Card[] = []
      for (let at = 0; at < shards; at++) {
        const bytes = await shard(site, `${folder}/${at}`)
        cards.push(...(JSON.parse(Buffer.from(bytes ?? '[]').toString()) as Card[]))
      }
      cardsOf.set(site, { folder, cards })
      return cards
    },
    publish: async (site, model, trainingMs) => {
      const before = await current(site)
      for (const [name, bytes] of model.files) {
        await mkdir(dirname(join(root, site, name)), { recursive: true })
        await writeFile(join(root, site, name), bytes)
      }
      const stored = storedOf(model, trainingMs, retiredAfter(before, model, clock.now()))
      const path = join(root, site, HEAD_FILE)
      await writeFile(`${path}.new`, JSON.stringify(stored))
      await rename(`${path}.new`, path)
      known.set(site, stored)
      await sweep(site, stored)
      return stored
    },
  }
}

async function readStored(path: string): Promise<StoredModel | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as StoredModel)
}

function storedOf(
  { head, files, pairs, visits }: BuiltModel,
  trainingMs: number,
  retired: StoredModel['retired'],
): StoredModel {
  const bytes = [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
  return { head, retired, told: { pairs, visits, bytes, shards: files.size, trainingMs } }
}

function retiredAfter(
  before: StoredModel | undefined,
  { head }: BuiltModel,
  nowMs: number,
): Record<string, number> {
  const earlier = before ? [before.head.rows.folder, before.head.cards.folder] : []
  const retired = {
    ...Object.fromEntries(earlier.map((name) => [name, nowMs])),
    ...before?.retired,
  }
  return Object.fromEntries(
    Object.entries(retired).filter(
      ([name, sinceMs]) =>
        name !== head.rows.folder &&
        name !== head.cards.folder &&
        sinceMs > nowMs - RETIRED_KEPT_MS,
    ),
  )
}
