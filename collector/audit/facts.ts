// What an audit has seen: the words that the parts of it share, and the shape of its JSON.

/** Before any choice, or since one was made. */
export type Stage = 'before' | 'after'

export type StoredKind = 'local' | 'session' | 'database' | 'cache'

export interface Cookie {
  readonly name: string
  readonly host: string
  /** By a response, or by a script of the page. */
  readonly setBy: 'header' | 'script'
  /** Milliseconds since the page was asked for. */
  readonly firstSeenMs: number
  /** Seconds; absent where it goes as the browser is closed. */
  readonly lifetimeS?: number
  readonly httpOnly: boolean
  /** Of the page's own site. */
  readonly isOwn: boolean
  /** Remembers the visitor's answer, as far as its name tells. */
  readonly isAnswer: boolean
}

export interface Entry {
  readonly kind: StoredKind
  readonly name: string
  readonly host: string
  readonly firstSeenMs: number
  /** Of key and value, where the browser tells. */
  readonly characters?: number
  readonly isOwn: boolean
  readonly isAnswer: boolean
}

/** A cookie that a response set and the browser did not take. */
export interface Attempt {
  readonly name: string
  readonly host: string
  readonly why: string
  readonly firstSeenMs: number
}

export interface Asked {
  readonly url: string
  readonly host: string
  readonly method: string
  /** As Chromium names it: Script, Image, Fetch … */
  readonly type: string
  readonly firstSeenMs: number
  readonly isOwn: boolean
}

/** What the browser held at the end of a phase, and whom it asked during it. */
export interface Phase {
  readonly cookies: readonly Cookie[]
  readonly entries: readonly Entry[]
  readonly attempts: readonly Attempt[]
  readonly requests: readonly Asked[]
}

/** What was pressed. */
export interface Pressed {
  readonly text: string
  /** By the selector that was given, one of a known banner, or its words. */
  readonly by: 'selector' | 'known banner' | 'words'
  /** It was still to be seen at the end. */
  readonly remains: boolean
}

/** A phase that came about, or why it could not. */
export type Answered =
  | { readonly isPossible: true; readonly pressed: Pressed; readonly phase: Phase }
  | { readonly isPossible: false; readonly why: string }

export type Finding =
  | 'cookie before choice'
  | 'storage before choice'
  | 'third party before choice'
  | 'cookie after refusal'
  | 'storage after refusal'
  | 'third party after refusal'
  | 'no choice offered'
  | 'no refusal offered'

export interface Seen {
  readonly url: string
  /** Where that led. */
  readonly page: string
  /** The registrable domain of the page. */
  readonly site: string
  readonly title: string
  readonly status?: number
  readonly startedAt: string
  readonly browser: string
  readonly waitMs: number
  readonly thirdPartyCookies: 'allowed' | 'blocked'
  readonly isSandboxed: boolean
  /** What the reader must know of how it was seen. */
  readonly notes: readonly string[]
  readonly before: Phase
  readonly rejected: Answered
  readonly accepted: Answered
}

export interface Audit extends Seen {
  readonly verdict: 'clean' | 'findings'
  readonly findings: readonly Finding[]
  /** The same for people. */
  readonly sentences: readonly string[]
}
