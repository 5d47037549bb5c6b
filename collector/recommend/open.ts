// Puts together what recommending takes: models and feeds in the data folder, the owner's rules, and who trains.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Documents } from '../storage/documents.ts'
import { createFeed } from './feed.ts'
import type { Feed } from './feed.ts'
import { createLibrary } from './library.ts'
import type { Library } from './library.ts'
import { createRecommender } from './recommender.ts'
import type { Recommender, RecommenderParts } from './recommender.ts'
import { createRules } from './rules.ts'
import type { RulesBook } from './rules.ts'

export interface Recommending {
  readonly library: Library
  readonly feed: Feed
  readonly rules: RulesBook
  readonly recommender: Recommender
  /** Removes the files of a site that is not there any more. */
  readonly forget: (site: string) => Promise<void>
}

export interface OpenParts extends Omit<RecommenderParts, 'library' | 'feed'> {
  readonly dataFolder: string
  readonly documents: Documents
}

export function openRecommend(parts: OpenParts): Recommending {
  const folder = join(parts.dataFolder, 'recommend')
  const library = createLibrary(folder, parts.clock)
  const feed = createFeed(folder)
  const recommender = createRecommender({ ...parts, library, feed })
  return {
    library,
    feed,
    rules: createRules(parts.documents),
    recommender,
    forget: async (site) => {
      await recommender.forget(site)
      await rm(join(folder, site), { recursive: true, force: true })
      library.forget(site)
      feed.forget(site)
    },
  }
}
