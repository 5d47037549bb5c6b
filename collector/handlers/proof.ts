// Tells of the proofs of consent of a site: where its chain ends, whether it is whole, and what was granted.
import type { ProofLink } from '../../packages/wire/proof.ts'
import type { ApiHandlers } from '../api/asked.ts'
import type { Entry } from '../proof/entry.ts'
import type { Proofs } from '../proof/proofs.ts'

const PAGE_ROWS = 100

export function proofHandlers(
  proofs: Proofs,
): Pick<ApiHandlers, 'readProofHead' | 'verifyProofs' | 'listProofs'> {
  return {
    readProofHead: ({ site }) => proofs.head(site.id),
    verifyProofs: async ({ site, query: { seq, hash } }) => {
      const anchor = seq === undefined || hash === undefined ? undefined : { seq, hash }
      const { links, head, broken } = await proofs.verify(site.id, anchor)
      return { links, head, broken: broken ?? null }
    },
    listProofs: async ({ site, query: { limit = PAGE_ROWS, after } }) => {
      const before = after === undefined ? undefined : Number(after)
      const links = (await proofs.newest(site.id, limit + 1, before)).map(linkOf)
      const more = links.length > limit
      const shown = links.slice(0, limit)
      return { links: shown, next: more ? String(shown.at(-1)?.seq) : null }
    },
  }
}

function linkOf({ seq, day, hash, record }: Entry): ProofLink {
  if (!record) return { seq, day, hash, record: null }
  const { version: _, regions: _regions, ...told } = record
  return { seq, day, hash, record: told }
}
