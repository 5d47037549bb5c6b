// Who changed what and when: entries are only ever added, each sealed to the one before it.
import { createHash } from 'node:crypto'
import type { AuditEntry } from '../../packages/wire/account.ts'
import { mend } from '../../packages/wire/schema.ts'
import type { Clock } from '../clock.ts'
import type { Documents } from '../storage/documents.ts'

const KIND = 'audit'
const DETAIL_CHARS_MAX = 2_000
const NUMBER_DIGITS = 12

export interface Audit {
  readonly load: () => Promise<void>
  readonly add: (entry: Pick<AuditEntry, 'by' | 'site' | 'what' | 'detail'>) => Promise<void>
  /** The newest first: at most `limit`, older than entry number `before`; of one site, or of all. */
  readonly list: (asked: {
    readonly site?: string | undefined
    readonly before?: number | undefined
    readonly limit: number
  }) => Promise<AuditEntry[]>
  /** Number of the first entry that does not follow from those before it; undefined where all do. */
  readonly firstBroken: () => Promise<number | undefined>
}

const keyOf = (number: number): string => String(number).padStart(NUMBER_DIGITS, '0')

/** Seals an entry to the chain before it. */
function chainOf(before: string, entry: Omit<AuditEntry, 'chain'>): string {
  const { number, timeMs, by, site, what, detail } = entry
  const sealed = JSON.stringify([before, number, timeMs, by, site, what, detail])
  return createHash('sha256').update(sealed).digest('base64url')
}

export function createAudit(documents: Documents, clock: Clock): Audit {
  let last: Pick<AuditEntry, 'number' | 'chain'> = { number: 0, chain: '' }
  /** One after the other, so that each is sealed to the one before. */
  let writing: Promise<void> = Promise.resolve()

  async function write(told: Pick<AuditEntry, 'by' | 'site' | 'what' | 'detail'>): Promise<void> {
    const { by, site, what } = told
    // Cut, it may end in half a character, which no store takes: what was done would be told nowhere.
    const detail = mend(told.detail.slice(0, DETAIL_CHARS_MAX))
    const open = { number: last.number + 1, timeMs: clock.now(), by, site, what, detail }
    const entry: AuditEntry = { ...open, chain: chainOf(last.chain, open) }
    await documents.put(KIND, keyOf(entry.number), entry)
    last = entry
  }

  return {
    load: async () => {
      const [newest] = await documents.newest<AuditEntry>(KIND, { limit: 1 })
      if (newest) last = newest.body
    },
    add: (entry) => {
      writing = writing.catch(() => {}).then(() => write(entry))
      return writing
    },
    list: async ({ site, before, limit }) => {
      const found: AuditEntry[] = []
      let from = before
      while (found.length < limit) {
        const part = await documents.newest<AuditEntry>(KIND, {
          limit: Math.max(limit, 100),
          ...(from !== undefined && { before: keyOf(from) }),
        })
        for (const { body } of part) if (site === undefined || body.site === site) found.push(body)
        const oldest = part.at(-1)
        if (!oldest) break
        from = oldest.body.number
      }
      return found.slice(0, limit)
    },
    firstBroken: async () => {
      let chain = ''
      let number = 0
      for (const { body } of await documents.list<AuditEntry>(KIND)) {
        number++
        if (body.number !== number || body.chain !== chainOf(chain, body)) return number
        chain = body.chain
      }
      return undefined
    },
  }
}
