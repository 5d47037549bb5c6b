// Puts together what recommending takes: models and feeds in the data folder, the owner's rules, and who trains.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Documents } from '../storage/documents.ts'
import { VERSION } from '../version.ts'
import { createFeed } from './feed.ts'
import type { Feed } from './feed.ts'
import { createFetchPage } from './fetch-page.ts'
import type { FetchPage } from './fetch-page.ts'
import { createFetched } from './fetched.ts'
import type { Fetched } from './fetched.ts'
import { createHarvest } from './harvest.ts'
import type { Harvest, HarvestParts } from './harvest.ts'
import { createLibrary } from './library.ts'
import type { Library } from './library.ts'
import { createRecommender } from './recommender.ts'
import type { Recommender, RecommenderParts } from './recommender.ts'
import { createRules } from './rules.ts'
import type { RulesBook } from './rules.ts'

export interface Recommending {
  readonly library: Library
  readonly feed: Feed
  readonly fetched: Fetched
  readonly harvest: Harvest
  readonly rules: RulesBook
  readonly recommender: Recommender
  /** Removes the files of a site that is not there any more. */
  readonly forget: (site: string) => Promise<void>
}

export interface OpenParts extends Omit<RecommenderParts, 'library' | 'feed' | 'fetched'> {
  readonly dataFolder: string
  readonly documents: Documents
  readonly wait: HarvestParts['wait']
  /** How pages are fetched; from the open net without it. */
  readonly fetchPage?: FetchPage
}

const USER_AGENT = `tidemark/${VERSION} (reads product pages for this shop's own recommendations)`

export function openRecommend(parts: OpenParts): Recommending {
  const folder = join(parts.dataFolder, 'recommend')
  const library = createLibrary(folder, parts.clock)
  const feed = createFeed(folder)
  const fetched = createFetched(folder, parts.clock)
  const recommender = createRecommender({ ...parts, library, feed, fetched })
  const { fetchPage = createFetchPage({ userAgent: USER_AGENT }) } = parts
  const harvest = createHarvest({ ...parts, feed, fetched, fetchPage })
  return {
    library,
    feed,
    fetched,
    harvest,
    rules: createRules(parts.documents),
    recommender,
    forget: async (site) => {
      await harvest.forget(site)
      await recommender.forget(site)
      await rm(join(folder, site), { recursive: true, force: true })
      library.forget(site)
      feed.forget(site)
      fetched.forget(site)
    },
  }
}
