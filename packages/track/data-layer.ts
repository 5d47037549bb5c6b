// Reads GA4 e-commerce objects that the page pushes to its `dataLayer` anyway, without disturbing other readers.
import type { Env, Stop } from '../core/index.ts'
import type { CommerceEventType } from '../wire/event.ts'

/** `{ event, ecommerce }` of Tag Manager, or the arguments of `gtag('event', name, …)`. */
type Entry = {
  readonly event?: unknown
  readonly ecommerce?: { readonly items?: unknown }
  readonly 0?: unknown
  readonly 1?: unknown
  readonly 2?: { readonly items?: unknown }
} | null

/**
 * Hears each e-commerce object of the page's data layer: those already there, then those to come. GA4's carry
 * `items`; older forms do not, and are left alone. Names that are not GA4's are refused by the collector.
 */
export function watchDataLayer(
  env: Env,
  hear: (type: CommerceEventType, ecommerce: object) => void,
): Stop {
  // Made where the page has none yet: whoever comes later keeps what is there.
  const owner = env as { dataLayer?: Entry[] }
  const layer = (owner.dataLayer ??= [])
  const read = (entry: Entry) => {
    const [name, commerce] =
      entry?.[0] === 'event' ? [entry[1], entry[2]] : [entry?.event, entry?.ecommerce]
    if (commerce?.items) hear(name as CommerceEventType, commerce)
  }
  let live = true
  const original = layer.push
  const wrapped = function (this: Entry[], ...entries: Entry[]) {
    if (live) entries.forEach(read)
    return original.apply(this, entries)
  }
  layer.forEach(read)
  layer.push = wrapped
  return () => {
    live = false
    // Somebody who wrapped ours keeps it: it passes everything on.
    if (layer.push === wrapped) layer.push = original
    if (!layer.length) delete owner.dataLayer
  }
}
