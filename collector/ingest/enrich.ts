// Turns a parsed batch into the columns that are stored: our clock, the page’s place, its money.
import { scrub } from '../../packages/scrub/index.ts'
import type { AnyEvent, Batch, Commerce, Heat, Order, Refusal } from '../../packages/wire/event.ts'
import { FUTURE_MAX_MS, REPEAT_WINDOW_MS } from '../../packages/wire/limits.ts'
import { createBoundedMap } from '../bounded-map.ts'
import { localDay } from '../local-day.ts'
import { toBaseMinor } from '../sites/money.ts'
import type { Site } from '../sites/site.ts'
import type { EventFields } from './lines.ts'
import { scrubEvent } from './scrub-event.ts'

export interface Enriched {
  readonly events: readonly EventFields[]
  readonly refused: readonly Refusal[]
}

export interface EnrichOptions {
  readonly site: Site
  readonly receivedMs: number
  /** Server-side and imported events: their times are taken as told, and may be as old as they like. */
  readonly imported: boolean
  /** Where `events` stands in the request, for refusals. */
  readonly path: string
}

/**
 * Always corrects by the skew (our clock at receipt − the page's clock at sending), however small: a threshold
 * would make two events jump past each other. The page's own time is kept beside.
 * `indexes` are the positions of the events in the batch as it was sent.
 */
export function enrich(batch: Batch, indexes: readonly number[], options: EnrichOptions): Enriched {
  const skewMs = options.imported ? 0 : options.receivedMs - batch.sentMs
  const oldestMs = options.imported ? 0 : options.receivedMs - REPEAT_WINDOW_MS
  const around = {
    site: options.site,
    grant: batch.grant,
    isServer: options.imported && batch.visitor === undefined,
  }
  const events: EventFields[] = []
  const refused: Refusal[] = []
  batch.events.forEach((event, at) => {
    const index = indexes[at] ?? at
    const path = `${options.path}[${index}]`
    const timeMs = event.timeMs + skewMs
    const place = knownPlaceOf(event.url)
    if (timeMs < oldestMs) refused.push({ index, code: 'event_too_old', path: `${path}.timeMs` })
    else if (timeMs > options.receivedMs + FUTURE_MAX_MS)
      refused.push({ index, code: 'event_in_future', path: `${path}.timeMs` })
    else if (!place) refused.push({ index, code: 'event_invalid', path: `${path}.url` })
    else events.push(fieldsOf(scrubEvent(event), timeMs, place, around))
  })
  return { events, refused }
}

interface Place {
  readonly host: string
  readonly path: string
  readonly source?: string | undefined
  readonly medium?: string | undefined
  readonly campaign?: string | undefined
}

/** Few addresses make most of the traffic, and to take one apart costs as much as to write its event. */
const places = createBoundedMap<Place>(2_000)

function knownPlaceOf(url: string): Place | undefined {
  const known = places.get(url)
  if (known) return known
  const place = placeOf(url)
  if (place) places.set(url, place)
  return place
}

function placeOf(text: string): Place | undefined {
  if (!URL.canParse(text)) return undefined
  const { host, pathname, search, searchParams } = new URL(text)
  // Links in e-mails carry what opens an account in their path, and newsletters whom they went to.
  const path = scrub(pathname)
  if (search === '') return { host, path }
  const tag = (name: string) => scrub(searchParams.get(name) ?? '') || undefined
  return {
    host,
    path,
    source: tag('utm_source'),
    medium: tag('utm_medium'),
    campaign: tag('utm_campaign'),
  }
}

/** What of its batch an event's columns depend on. */
interface Around {
  readonly site: Site
  readonly grant: Batch['grant']
  /** Told by a server that knows no visitor. */
  readonly isServer: boolean
}

const isOrder = ({ type }: AnyEvent): boolean => type === 'purchase' || type === 'refund'

function fieldsOf(event: AnyEvent, timeMs: number, place: Place, around: Around): EventFields {
  return {
    seq: event.seq,
    type: event.type,
    name: event.type,
    time_ms: timeMs,
    client_ms: event.timeMs,
    // What a shop's server tells of an order is no visit.
    session: around.isServer && isOrder(event) ? undefined : event.session,
    ...place,
    ...ownFields(event, place, { ...around, timeMs }),
  }
}

function ownFields(
  event: AnyEvent,
  place: Place,
  { site, grant, timeMs }: Around & { readonly timeMs: number },
): Partial<EventFields> {
  switch (event.type) {
    case 'custom':
      return { name: event.body.name, body: event.body.params }
    case 'page_view': {
      const { referrer, ...body } = event.body
      return { referrer_host: referrerHost(referrer, place.host), body }
    }
    case 'user_engagement': {
      const { view, engagement_time_msec, percent_scrolled } = event.body
      return { view, engaged_ms: engagement_time_msec, reach: percent_scrolled }
    }
    case 'heat':
      return { body: storedHeat(event.body, timeMs, site) }
    case 'exposure':
      // Results count visitors whose orders are counted too.
      return { body: { ...event.body, counts: grant.analytics === 'full' } }
    case 'purchase':
    case 'refund':
      return orderFields(event.body, site)
    case 'view_item_list':
    case 'select_item':
      return { ...moneyFields(event.body), item_list: event.body.item_list_id }
    default:
      return 'items' in event.body ? moneyFields(event.body) : { body: { ...event.body } }
  }
}

/** Widest viewports, in CSS pixels, of phones and of tablets. */
const PHONE_MAX = 600
const TABLET_MAX = 1_024

/** Cells are summed by day and device band: both are known here, and nowhere later. */
function storedHeat(heat: Heat, timeMs: number, site: Site): Readonly<Record<string, unknown>> {
  const { width } = heat
  const band = width <= PHONE_MAX ? 'phone' : width <= TABLET_MAX ? 'tablet' : 'desktop'
  return { ...heat, day: localDay(timeMs, site.timeZone), band }
}

/** Only where the visitor came from elsewhere. */
function referrerHost(referrer: string | undefined, host: string): string | undefined {
  if (referrer === undefined || !URL.canParse(referrer)) return undefined
  const from = new URL(referrer).host
  return from === host ? undefined : from
}

function moneyFields({ currency, value, ...body }: Commerce): Partial<EventFields> {
  return { currency, value, body }
}

/** An order that names no value is worth nothing known; one of 0 needs no rate. */
function orderFields({ transaction_id, ...order }: Order, site: Site): Partial<EventFields> {
  const { currency = '', value } = order
  const revenue = value ? toBaseMinor(site, currency, value) : value
  return { ...moneyFields(order), transaction_id, revenue }
}
