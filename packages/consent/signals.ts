// What the browser says for its user without being asked.
import type { Env } from '../core/index.ts'
import type { BrowserSignals } from '../wire/signal.ts'

type Speaking = Navigator & { globalPrivacyControl?: unknown; doNotTrack?: unknown }

/** `dnt`: whether Do Not Track is listened to. Old browsers say '1' and 'yes'. */
export function signalsOf(env: Pick<Env, 'navigator'>, dnt: boolean): BrowserSignals {
  const { globalPrivacyControl, doNotTrack } = env.navigator as Speaking
  return {
    gpc: globalPrivacyControl === true || globalPrivacyControl === '1',
    dnt: dnt && (doNotTrack === '1' || doNotTrack === 'yes'),
  }
}
