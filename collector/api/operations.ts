// Every operation of the API: who may, what it is asked, what it answers. Routes, OpenAPI and the security suite are made from it.
import { asks } from '../../packages/wire/ask.ts'
import { reportOperation } from '../../packages/wire/api.ts'
import type { OperationName, RemovedSite } from '../../packages/wire/api.ts'
import { batchJson } from '../../packages/wire/parse.ts'
import type { Ask, ReportName } from '../../packages/wire/report.ts'
import { described, list, number, object, optional, text } from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import { parseDraft } from '../decide/experiment.ts'
import { parseFlag } from '../decide/flag.ts'
import { BODY_BYTES } from '../limits.ts'
import { anyFeed } from '../recommend/feed.ts'
import { parseRules } from '../recommend/rules.ts'
import { parseSite, SITE_ID, takenSite } from '../sites/site.ts'
import { accountOperations } from './account-operations.ts'
import { digits, next, pageQuery, sites } from './account-schemas.ts'
import { consentOperations } from './consent-operations.ts'
import { reportAnswers, ROWS_MAX, words } from './answers.ts'
import * as config from './config-schemas.ts'
import type { AnyOperation, OperationTable } from './operation.ts'
import { erasedRows, requestOperations } from './request-operations.ts'

const TIME_MAX_MS = 8_640_000_000_000_000

const nothing = object<object>({})

const oneOrMoreBatches: Schema<object> = described(
  { anyOf: [batchJson, { type: 'array', items: batchJson }] },
  (value) => value as object,
)

/** What a report is asked, but for its site, which stands in the path. */
function queryOf<R extends ReportName>(name: R): Schema<Omit<Ask<R>, 'site'>> {
  const { json } = asks[name]
  const { site: _, ...properties } = json?.properties ?? {}
  const required = (json?.required ?? []).filter((each) => each !== 'site')
  return described({ ...json, properties, required }, (value, path) =>
    asks[name]({ ...(value as object), site: 'any' }, path),
  )
}

const siteOperations = {
  listSites: {
    summary: 'The sites that one may see.',
    allow: 'user',
    query: pageQuery,
    answer: object({ sites, next }),
  },
  readSite: { summary: 'A site’s settings.', allow: 'analyst', answer: takenSite },
  writeSite: {
    summary: 'Make a site, or change its settings.',
    allow: 'owner',
    makesSite: true,
    body: parseSite,
    bytesMax: BODY_BYTES.site,
    answer: parseSite,
  },
  removeSite: {
    summary: 'Delete a site with all that belongs to it, for good, also in backups restored later.',
    allow: 'owner',
    query: object<{ confirm: string }>({ confirm: SITE_ID }),
    answer: object<RemovedSite>({ events: number, damagedSegments: number }),
  },
  countImported: {
    summary: 'How many events were imported.',
    allow: 'analyst',
    answer: object({ rows: number }),
  },
  eraseVisitor: {
    summary: 'Forget a visitor, also in backups that are restored later.',
    allow: 'owner',
    answer: erasedRows,
    // Who was erased must not live on in the log of it.
    audit: 'name-alone',
  },
  backupFolder: {
    summary: 'Copy the data folder, as it is at one moment.',
    allow: 'command',
    body: object<{ target: string }>({ target: text(4_000, 1) }),
    bytesMax: BODY_BYTES.site,
    answer: 'lines',
  },
  verifyFolder: {
    summary: 'Look whether the data folder is whole.',
    allow: 'command',
    body: nothing,
    bytesMax: BODY_BYTES.small,
    answer: 'lines',
    audit: 'none',
  },
  compactFolder: {
    summary: 'Rewrite the database, so that nothing is left of deleted rows.',
    allow: 'command',
    body: nothing,
    bytesMax: BODY_BYTES.small,
    answer: 'lines',
  },
  rotateErasureKey: {
    summary: 'Remember under another key who is erased from now on.',
    allow: 'command',
    body: nothing,
    bytesMax: BODY_BYTES.small,
    answer: object({ key: words, kept: number }),
  },
  sendEvents: {
    summary: 'Send events from a server, or from before: one batch or a list of them.',
    allow: 'events',
    body: oneOrMoreBatches,
    bytesMax: BODY_BYTES.events,
    isRaw: true,
    status: 202,
    answer: config.receipt,
    audit: 'none',
  },
  exportRows: {
    summary: 'Stored events, one JSON a line, the oldest first.',
    allow: 'analyst',
    query: object<{ fromMs?: number; toMs?: number }>({
      fromMs: optional(digits(0, TIME_MAX_MS)),
      toMs: optional(digits(0, TIME_MAX_MS)),
    }),
    answer: 'lines',
  },
} satisfies Partial<OperationTable>

const decideOperations = {
  listExperiments: {
    summary: 'A site’s experiments, the newest first.',
    allow: 'viewer',
    answer: object({ experiments: list(config.experiment, ROWS_MAX) }),
  },
  readExperiment: { summary: 'One experiment.', allow: 'viewer', answer: config.experiment },
  writeExperiment: {
    summary: 'Make an experiment, or change one.',
    allow: 'marketer',
    body: parseDraft,
    bytesMax: BODY_BYTES.experiment,
    answer: config.experiment,
  },
  turnExperiment: {
    summary: 'Start, stop or ship an experiment.',
    allow: 'marketer',
    body: config.turned,
    bytesMax: BODY_BYTES.small,
    answer: config.experiment,
  },
  removeExperiment: { summary: 'Remove a draft.', allow: 'marketer' },
  listFlags: {
    summary: 'A site’s flags, by key: at most 100.',
    allow: 'viewer',
    answer: object({ flags: list(config.flag, ROWS_MAX) }),
  },
  readFlag: { summary: 'One flag.', allow: 'viewer', answer: config.flag },
  writeFlag: {
    summary: 'Make a flag, or change one.',
    allow: 'marketer',
    body: parseFlag,
    bytesMax: BODY_BYTES.flag,
    answer: config.flag,
  },
  removeFlag: { summary: 'Remove a flag.', allow: 'marketer' },
  issueOverlay: {
    summary: 'A secret with which one page may be drawn over, once and soon.',
    allow: 'viewer',
    body: config.overlayAsked,
    bytesMax: BODY_BYTES.small,
    status: 201,
    answer: object({ token: words }),
    audit: 'none',
  },
  spendOverlay: {
    summary: 'Spend that secret, once the page has shown it.',
    allow: 'viewer',
    body: config.overlaySpent,
    bytesMax: BODY_BYTES.small,
    audit: 'none',
  },
} satisfies Partial<OperationTable>

const recommendOperations = {
  readRecommend: {
    summary: 'How recommendations are: their settings, model, training and rules.',
    allow: 'viewer',
    answer: config.recommendStatus,
  },
  writeRecommendRules: {
    summary: 'Say what stands at the top of a slot, and what is never shown.',
    allow: 'marketer',
    body: parseRules,
    bytesMax: BODY_BYTES.recommendRules,
    answer: parseRules,
  },
  trainRecommend: {
    summary: 'Train a model now.',
    allow: 'marketer',
    body: nothing,
    bytesMax: BODY_BYTES.small,
    status: 202,
    answer: config.recommendStatus,
  },
  tryRecommend: {
    summary: 'The list that a page would show to a visitor with this history.',
    allow: 'viewer',
    body: config.tried,
    bytesMax: BODY_BYTES.site,
    answer: object({ rows: config.answered }),
    audit: 'none',
  },
  findProducts: {
    summary: 'Products by a part of their name or id.',
    allow: 'viewer',
    query: object<{ q?: string }>({ q: optional(text(300)) }),
    answer: object({ rows: config.products }),
  },
  writeProducts: {
    summary: 'What the shop itself says of its products: the whole list.',
    allow: 'marketer',
    body: anyFeed,
    bytesMax: BODY_BYTES.products,
    answer: object({ products: number }),
    audit: 'without-body',
  },
} satisfies Partial<OperationTable>

type ReportTable = Pick<OperationTable, `report${Capitalize<ReportName>}`>

const reportOperations = Object.fromEntries(
  (Object.keys(reportAnswers) as ReportName[]).map((name) => [
    reportOperation(name),
    { ...reportAnswers[name], allow: 'viewer', query: queryOf(name) },
  ]),
) as unknown as ReportTable

export const OPERATIONS: OperationTable = {
  ...accountOperations,
  ...consentOperations,
  ...requestOperations,
  ...siteOperations,
  ...decideOperations,
  ...recommendOperations,
  ...reportOperations,
}

export const operationOf = (name: OperationName): AnyOperation =>
  OPERATIONS[name] as unknown as AnyOperation

export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[]
