// What is asked of consent, its tables and its proofs, and what is answered.
import type { ProofHead, ProofLink, ProofVerdict } from '../../packages/wire/proof.ts'
import { LANGUAGES, TEXT_NAMES } from '../../packages/wire/notice.ts'
import type {
  ConsentFacts,
  Language,
  NoticeTexts,
  PurposeText,
  TextName,
} from '../../packages/wire/notice.ts'
import { grantsSchema } from '../../packages/wire/parse.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import { MODELS } from '../../packages/wire/region.ts'
import {
  flag,
  list,
  matching,
  nullable,
  number,
  object,
  oneOf,
  optional,
} from '../../packages/wire/schema.ts'
import { digits, next, pageQuery } from './account-schemas.ts'
import { ROWS_MAX, words } from './answers.ts'
import type { OperationTable } from './operation.ts'

const LINKS_MAX = Number.MAX_SAFE_INTEGER
const sum = matching(/^[0-9a-f]{64}$/, '64 hexadecimal digits')

const head = object<ProofHead>({ seq: number, hash: sum })

export const link = object<ProofLink>({
  seq: number,
  day: words,
  hash: sum,
  record: nullable(
    object<NonNullable<ProofLink['record']>>({
      consent: words,
      atMs: number,
      event: oneOf('given', 'withdrawn'),
      grants: grantsSchema,
      ui: words,
      notice: words,
      words,
      language: words,
      region: words,
      gpc: flag,
      untilMs: number,
      origin: words,
    }),
  ),
})

const facts = object<ConsentFacts>({
  purposes: list(
    object<ConsentFacts['purposes'][number]>({
      purpose: oneOf(...(Object.keys(PURPOSES) as Purpose[])),
      meaning: words,
      deviceKeys: list(words, ROWS_MAX),
      mints: list(oneOf('visitor', 'session'), 2),
      keptDays: number,
      recipients: list(words, ROWS_MAX),
    }),
    ROWS_MAX,
  ),
  regions: list(
    object<ConsentFacts['regions'][number]>({
      group: oneOf('A', 'B', 'C', 'D'),
      places: list(words, ROWS_MAX),
      model: oneOf(...MODELS),
      gpc: optional(oneOf(true)),
      days: number,
      source: words,
      readOn: words,
    }),
    ROWS_MAX,
  ),
  regionsVersion: words,
  knowsPlaces: flag,
  languages: list(oneOf(...LANGUAGES), LANGUAGES.length),
  shown: nullable(object<NonNullable<ConsentFacts['shown']>>({ notice: words, words })),
})

const each = <K extends string, T>(keys: readonly K[], value: T): Record<K, T> =>
  Object.fromEntries(keys.map((key) => [key, value])) as Record<K, T>

const noticeTexts = object<NoticeTexts>({
  ...each<TextName, typeof words>(TEXT_NAMES, words),
  purposes: object<NoticeTexts['purposes']>(
    each(Object.keys(PURPOSES) as Purpose[], object<PurposeText>({ name: words, meaning: words })),
  ),
})

export const consentOperations = {
  readConsent: {
    summary: 'The tables of purposes and regions, and the version of the notice that is shown.',
    allow: 'analyst',
    answer: facts,
  },
  readNoticeTexts: {
    summary: 'What visitors are told in a language, where the site has no words of its own.',
    allow: 'analyst',
    query: object<{ language: Language }>({ language: oneOf(...LANGUAGES) }),
    answer: noticeTexts,
  },
  readProofHead: {
    summary: 'Where the chain of proofs of consent ends: to be kept elsewhere.',
    allow: 'analyst',
    answer: head,
  },
  verifyProofs: {
    summary: 'Whether the chain of proofs is whole, and comes by a head that was kept elsewhere.',
    allow: 'analyst',
    query: object<{ seq?: number; hash?: string }>({
      seq: optional(digits(0, LINKS_MAX)),
      hash: optional(sum),
    }),
    answer: object<ProofVerdict>({ links: number, head, broken: nullable(words) }),
  },
  listProofs: {
    summary: 'Proofs of consent, the newest first.',
    allow: 'analyst',
    query: pageQuery,
    answer: object({ links: list(link, ROWS_MAX), next }),
  },
} satisfies Partial<OperationTable>
