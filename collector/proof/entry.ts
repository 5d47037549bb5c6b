// One link of a site's chain of proofs: what was granted or withdrawn, sealed so that it can be forgotten and the chain still holds.
import { createHash } from 'node:crypto'
import type { Grants } from '../../packages/wire/purpose.ts'
import type { Rule } from '../../packages/wire/region.ts'

/** The version of the form below. */
export const PROOF_VERSION = 1

/** What was decided, and what the visitor had been told. No address, no user agent, no visitor id. */
export interface ProofRecord {
  readonly version: typeof PROOF_VERSION
  /** Random id of one visitor's consent; it is in their browser, beside the choice, and nowhere else. */
  readonly consent: string
  readonly atMs: number
  readonly event: 'given' | 'withdrawn'
  readonly grants: Grants
  /** Where it was said. */
  readonly ui: string
  /** What was asked for, in which words and language, see `Notices`. */
  readonly notice: string
  readonly words: string
  readonly language: string
  /** Version of the table of regions, and the letter of the group that held. */
  readonly regions: string
  readonly region: Rule['group']
  readonly gpc: boolean
  readonly untilMs: number
  /** Where the page was: its origin, no path. */
  readonly origin: string
}

/** A line of a chain. Without `salt` and `record` it proves that something was there, and nothing of what. */
export interface Entry {
  readonly seq: number
  /** The day it was made, UTC. */
  readonly day: string
  /** SHA-256 of salt and record. */
  readonly sum: string
  /** SHA-256 of the link before, and of all above. */
  readonly hash: string
  readonly salt?: string
  readonly record?: ProofRecord
}

/** What a first link follows. */
export const BEGINNING = { seq: 0, hash: '0'.repeat(64) } as const

export type Head = Pick<Entry, 'seq' | 'hash'>

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const sumOf = (salt: string, record: ProofRecord): string =>
  sha256(`${salt} ${JSON.stringify(record)}`)

export const linkOf = (before: Head, { seq, day, sum }: Omit<Entry, 'hash'>): string =>
  sha256(`${before.hash} ${seq} ${day} ${sum}`)

/** The link that follows `before`. */
export function entryAfter(before: Head, salt: string, record: ProofRecord): Entry {
  const seq = before.seq + 1
  const day = new Date(record.atMs).toISOString().slice(0, 10)
  const sum = sumOf(salt, record)
  return { seq, day, sum, hash: linkOf(before, { seq, day, sum }), salt, record }
}

/** What is wrong with a link, in words; undefined where it follows `before` as it must. */
export function faultOf(before: Head, entry: Entry): string | undefined {
  const { seq, hash, sum, salt, record } = entry
  if (seq !== before.seq + 1) return `expected number ${before.seq + 1}, found ${seq}`
  if (hash !== linkOf(before, entry)) return 'it does not follow from the link before'
  if ((salt === undefined) !== (record === undefined)) return 'half of what it seals is missing'
  if (salt !== undefined && record !== undefined && sum !== sumOf(salt, record))
    return 'what it seals was changed'
  return undefined
}
