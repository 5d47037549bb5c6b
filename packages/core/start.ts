// Starts the SDK on a page: runs each feature exactly while its purpose is granted, and takes all of it back on stop.
import type { Grant, Grants, Purpose } from '../wire/purpose.ts'
import { createEmitter } from './emitter.ts'
import { browserEnv, post, readJot, writeJot } from './env.ts'
import type { Env } from './env.ts'
import type { Feature, Gate, GateContext, Stop } from './feature.ts'
import { createGuard } from './guard.ts'
import { lifecycle } from './lifecycle.ts'
import type { Head } from './parcel.ts'
import { createQueue } from './queue.ts'
import { runFeature } from './run.ts'
import { SESSION_KEY, VISITOR_KEY, forgetAll, visitorId } from './session.ts'
import { VERSION } from './version.ts'

export interface Options {
  /** Name of the site at the collector. */
  site: string
  /** Origin of the collector. @default '' (the page's own) */
  url?: string
  /** Version of the notice that grants refer to. @default none */
  notice?: string | undefined
  /** What runs on the page, the gate first. */
  features: readonly (Feature | Gate)[]
  /** Where it runs. @default the browser */
  env?: Env
}

/** What a feature does for everybody runs as a feature of its own. */
function prepared(feature: Feature | Gate): readonly (Feature | Gate)[] {
  const { name, prepare } = feature as Feature
  return prepare ? [{ name, purpose: null, start: prepare }, feature] : [feature]
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
  const running = new Map<Feature | Gate, Stop>()
  const bus = new EventTarget()

  const level = (purpose: Purpose | null): Grant =>
    purpose ? (grants?.[purpose] ?? 'none') : 'full'
  const hasFull = (...purposes: Purpose[]) => purposes.some((each) => level(each) === 'full')
  /** Whether an identifier may exist, and anything be kept. */
  const mints = () => hasFull('analytics', 'experiments')

  const guard = createGuard((feature, error) =>
    emit({ purpose: 'analytics' }, 'sdk_error', { feature, message: String(error) }),
  )

  const head = (stream: string): Head => ({
    site,
    sdk: VERSION,
    stream,
    grant: grants ?? {},
    notice,
    ...(mints() && {
      visitor: visitor(),
      language: env.navigator.language,
      width: env.innerWidth,
    }),
  })

  const queue = createQueue({ env, guard, url: url + '/e', head, mayKeep: mints })
  const emit = createEmitter(env, bus, queue, level)

  const all = [lifecycle(bus, queue), ...features.flatMap(prepared)]
  const visitor = () => (mints() ? visitorId(env) : '')

  const sync = () => {
    for (const feature of all) {
      const { purpose, aggregate, door } = feature
      const runs = level(purpose) === 'full' || (level(purpose) === 'aggregate' && aggregate)
      const stop = running.get(feature)
      if (runs)
        running.set(feature, stop ?? runFeature(feature, { env, guard, bus, emit, grant, visitor }))
      else {
        stop?.()
        running.delete(feature)
        if (grants) door?.refuse()
      }
    }
  }

  const grant: GateContext['grant'] = (next, told) => {
    grants = next
    let closing = {}
    if (mints()) queue.restrict((purpose) => level(purpose) !== 'none')
    else {
      // Also what an earlier page left under a grant that has ended since.
      closing = { ...queue.close(), erase: readJot(env, VISITOR_KEY) }
      writeJot(env, VISITOR_KEY)
      // These go on in the session that they have.
      if (!hasFull('heatmaps', 'replay')) writeJot(env, SESSION_KEY)
    }
    if (!Object.values(grants ?? {}).includes('full')) forgetAll(env)
    sync()
    if (!told) return
    const note = { site, notice, ...told, ...(told.choice !== 'refused' && closing) }
    post(env, url + '/consent', JSON.stringify(note)).catch(() => 0)
  }

  sync()

  return {
    stop: guard('core', () => {
      for (const stop of running.values()) stop()
      running.clear()
      queue.leave()
      queue.end()
    }),
  }
}
