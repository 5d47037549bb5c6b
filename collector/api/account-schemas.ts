// What is asked and answered about people, tokens and the audit log, as schemas.
import { ROLES, SCOPES } from '../../packages/wire/account.ts'
import type {
  AuditEntry,
  Health,
  Me,
  Member,
  SeenSite,
  Session,
  Token,
} from '../../packages/wire/account.ts'
import type { PageQuery } from '../../packages/wire/api.ts'
import {
  described,
  flag,
  Invalid,
  list,
  matching,
  nullable,
  number,
  object,
  oneOf,
  optional,
  text,
  whole,
} from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import { ACCOUNTS } from '../limits.ts'
import { ROWS_MAX, words } from './answers.ts'

const PASSWORD_CHARS_MIN = 12
const PASSWORD_CHARS_MAX = 200
const PAGE_ROWS_MAX = 500

export const role = oneOf(...ROLES)
export const scope = oneOf(...SCOPES)
export const password = text(PASSWORD_CHARS_MAX)
export const newPassword = text(PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN)
export const secret = matching(/^[\w-]{43}$/, 'the secret of a link')
/** Six digits, or a recovery code. */
export const code = text(40)
export const id = matching(/^[\w-]{1,64}$/, 'an id')
export const days = whole(1, ACCOUNTS.tokenDays)
export const tokenName = text(60, 1)

/** Neither controls nor marks that nobody sees: two names that look alike must be one. */
const LOGIN = /^[^\s:\p{C}]{1,254}$/u

/** A name or an e-mail address; small and great letters are the same. */
export const login: Schema<string> = described(
  { type: 'string', pattern: LOGIN.source },
  (value, path) =>
    matching(LOGIN, 'a name or an e-mail address without spaces')(value, path)
      .normalize('NFKC')
      .toLowerCase(),
)

/** Queries are text: a number is its digits. */
export const digits = (min: number, max: number): Schema<number> =>
  described({ type: 'integer', minimum: min, maximum: max }, (value, path) => {
    const count = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN
    if (!(count >= min && count <= max))
      throw new Invalid(path, `a whole number from ${min} to ${max}`)
    return count
  })

export const pageQuery = object<PageQuery>({
  limit: optional(digits(1, PAGE_ROWS_MAX)),
  after: optional(text(300)),
})

const seenSite = object<SeenSite>({
  id: words,
  name: words,
  currency: words,
  timeZone: words,
  origins: list(words, ROWS_MAX),
  heatmap: number,
  state: oneOf('live', 'staging', 'off'),
  role,
})

export const health = object<Health>({
  log: oneOf('open', 'full', 'failed'),
  store: flag,
  waitingBytes: number,
  damagedSegments: number,
})

export const sites = list(seenSite, ROWS_MAX)

export const me = object<Me>({
  login: nullable(words),
  hasCode: flag,
  recoveryCodes: number,
  isOperator: flag,
  tagPath: words,
  sites,
})

export const member = object<Member>({
  id: words,
  login: words,
  role,
  isOperator: flag,
  hasCode: flag,
  isInvited: flag,
})

export const session = object<Session>({
  id: words,
  createdMs: number,
  expiresMs: number,
  isThis: flag,
})

export const tokenFields = {
  id: words,
  name: words,
  scope,
  createdMs: number,
  expiresMs: number,
  by: words,
}
export const token = object<Token>(tokenFields)

export const auditEntry = object<AuditEntry>({
  number,
  timeMs: number,
  by: words,
  site: words,
  what: words,
  detail: words,
  chain: words,
})

export const next = nullable(words)
