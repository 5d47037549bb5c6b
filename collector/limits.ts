// Every bound on what comes from outside that the collector sets itself, in one place; those that pages must know too are in packages/wire/limits.ts.

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Bytes of a body, packed or not, that are read at most. */
export const BODY_BYTES = {
  /** A batch of a page, with room for what a proxy adds. */
  batch: 65_536,
  /** Of a server, or of an import. */
  events: 1_000_000,
  /** What is asked about people, tokens and states. */
  small: 4_096,
  site: 65_536,
  recommendRules: 400_000,
  experiment: 524_288,
  flag: 524_288,
  /** A shop's whole list of products. */
  products: 8_000_000,
} as const

/** Batches in one request of a server. */
export const IMPORT_BATCHES_MAX = 500

export const CONNECTION = {
  /** Waiting to be taken on; the kernel may allow less. */
  backlog: 4_096,
  /** Open at once; more are turned away by the kernel's queue. */
  max: 10_000,
  /** Until the head of a request is whole: who sends it letter by letter is cut off. */
  headersMs: 5_000,
  /** Until the whole request is there. */
  requestMs: 10_000,
  /** Between two requests. */
  keepAliveMs: 15_000,
  /** How often it is looked who is too slow. */
  checkMs: 1_000,
  /** So much of a refused body is read and dropped: who still sends when we hang up never sees why. */
  drainedBytes: 16 * 1024 * 1024,
  /** Of bodies that are not whole yet, all together: each waits for its sender and costs what it has sent. */
  unfinishedBytes: 64 * 1024 * 1024,
  /** A sender that has fallen silent is not waited for. */
  silenceMs: 2_000,
} as const

/** When the collector has no time for more events, and says so before it has read them. */
export const ADMISSION = {
  /** Requests with events under way at once, from the last byte of the body to the answer: a second and more of what one core takes, since a disk may keep all of them waiting for so long. */
  requests: 5_000,
  /** So many are taken however late the event loop is. */
  requestsMin: 64,
  /** How late the event loop may be before fewer are taken. */
  delayMs: 250,
  /** How often that is measured. */
  tickMs: 50,
  /** So long events are worked on before sockets are looked at again: Node takes on one new connection each time. */
  sliceMs: 10,
  /** The same while connections come. */
  hurriedMs: 2,
  /** So long a refusal is held back, and so many of them at once. */
  refuseMs: 400,
  refusedAtOnce: 5_000,
  retryAfterSeconds: 5,
} as const

/** Token buckets, in memory alone, under names that change every day. */
export const RATE = {
  addressPerSecond: 20,
  sitePerSecond: 2_000,
  /** A bucket holds so many seconds' worth: a tab that comes back online sends a burst. */
  burstSeconds: 10,
  buckets: 100_000,
  retryAfterSeconds: 10,
} as const

/** Asking for one's own data: a person does it once in a while, and each answer costs a look through all rows. */
export const PRIVACY = {
  addressPerSecond: 0.5,
  sitePerSecond: 20,
  exportsAtOnce: 1,
  exportsWaiting: 20,
  retryAfterSeconds: 30,
} as const

/** The register of privacy requests, by site; 11 CCR § 7101(a) wants closed ones kept for 24 months at least. */
export const REQUESTS = {
  open: 500,
  ofSite: 10_000,
  changes: 50,
  keptMonths: 24,
  /** So long a close can be taken back. */
  undoDays: 14,
  /** What is due within so many days is called soon. */
  soonDays: 5,
  /** What came earlier is a slip. */
  receivedMonths: 36,
} as const

/** How many pages in how long make a robot of a visitor, and for how long. */
export const MARKS = {
  pagesInWindow: 60,
  windowMs: MINUTE_MS,
  robotMs: HOUR_MS,
  visitors: 50_000,
} as const

/** Bytes of lines that wait for the disk, and of segments that wait for the store; then 503. */
export const WAITING_BYTES = { disk: 32 * 1024 * 1024, store: 1024 * 1024 * 1024 } as const

/** Guessing at passwords and codes. A person mistypes; a machine guesses. */
export const GUESSES = {
  /**
   * Free failures of a login from an address, of a login from anywhere, and from an address. Who guesses at one login
   * from many addresses slows it down for all, but only after many: else anybody could keep its owner out.
   */
  free: { pair: 3, login: 20, address: 20 },
  delayFirstMs: 500,
  delayMaxMs: MINUTE_MS,
  /** Forgotten once there was none for so long. */
  forgottenMs: 24 * HOUR_MS,
  remembered: 20_000,
  /** Passwords checked at once, each with 32 MB, and those that may wait for it. */
  checkedAtOnce: 2,
  waiting: 20,
} as const

/** Answers that are kept for requests that come again under the same key. */
export const IDEMPOTENCY = { keptMs: 24 * HOUR_MS, kept: 10_000, keyChars: 255 } as const

/** Of the whole collector, and of a site. */
export const ACCOUNTS = { users: 1_000, tokensOfSite: 100, tokenDays: 730 } as const
