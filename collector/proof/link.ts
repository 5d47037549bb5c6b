// A link of a chain, as it is told outside.
import type { ProofLink } from '../../packages/wire/proof.ts'
import type { Entry } from './entry.ts'

export function linkOf({ seq, day, hash, record }: Entry): ProofLink {
  if (!record) return { seq, day, hash, record: null }
  const { version: _, regions: _regions, ...told } = record
  return { seq, day, hash, record: told }
}
