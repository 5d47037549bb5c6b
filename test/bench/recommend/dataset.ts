// Sessions to learn from, and cases to be judged by.

export interface Case {
  /** What the visitor has seen, oldest first. */
  readonly history: readonly string[]
  /** What they saw next. */
  readonly target: string
}

export interface Dataset {
  readonly name: string
  /** What it is, in a few words. */
  readonly title: string
  /** Oldest first. */
  readonly sessions: readonly (readonly string[])[]
  readonly cases: readonly Case[]
}

/** Every prefix of a session foretells the item after it. */
export function casesOf(session: readonly string[]): Case[] {
  return session.slice(1).map((target, index) => ({ history: session.slice(0, index + 1), target }))
}
