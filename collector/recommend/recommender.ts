// Keeps each site's model young: trains it once a day and on demand, one site after the other, and says how that goes.
import type { RecommendSettings, TrainingProgress } from '../../packages/wire/recommend.ts'
import type { Clock } from '../clock.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Sites } from '../sites/sites.ts'
import type { Driver } from '../storage/driver.ts'
import type { Feed } from './feed.ts'
import type { Fetched } from './fetched.ts'
import type { Library } from './library.ts'
import { readRows } from './source.ts'
import type { StartTraining } from './training.ts'
import type { Facts } from './build.ts'

export interface RecommenderParts {
  readonly driver: Pick<Driver, 'dialect' | 'select'>
  readonly sites: Sites
  readonly clock: Clock
  readonly logger: Logger
  readonly library: Library
  readonly feed: Feed
  readonly fetched: Fetched
  readonly startTraining: StartTraining
}

export interface TrainingState {
  /** null where none is under way or waiting. */
  readonly training: TrainingProgress | null
  /** Why the last one ended without a model; '' where it did not. */
  readonly fault: string
}

export interface Recommender {
  /** Trains what is due; to be called now and then. */
  readonly tick: () => void
  /** Trains a site as soon as no other is being trained; answers once that is done, whatever came of it. */
  readonly train: (site: string) => Promise<void>
  readonly state: (site: string) => TrainingState
  /** Answers once a site that is not there any more is being trained no more, nor known. */
  readonly forget: (site: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const DAY_MS = 86_400_000
/** Of a training's time, what reading takes. */
const READING_SHARE = 0.9
const WAITING: TrainingProgress = { share: 0, events: 0 }

export function createRecommender(parts: RecommenderParts): Recommender {
  const { sites, clock, logger, library } = parts
  const states = new Map<string, TrainingState>()
  const triedMs = new Map<string, number>()
  const waiting = new Map<string, Promise<void>>()
  let turn: Promise<void> = Promise.resolve()
  let stopped = false

  async function trainNow(site: string): Promise<void> {
    const settings = sites.get(site)?.recommend
    let fault = ''
    if (settings && !stopped)
      await learn(parts, {
        site,
        settings,
        isStopped: () => stopped || !sites.get(site),
        tell: (training) => states.set(site, { training, fault: '' }),
      }).catch((error: unknown) => {
        fault = cause(error)
        logger.write('recommend_failed', { site, cause: fault })
      })
    states.set(site, { training: null, fault })
    waiting.delete(site)
  }

  function train(site: string): Promise<void> {
    const known = waiting.get(site)
    if (known) return known
    triedMs.set(site, clock.now())
    states.set(site, { training: WAITING, fault: '' })
    turn = turn.then(() => trainNow(site))
    waiting.set(site, turn)
    return turn
  }

  async function trainIfDue(site: string): Promise<void> {
    const trainedMs = (await library.current(site))?.head.trainedMs ?? 0
    const lastMs = Math.max(trainedMs, triedMs.get(site) ?? 0)
    if (clock.now() - lastMs >= DAY_MS) await train(site)
  }

  return {
    train,
    tick: () => {
      for (const [site, { recommend }] of sites.list())
        if (recommend)
          trainIfDue(site).catch((error: unknown) =>
            logger.write('recommend_failed', { site, cause: cause(error) }),
          )
    },
    state: (site) => states.get(site) ?? { training: null, fault: '' },
    forget: async (site) => {
      await waiting.get(site)
      states.delete(site)
      triedMs.delete(site)
    },
    stop: async () => {
      stopped = true
      await turn
    },
  }
}

interface Lesson {
  readonly site: string
  readonly settings: RecommendSettings
  readonly isStopped: () => boolean
  readonly tell: (progress: TrainingProgress) => void
}

/** Reads what may be learned from, learns, and publishes what came out. */
async function learn(parts: RecommenderParts, lesson: Lesson): Promise<void> {
  const { driver, sites, clock, logger, library, feed, fetched } = parts
  const { site, settings } = lesson
  const startedMs = clock.now()
  const origins = sites.get(site)?.origins ?? []
  const training = parts.startTraining(origins)
  try {
    let events = 0
    for await (const { rows, share } of readRows(driver, { site, settings, nowMs: startedMs })) {
      if (lesson.isStopped()) return
      await training.add(rows)
      events += rows.length
      lesson.tell({ share: READING_SHARE * share, events })
    }
    const options = {
      k: settings.k,
      nowMs: startedMs,
      feed: await feed.facts(site),
      fetched: settings.fetch ? await fetched.facts(site, origins) : new Map<string, Facts>(),
    }
    const model = await training.finish(options)
    if (lesson.isStopped()) return
    await library.publish(site, model, clock.now() - startedMs)
    logger.write('recommend_trained', { site, events, items: model.ids.length, pairs: model.pairs })
  } finally {
    await training.stop()
  }
}
