// What is asked of the register of privacy requests, and of one visitor by their id, and what is answered.
import { isDay } from '../../packages/wire/deadline.ts'
import type { ErasedRows } from '../../packages/wire/api.ts'
import type { Controller } from '../../packages/wire/notice.ts'
import type { VisitorData, VisitorSession } from '../../packages/wire/privacy.ts'
import { REQUEST_KINDS, REQUEST_MANNERS, REQUEST_STATES } from '../../packages/wire/request.ts'
import type {
  DeadlineFacts,
  PrivacyRequest,
  RequestChange,
  RequestDraft,
  RequestDue,
  RequestQueue,
  RequestState,
} from '../../packages/wire/request.ts'
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
  record,
} from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import { BODY_BYTES } from '../limits.ts'
import { id, next, pageQuery } from './account-schemas.ts'
import { ROWS_MAX, words } from './answers.ts'
import { link } from './consent-operations.ts'
import type { OperationTable } from './operation.ts'

/** One line without an at-sign of any width: what looks like an e-mail address says who asks. */
const withoutAddress = (max: number, named: string): Schema<string> =>
  matching(
    new RegExp(`^[^@\\uFF20\\uFE6B\\p{C}]{1,${max}}$`, 'u'),
    `${named}: 1 to ${max} characters, no names and no e-mail addresses`,
  )

const day: Schema<string> = described(
  { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  (value, path) => {
    if (typeof value !== 'string' || !isDay(value)) throw new Invalid(path, 'a day: 2026-01-31')
    return value
  },
)

const draft = {
  kind: oneOf(...REQUEST_KINDS),
  place: matching(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'a place of ISO 3166: DE, US-CA, or ZZ'),
  manner: oneOf(...REQUEST_MANNERS),
  receivedDay: day,
  reference: withoutAddress(60, 'your own reference'),
}

const change = object<RequestChange>({
  to: oneOf(...REQUEST_STATES),
  atMs: number,
  by: words,
  reason: optional(words),
})

const request = object<PrivacyRequest>({
  ...draft,
  id: words,
  state: oneOf(...REQUEST_STATES),
  changes: list(change, ROWS_MAX),
  due: object<RequestDue>({
    firstDay: day,
    extendedDay: nullable(day),
    confirmDay: nullable(day),
    law: words,
    source: words,
    isKnown: flag,
  }),
  dueDay: day,
})

const deadlines = object<DeadlineFacts>({
  version: words,
  readOn: words,
  laws: list(
    object<DeadlineFacts['laws'][number]>({
      law: words,
      places: list(words, ROWS_MAX),
      source: words,
    }),
    ROWS_MAX,
  ),
})

const visitor = object<{ visitor: string }>({ visitor: id })

/** Rows as they are stored, whatever they hold. */
const row: Schema<Readonly<Record<string, unknown>>> = described(
  { type: 'object' },
  (value) => value as Readonly<Record<string, unknown>>,
)

const visitorData = object<VisitorData>({
  site: words,
  madeMs: number,
  visitor: words,
  controller: nullable(object<Controller>({ name: words, address: words, contact: words })),
  events: list(row, ROWS_MAX),
  isWhole: flag,
  sessions: list(
    object<VisitorSession>({
      session: words,
      fromMs: number,
      toMs: number,
      pages: number,
      events: number,
    }),
    ROWS_MAX,
  ),
  experiments: record(/^.{1,100}$/, words, ROWS_MAX),
  consent: list(link, ROWS_MAX),
})

export const erasedRows = object<ErasedRows>({
  events: number,
  heat: number,
  orders: number,
  damagedSegments: number,
})

export const requestOperations = {
  readDeadlines: {
    summary: 'The table of deadlines by the law of a place.',
    allow: 'analyst',
    answer: deadlines,
  },
  listRequests: {
    summary: 'Privacy requests: the open ones by their deadline, then what was closed last.',
    allow: 'analyst',
    query: pageQuery,
    answer: object<RequestQueue>({
      requests: list(request, ROWS_MAX),
      next,
      today: day,
      overdue: number,
      soon: number,
      deadlines: words,
    }),
  },
  addRequest: {
    summary: 'Write down a privacy request that came by mail, telephone or form.',
    allow: 'marketer',
    body: object<RequestDraft>(draft),
    bytesMax: BODY_BYTES.small,
    status: 201,
    answer: request,
    // The log is kept for ever, what is said of a request is not.
    audit: 'without-body',
  },
  readRequest: { summary: 'One privacy request.', allow: 'analyst', answer: request },
  turnRequest: {
    summary: 'Extend a privacy request, close it as done or refused, or take a close back.',
    allow: 'marketer',
    body: object<{ to: RequestState; reason?: string }>({
      to: oneOf(...REQUEST_STATES),
      reason: optional(withoutAddress(300, 'a reason')),
    }),
    bytesMax: BODY_BYTES.small,
    answer: request,
    audit: 'without-body',
  },
  copyVisitor: {
    summary: 'All that is stored of a visitor, by the id in the body, which no address names.',
    allow: 'owner',
    body: visitor,
    bytesMax: BODY_BYTES.small,
    isRead: true,
    answer: visitorData,
    audit: 'without-body',
  },
  forgetVisitor: {
    summary: 'Forget a visitor, as eraseVisitor does, by the id in the body.',
    allow: 'owner',
    body: visitor,
    bytesMax: BODY_BYTES.small,
    answer: erasedRows,
    audit: 'without-body',
  },
} satisfies Partial<OperationTable>
