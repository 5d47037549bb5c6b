// What is asked and answered about experiments, flags, recommendations and overlays, as schemas.
import type { Experiment } from '../../packages/wire/experiment.ts'
import type { Receipt, Refusal, StreamEnd } from '../../packages/wire/event.ts'
import type { Flag } from '../../packages/wire/flag.ts'
import { NAME_CHARS_MAX, URL_CHARS_MAX } from '../../packages/wire/limits.ts'
import { SLOTS } from '../../packages/wire/model.ts'
import type { SlotName } from '../../packages/wire/model.ts'
import type {
  Answered,
  Product,
  RecommendFacts,
  RecommendModel,
  RecommendStatus,
  TrainingProgress,
} from '../../packages/wire/recommend.ts'
import {
  identity,
  list,
  matching,
  nullable,
  flag as boolean,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
} from '../../packages/wire/schema.ts'
import { draftFields, EXPERIMENT_KEY } from '../decide/experiment.ts'
import { flagFields } from '../decide/flag.ts'
import { parseRules } from '../recommend/rules.ts'
import { recommendSettings } from '../sites/site.ts'
import { ROWS_MAX, words } from './answers.ts'

const HISTORY_MAX = 50

export const experiment = object<Experiment>({
  ...draftFields,
  key: words,
  status: oneOf('draft', 'running', 'stopped', 'shipped'),
  startedMs: number,
  endedMs: number,
  shipped: optional(words),
})

export const turned = object<{ status: 'running' | 'stopped' | 'shipped'; shipped?: string }>({
  status: oneOf('running', 'stopped', 'shipped'),
  shipped: optional(EXPERIMENT_KEY),
})

export const flag = object<Flag>({ ...flagFields, key: words, changedMs: number })

const page = text(URL_CHARS_MAX, 1)
const origin = matching(/^https?:\/\/[^\s/]{1,290}$/, 'an origin like https://shop.example')

export const overlayAsked = object<{ origin: string; page: string }>({ origin, page })
export const overlaySpent = object<{ token: string; origin: string; page: string }>({
  token: matching(/^[\w-]{43}$/, 'the secret of an overlay'),
  origin,
  page,
})

const model = object<RecommendModel>({
  version: words,
  trainedMs: number,
  k: number,
  items: number,
  pairs: number,
  visits: number,
  coverage: number,
  bytes: number,
  shards: number,
  trainingMs: number,
})

export const recommendStatus = object<RecommendStatus>({
  settings: nullable(recommendSettings),
  model: nullable(model),
  training: nullable(object<TrainingProgress>({ share: number, events: number })),
  fault: words,
  rules: parseRules,
  facts: object<RecommendFacts>({
    listed: number,
    fetched: number,
    faults: record(/^[a-z_0-9]{1,40}$/, number, 100),
    fetchedMs: nullable(number),
    isFetching: oneOf(true, false),
  }),
})

const productFields = {
  id: words,
  name: optional(words),
  category: optional(words),
  prices: optional(record(/^[A-Z]{3}$/, number, 300)),
}

export const products = list(object<Product>(productFields), ROWS_MAX)

export const answered = list(
  object<Answered>({
    ...productFields,
    score: number,
    from: oneOf('pin', 'history', 'category', 'trending'),
    because: optional(words),
  }),
  ROWS_MAX,
)

export const tried = object<{ slot: SlotName; history: string[] }>({
  slot: oneOf(...SLOTS),
  // The newest first.
  history: list(identity(NAME_CHARS_MAX), HISTORY_MAX),
})

export const receipt = object<Receipt>({
  accepted: number,
  refused: optional(
    list(
      object<Refusal>({
        index: number,
        code: oneOf('event_invalid', 'event_not_granted', 'event_too_old', 'event_in_future'),
        path: words,
      }),
      ROWS_MAX,
    ),
  ),
  incomplete: optional(list(object<StreamEnd>({ stream: words, emitted: number }), ROWS_MAX)),
  erased: optional(boolean),
})
