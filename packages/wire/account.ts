// Who may do what: people, their roles on sites, tokens of programs, and the record of what was changed.

/** From the least to the most: each may all that those before it may. */
export const ROLES = ['viewer', 'analyst', 'marketer', 'owner'] as const

/**
 * `viewer` reads reports · `analyst` reads settings and raw events too · `marketer` changes what pages show, and
 * the register of privacy requests · `owner` changes the site, its people and its tokens, copies and erases visitors.
 */
export type Role = (typeof ROLES)[number]

/** What a token opens: events are sent · what an analyst reads · what a marketer changes. */
export const SCOPES = ['events', 'read', 'write'] as const

export type Scope = (typeof SCOPES)[number]

/** A site as those see it who may see it. */
export interface SeenSite {
  readonly id: string
  readonly name: string
  /** The base currency, ISO 4217. */
  readonly currency: string
  readonly timeZone: string
  readonly origins: readonly string[]
  /** Share of sessions whose heatmaps are recorded; 0: they are off. */
  readonly heatmap: number
  /** `staging` is a rehearsal; `off` serves a tag that does nothing. */
  readonly state: 'live' | 'staging' | 'off'
  /** What who asks may do there. */
  readonly role: Role
}

/** Who is signed in. */
export interface Me {
  /** null: a command on the collector's own machine. */
  readonly login: string | null
  /** Signs in with a code of an authenticator app too. */
  readonly hasCode: boolean
  /** Codes for the day the app is lost that have not been used. */
  readonly recoveryCodes: number
  /** May make sites and read the collector's own numbers. */
  readonly isOperator: boolean
  /** Where pages find the tag. */
  readonly tagPath: string
  readonly sites: readonly SeenSite[]
}

/** How the collector itself is. */
export interface Health {
  /** `full`: the disk has no room, nothing is taken until it has. `failed`: nothing until the next start. */
  readonly log: 'open' | 'full' | 'failed'
  /** What was taken reaches the reports. */
  readonly store: boolean
  /** Bytes that were taken and are not in reports yet. */
  readonly waitingBytes: number
  /** Parts of the log that the disk has damaged, put aside until somebody has looked at them. */
  readonly damagedSegments: number
}

/** One who may see a site. */
export interface Member {
  readonly id: string
  readonly login: string
  readonly role: Role
  /** Owner of the whole collector: their role on one site cannot be changed. */
  readonly isOperator: boolean
  readonly hasCode: boolean
  /** Has been invited, and has not chosen a password yet. */
  readonly isInvited: boolean
}

/** A session of one's own. */
export interface Session {
  readonly id: string
  readonly createdMs: number
  readonly expiresMs: number
  /** The one that asks. */
  readonly isThis: boolean
}

/** A token, without its secret, which nobody can learn again. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly scope: Scope
  readonly createdMs: number
  readonly expiresMs: number
  /** Login of whoever made it; '' for a command. */
  readonly by: string
}

/** One line of the audit log. */
export interface AuditEntry {
  /** 1, 2, 3 … over all sites. */
  readonly number: number
  readonly timeMs: number
  /** Login, `token NAME`, or `command`. */
  readonly by: string
  /** '' where it is about no site. */
  readonly site: string
  /** The operation of the API, or `signIn` and `signInFailed`. */
  readonly what: string
  /** What it was done to, and with: never a secret. */
  readonly detail: string
  /** Hash of this entry and of the chain before it: an entry that was changed or taken out breaks it. */
  readonly chain: string
}
