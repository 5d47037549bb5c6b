// Recommends products from a history that stays on the visitor's device, for the purpose of recommendations.
import { createRecommend } from './feature.ts'
import type { Parts, Recommend, RecommendOptions } from './feature.ts'

export type { GetOptions, Recommend, RecommendOptions } from './feature.ts'
export type { Recommendation } from './recommendation.ts'

/**
 * Makes the feature. Its heavy parts are fetched once recommendations are granted; `load` and `loadSlot` say from where.
 * @example start({ site: 'demo', features: [consent(), recommend({ model: '/r/demo' }), track()] })
 */
export function recommend({
  load = () => import('./chunk.ts'),
  loadSlot = () => import('./slot.ts'),
  ...options
}: RecommendOptions & Partial<Parts> = {}): Recommend {
  return createRecommend({ load, loadSlot, ...options })
}
