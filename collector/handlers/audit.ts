// Hands out the audit log, the newest first: of one site to its owners, the whole to the operator.
import type { PageQuery } from '../../packages/wire/api.ts'
import type { Audit } from '../accounts/audit.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { PAGE_ROWS } from '../api/pages.ts'
import { fail } from '../errors.ts'

export function auditHandlers(audit: Audit): Pick<ApiHandlers, 'listAudit' | 'listAllAudit'> {
  async function part(site: string | undefined, { limit = PAGE_ROWS, after }: PageQuery) {
    if (after !== undefined && !/^\d{1,15}$/.test(after)) fail('ask_invalid', { path: 'after' })
    const before = after === undefined ? undefined : Number(after)
    const found = await audit.list({ site, before, limit: limit + 1 })
    const entries = found.slice(0, limit)
    const last = entries.at(-1)
    return { entries, next: last && found.length > limit ? String(last.number) : null }
  }
  return {
    listAudit: ({ site, query }) => part(site.id, query),
    listAllAudit: ({ query }) => part(undefined, query),
  }
}
