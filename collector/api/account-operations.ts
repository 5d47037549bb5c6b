// The operations on people, sessions, tokens and the audit log.
import type { Scope } from '../../packages/wire/account.ts'
import type { OperationName } from '../../packages/wire/api.ts'
import { list, nullable, object, optional, text } from '../../packages/wire/schema.ts'
import { BODY_BYTES } from '../limits.ts'
import * as account from './account-schemas.ts'
import { ROWS_MAX, words } from './answers.ts'
import type { OperationTable } from './operation.ts'

const nothing = object<object>({})
const page = { query: account.pageQuery } as const

export const accountOperations = {
  claim: {
    summary: 'Choose a password with a link that is good once; answers with a session.',
    allow: 'anyone',
    body: object<{ token: string; password: string; login?: string }>({
      token: account.secret,
      password: account.newPassword,
      login: optional(account.login),
    }),
    bytesMax: BODY_BYTES.small,
    audit: 'none',
  },
  logIn: {
    summary: 'Sign in; answers with a session.',
    allow: 'anyone',
    body: object<{ login?: string; password: string; code?: string }>({
      login: optional(account.login),
      password: account.password,
      code: optional(account.code),
    }),
    bytesMax: BODY_BYTES.small,
    audit: 'none',
  },
  logOut: {
    summary: 'End this session.',
    allow: 'anyone',
    body: nothing,
    bytesMax: BODY_BYTES.small,
    audit: 'none',
  },
  readMe: {
    summary: 'Who is signed in, and what they may see.',
    allow: 'user',
    answer: account.me,
  },
  readHealth: {
    summary:
      'How the collector itself is: whether it takes events, and whether they reach reports.',
    allow: 'user',
    answer: account.health,
  },
  changePassword: {
    summary: 'Choose another password; all other sessions end.',
    allow: 'user',
    body: object<{ password: string; next: string }>({
      password: account.password,
      next: account.newPassword,
    }),
    bytesMax: BODY_BYTES.small,
    audit: 'without-body',
  },
  listSessions: {
    summary: 'One’s own sessions.',
    allow: 'user',
    answer: object({ sessions: list(account.session, ROWS_MAX) }),
  },
  endSession: { summary: 'End one of one’s own sessions.', allow: 'user' },
  beginCode: {
    summary: 'A secret for an authenticator app; it counts once a code of it was confirmed.',
    allow: 'user',
    body: object<{ password: string }>({ password: account.password }),
    bytesMax: BODY_BYTES.small,
    audit: 'without-body',
    answer: object({ secret: words, uri: words }),
  },
  confirmCode: {
    summary: 'Ask for codes from now on; answers recovery codes, told once.',
    allow: 'user',
    body: object<{ code: string }>({ code: account.code }),
    bytesMax: BODY_BYTES.small,
    audit: 'without-body',
    answer: object({ recoveryCodes: list(words, 20) }),
  },
  removeCode: {
    summary: 'Ask for no codes any more.',
    allow: 'user',
    body: object<{ password: string }>({ password: account.password }),
    bytesMax: BODY_BYTES.small,
    audit: 'without-body',
  },
  listMembers: {
    summary: 'Who may see the site.',
    allow: 'owner',
    ...page,
    answer: object({ members: list(account.member, ROWS_MAX), next: account.next }),
  },
  inviteMember: {
    summary: 'Let somebody see the site; answers the link with which they choose a password.',
    allow: 'owner',
    body: object({ login: account.login, role: account.role }),
    bytesMax: BODY_BYTES.small,
    status: 201,
    answer: object({ member: account.member, link: nullable(words) }),
  },
  changeMember: {
    summary: 'Give somebody another role on the site.',
    allow: 'owner',
    body: object({ role: account.role }),
    bytesMax: BODY_BYTES.small,
    answer: account.member,
  },
  removeMember: { summary: 'Let somebody see the site no more.', allow: 'owner' },
  listTokens: {
    summary: 'The site’s tokens, without their secrets.',
    allow: 'owner',
    ...page,
    answer: object({ tokens: list(account.token, ROWS_MAX), next: account.next }),
  },
  makeToken: {
    summary: 'Make a token for a program; its secret is told once.',
    allow: 'owner',
    body: object<{ name: string; scope: Scope; days?: number }>({
      name: account.tokenName,
      scope: account.scope,
      days: optional(account.days),
    }),
    bytesMax: BODY_BYTES.small,
    status: 201,
    answer: object({ ...account.tokenFields, secret: text(100) }),
  },
  revokeToken: { summary: 'Make a token good for nothing.', allow: 'owner' },
  listAudit: {
    summary: 'Who changed what on the site, the newest first.',
    allow: 'owner',
    ...page,
    answer: object({ entries: list(account.auditEntry, ROWS_MAX), next: account.next }),
  },
  listAllAudit: {
    summary: 'Who changed what on any site and signed in, the newest first.',
    allow: 'operator',
    ...page,
    answer: object({ entries: list(account.auditEntry, ROWS_MAX), next: account.next }),
  },
} satisfies Partial<OperationTable> & Readonly<Partial<Record<OperationName, object>>>
