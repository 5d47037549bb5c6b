// Every bound of the system that page and collector must agree on, in one place; each is enforced by a test.

/** Bytes of a batch's JSON: `keepalive` requests of a page share 64 KiB, one batch must always fit. */
export const BATCH_BYTES_MAX = 60_000
/** Bytes of a batch's events alone; the rest is for what the batch says of its stream. */
export const EVENTS_BYTES_MAX = 52_000
/** Events in one batch. */
export const BATCH_EVENTS_MAX = 250
/** Bytes that a page may have in flight with `keepalive`, by the Fetch standard. */
export const KEEPALIVE_BYTES_MAX = 65_536
/** Events that one browser holds back while it cannot send; the oldest go first. */
export const QUEUE_EVENTS_MAX = 1_000
/** Bytes of all that the SDK keeps in localStorage: a full queue, a twentieth of what browsers give a site. */
export const LEFT_BYTES_MAX = 262_144
/** After so long unsent, an event is voided by the page. */
export const QUEUE_AGE_MAX_MS = 72 * 3_600_000
/** The collector refuses what left a page longer ago, and drops repeats at least so far back. */
export const REPEAT_WINDOW_MS = 96 * 3_600_000
/** How far a corrected event time may lie ahead of the collector's clock. */
export const FUTURE_MAX_MS = 60_000
/** Idle time after which a visit is another session. */
export const SESSION_IDLE_MS = 30 * 60_000
/** Earlier streams told in one batch. */
export const PREVIOUS_MAX = 16
/** Void ranges told in one batch. */
export const VOIDS_MAX = 64
/** Items in one e-commerce event (GA4's own bound). */
export const ITEMS_MAX = 200
/** Parameters of one custom event. */
export const PARAMS_MAX = 25
/** Highest seq of a stream. */
export const SEQ_MAX = 10_000_000
/** Characters of an address. */
export const URL_CHARS_MAX = 2_048
/** Characters of a title or a search term. */
export const TEXT_CHARS_MAX = 300
/** Characters of names, ids and parameter values. */
export const NAME_CHARS_MAX = 100
/** Points of one `heat` event; a page view tells of more in further ones. */
export const HEAT_PART_POINTS_MAX = 100
/** Points that one page view tells of at most. */
export const HEAT_POINTS_MAX = 300
/** Characters of an anchor; what would be longer is placed by its share of the document. */
export const ANCHOR_CHARS_MAX = 200
/** What fewer sessions have done is folded where it is kept, and told of nobody. */
export const HEAT_SESSIONS_MIN = 5
/** How long single points are kept before only their sums are left. */
export const HEAT_RAW_MS = 48 * 3_600_000
/** The largest amount of money in minor units: the largest whole number JSON carries exactly. */
export const MINOR_MAX = Number.MAX_SAFE_INTEGER

/** What of a query survives on the wire, each pair led by its &; all else may hold personal data and never leaves. */
export const KEPT_QUERY = /&utm_(source|medium|campaign|term|content)=[^&]*/g
