// What is asked of the proofs of consent, and what is answered.
import type { ProofHead, ProofLink, ProofVerdict } from '../../packages/wire/proof.ts'
import { flag, list, matching, number, object, oneOf, optional } from '../../packages/wire/schema.ts'
import { digits, next, pageQuery } from './account-schemas.ts'
import { nullable, ROWS_MAX, words } from './answers.ts'
import { grantsSchema } from '../../packages/wire/parse.ts'
import type { OperationTable } from './operation.ts'

const LINKS_MAX = Number.MAX_SAFE_INTEGER
const sum = matching(/^[0-9a-f]{64}$/, '64 hexadecimal digits')

const head = object<ProofHead>({ seq: number, hash: sum })

const link = object<ProofLink>({
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

export const proofOperations = {
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
