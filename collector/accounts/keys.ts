// Random secrets that open something until they expire: sign-in links, sessions, tokens, overlays. Only their hashes are kept.
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Documents } from '../storage/documents.ts'
import { createSecret, hashOf } from './secret.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** How long each kind lasts. */
const LASTS_MS = {
  'sign-in-link': 15 * MINUTE_MS,
  session: 14 * DAY_MS,
  token: 365 * DAY_MS,
  overlay: 5 * MINUTE_MS,
} as const

export type KeyKind = keyof typeof LASTS_MS

interface KeyDocument {
  readonly expiresMs: number
  /** The only site that a token is good for. */
  readonly site?: string
  readonly scope?: 'import'
  /** The only page that an overlay is good for, and its origin. */
  readonly overlay?: { readonly page: string; readonly origin: string }
}

export interface Keys {
  /** Makes one and tells its secret, which nobody can learn again. */
  readonly issue: (kind: KeyKind, limits?: Omit<KeyDocument, 'expiresMs'>) => Promise<string>
  readonly find: (kind: KeyKind, secret: string) => Promise<KeyDocument | undefined>
  readonly revoke: (kind: KeyKind, secret: string) => Promise<void>
  /** Revokes it and says whether it was good: of two who come at once, one is served. */
  readonly spend: (kind: KeyKind, secret: string) => Promise<boolean>
  readonly revokeAll: (kind: KeyKind) => Promise<void>
  /** Forgets the expired; to be called at start. */
  readonly sweep: () => Promise<void>
}

export interface KeysParts {
  readonly documents: Documents
  readonly random: Random
  readonly clock: Clock
}

export function createKeys({ documents, random, clock }: KeysParts): Keys {
  const spending = new Set<string>()

  async function find(kind: KeyKind, secret: string): Promise<KeyDocument | undefined> {
    const key = await documents.get<KeyDocument>(kind, hashOf(secret))
    return key && key.expiresMs > clock.now() ? key : undefined
  }

  const revoke = (kind: KeyKind, secret: string): Promise<void> =>
    documents.delete(kind, hashOf(secret))

  return {
    issue: async (kind, limits = {}) => {
      const secret = createSecret(random)
      const key: KeyDocument = { ...limits, expiresMs: clock.now() + LASTS_MS[kind] }
      await documents.put(kind, hashOf(secret), key)
      return secret
    },
    find,
    revoke,
    spend: async (kind, secret) => {
      const hash = hashOf(secret)
      if (spending.has(hash)) return false
      spending.add(hash)
      try {
        if (!(await find(kind, secret))) return false
        await revoke(kind, secret)
        return true
      } finally {
        spending.delete(hash)
      }
    },
    revokeAll: async (kind) => {
      for (const { key } of await documents.list(kind)) await documents.delete(kind, key)
    },
    sweep: async () => {
      for (const kind of Object.keys(LASTS_MS) as KeyKind[])
        for (const { key, body } of await documents.list<KeyDocument>(kind))
          if (body.expiresMs <= clock.now()) await documents.delete(kind, key)
    },
  }
}
