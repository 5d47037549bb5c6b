// What npm users import: everything by name, so that a bundler keeps only what is used.
export { consent, consentMode } from '../consent/index.ts'
export type { Consent, ConsentOptions } from '../consent/index.ts'
export { start } from '../core/index.ts'
export { experiments } from '../experiments/index.ts'
export type { Experiments, ExperimentsOptions } from '../experiments/index.ts'
export type { Feature, Options, Tidemark } from '../core/index.ts'
export { recommend } from '../recommend/index.ts'
export type {
  GetOptions,
  Recommend,
  Recommendation,
  RecommendOptions,
} from '../recommend/index.ts'
export { track } from '../track/index.ts'
export type { CommerceInput, CustomEvents, Track, TrackOptions } from '../track/index.ts'
export type { Grant, Grants, Purpose } from '../wire/purpose.ts'
