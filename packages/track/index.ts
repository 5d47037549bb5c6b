// Counts pages, attention, links, forms, searches and orders, for the purpose of analytics.
import { createDoor } from '../core/index.ts'
import type { Feature } from '../core/index.ts'
import type { CommerceEventType, Params } from '../wire/event.ts'
import { commerceBody } from './commerce.ts'
import type { CommerceInput } from './commerce.ts'
import { watchDataLayer } from './data-layer.ts'
import { trackForms } from './forms.ts'
import { trackLinks } from './links.ts'
import { trackPageViews } from './page-view.ts'
import { searchTerm } from './site-search.ts'

export type { CommerceInput } from './commerce.ts'

/** The site's own events, by name; extend it by declaration merging to have them checked. */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by the sites that use it
export interface CustomEvents {}

type CustomName = keyof CustomEvents extends never ? string : keyof CustomEvents & string
type CustomParams<N extends string> = N extends keyof CustomEvents ? CustomEvents[N] : Params

export interface TrackOptions {
  /** Query parameters that hold the term on a page of search results. @default ['q', 'query', 'search', 's', 'keyword'] */
  searchNames?: readonly string[] | undefined
  /** Whether GA4 e-commerce objects in an existing `dataLayer` are read. @default true */
  dataLayer?: boolean
}

/** Methods work before the start and before consent (held in memory until a choice), and never throw. */
export interface Track extends Feature {
  /**
   * Counts an event of the site's own.
   * @example track.event('size_guide_opened', { product: 'linen-throw' })
   */
  event<N extends CustomName>(name: N, params?: CustomParams<N>): void
  /**
   * Counts a GA4 e-commerce event; amounts are decimals, with their currency.
   * @example track.commerce('add_to_cart', { currency: 'EUR', value: 49.9, items: [{ item_id: 'throw', price: 49.9 }] })
   */
  commerce<T extends CommerceEventType>(type: T, input: CommerceInput<T>): void
}

/** Makes the feature that counts. */
export function track({
  searchNames = ['q', 'query', 'search', 's', 'keyword'],
  dataLayer = true,
}: TrackOptions = {}): Track {
  const door = createDoor()
  return {
    name: 'track',
    purpose: 'analytics',
    door,
    aggregate: (type) => (type === 'page_view' ? ({} as never) : undefined),
    start(context) {
      const { emit, guard, env, on } = context
      trackPageViews(context, () => {
        const search_term = searchTerm(env.location.search, searchNames)
        if (search_term) emit('view_search_results', { search_term })
      })
      trackLinks(context)
      trackForms(context)
      on('told', ({ type, body }) => emit(type, body))
      if (dataLayer)
        return watchDataLayer(
          env,
          guard((type, ecommerce) => emit(type, commerceBody(ecommerce))),
        )
    },
    event: (name, params) => door.emit('custom', () => ({ name, ...(params && { params }) })),
    commerce: (type, input) => door.emit<CommerceEventType>(type, () => commerceBody(input)),
  }
}
