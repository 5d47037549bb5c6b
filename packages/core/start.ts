// Starts the SDK on a page: runs each feature exactly while its purpose is granted, and takes all of it back on stop.
import type { Grant, Grants, Purpose } from '../wire/purpose.ts'
import { createBus } from './bus.ts'
import { createEmitter } from './emitter.ts'
import { browserEnv, post, writeJot } from './env.ts'
import type { Env } from './env.ts'
import type { Feature, Gate, GateContext, Stop } from './feature.ts'
import { createGuard } from './guard.ts'
import { watchLifecycle } from './lifecycle.ts'
import { createQueue } from './queue.ts'
import { runFeature } from './run.ts'
import { SESSION_KEY, VISITOR_KEY, visitorId } from './session.ts'
import { VERSION } from './version.ts'

export interface Options {
  /** Name of the site at the collector. */
  site: string
  /** Origin of the collector. @default '' (the page's own) */
  url?: string
  /** Version of the notice that grants refer to. @default none */
  notice?: string
  /** What runs on the page, the gate first. */
  features: readonly (Feature | Gate)[]
  /** Where it runs. @default the browser */
  env?: Env
}

/** The running SDK. */
export interface Tidemark {
  /** Takes everything back: listeners, timers, wrapped functions. What was granted stays granted. */
  readonly stop: Stop
}

/**
 * Starts the SDK. Never throws; does nothing visible until something is granted.
 * @example start({ site: 'demo', url: 'https://shop.example', features: [consent(), track()] })
 */
export function start({ site, url = '', notice, features, env = browserEnv() }: Options): Tidemark {
  let grants: Grants | null = null
  let closing = {}
  const running = new Map<Feature | Gate, Stop>()
  const bus = createBus()

  const level = (purpose: Purpose): Grant => grants?.[purpose] ?? 'none'
  /** Whether an identifier may exist, and anything be kept. */
  const mints = () => level('analytics') === 'full' || level('experiments') === 'full'

  const guard = createGuard((feature, error) =>
    emit('analytics', 'sdk_error', { feature, message: String(error) }),
  )

  const queue = createQueue({
    env,
    guard,
    url: url + '/e',
    mayKeep: mints,
    head: (stream) => ({
      site,
      sdk: VERSION,
      stream,
      grant: grants ?? {},
      ...(notice && { notice }),
      ...(mints() && {
        visitor: visitorId(env),
        language: env.navigator.language,
        width: env.innerWidth,
      }),
    }),
  })

  const emit = createEmitter(env, bus, queue, level)

  const sync = () => {
    for (const feature of features) {
      const { purpose, aggregate, door } = feature
      const granted = purpose ? level(purpose) : 'full'
      const runs = granted === 'full' || (granted === 'aggregate' && aggregate)
      if (!runs) {
        running.get(feature)?.()
        running.delete(feature)
        if (grants) door?.refuse()
      } else if (!running.has(feature))
        running.set(feature, runFeature(feature, { env, bus, guard, gate, emit, level }))
    }
  }

  const gate: Pick<GateContext, 'grant' | 'note'> = {
    grant(next) {
      grants = next
      if (!mints()) {
        // Also what an earlier page left under a grant that has ended since.
        closing = queue.close()
        writeJot(env, VISITOR_KEY, null)
        writeJot(env, SESSION_KEY, null)
      } else queue.restrict((purpose) => level(purpose) !== 'none')
      sync()
    },
    note(choice) {
      const body = { site, choice, notice, ...(choice === 'withdrawn' && closing) }
      post(env, url + '/consent', JSON.stringify(body), true).catch(() => 0)
    },
  }

  const unwatch = watchLifecycle(env, guard, bus, queue)
  sync()

  return {
    stop: guard('core', () => {
      for (const stop of running.values()) stop()
      running.clear()
      unwatch()
      queue.leave()
      queue.spill()
      queue.renew()
    }),
  }
}
