// Uses of the SDK that must not compile: each line that did would be a fault of its types.
import { consent, start, track } from './index.ts'

const gate = consent()
const counts = track()

// @ts-expect-error a site has a name
start({ features: [gate] })

// @ts-expect-error there is no such purpose
gate.choose({ advertising: 'full' })

// @ts-expect-error a grant is none, aggregate or full
gate.choose({ analytics: true })

// @ts-expect-error an order has an identity
counts.commerce('purchase', { currency: 'EUR', value: 12 })

// @ts-expect-error no such GA4 event
counts.commerce('add_to_basket', { items: [] })

// @ts-expect-error parameters are flat
counts.event('opened', { product: { id: 1 } })

// @ts-expect-error options are known
track({ searchNames: 'q' })
