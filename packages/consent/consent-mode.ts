// Tells Google's tags what was granted (Consent Mode v2), where the page has declared that they are to wait for it.
import { browserEnv } from '../core/index.ts'
import type { Env } from '../core/index.ts'
import type { Grant, Grants } from '../wire/purpose.ts'

/** Whether an entry of a `dataLayer` is our own word, marked as such: read back it is no second one. */
export const isOurs = (entry: unknown): boolean => (entry as { tm?: true }).tm === true

/**
 * Hears grants and passes them on to the page's `dataLayer`; says nothing on pages without Consent Mode defaults.
 * Source: developers.google.com/tag-platform/security/guides/consent
 * @example const gate = consent(); gate.on(consentMode())
 */
export function consentMode(env: Env = browserEnv()): (grants: Grants | null) => void {
  return (grants) => {
    const { dataLayer } = env as { dataLayer?: ArrayLike<unknown>[] }
    if (!grants || !dataLayer?.some((entry) => entry[0] === 'consent')) return
    const say = (grant?: Grant) => (grant === 'full' ? 'granted' : 'denied')
    const ad_storage = say(grants.marketing)
    const command = {
      analytics_storage: say(grants.analytics),
      ad_storage,
      ad_user_data: ad_storage,
      ad_personalization: ad_storage,
      personalization_storage: say(grants.recommendations),
      security_storage: 'granted',
    }
    // Google's tags know their own calls by `arguments`.
    ;(function (..._call: unknown[]) {
      // oxlint-disable-next-line prefer-rest-params
      dataLayer.push(Object.assign(arguments, { tm: true }))
    })('consent', 'update', command)
  }
}
