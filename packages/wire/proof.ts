// What the collector tells of proofs of consent: where a chain ends, whether it is whole, and what its links seal.
import type { Grants } from './purpose.ts'

/** The end of a chain; kept elsewhere, it shows that the chain was not written anew. */
export interface ProofHead {
  readonly seq: number
  /** 64 hexadecimal digits. */
  readonly hash: string
}

export interface ProofVerdict {
  readonly links: number
  readonly head: ProofHead
  /** The first broken link, and what is wrong with it; null where the chain is whole. */
  readonly broken: string | null
}

/** One link; what it seals is null once it was forgotten. */
export interface ProofLink {
  readonly seq: number
  readonly day: string
  readonly hash: string
  readonly record: {
    readonly consent: string
    readonly atMs: number
    readonly event: 'given' | 'withdrawn'
    readonly grants: Grants
    readonly ui: string
    readonly notice: string
    readonly words: string
    readonly language: string
    readonly region: string
    readonly gpc: boolean
    readonly untilMs: number
    readonly origin: string
  } | null
}
