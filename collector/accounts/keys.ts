// Random secrets that open something until they expire: links, sessions, tokens, overlays. Only their hashes are kept.
import type { Scope } from '../../packages/wire/account.ts'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Documents } from '../storage/documents.ts'
import { createSecret, hashOf } from './secret.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** How long each kind lasts. */
const LASTS_MS = {
  'sign-in-link': 15 * MINUTE_MS,
  invitation: 7 * DAY_MS,
  session: 14 * DAY_MS,
  token: 365 * DAY_MS,
  overlay: 5 * MINUTE_MS,
} as const

export type KeyKind = keyof typeof LASTS_MS

export interface KeyDocument {
  readonly expiresMs: number
  /** Absent on those of earlier versions. */
  readonly createdMs?: number
  /** Whom it lets in. */
  readonly user?: string
  /** The only site that a token is good for. */
  readonly site?: string
  /** `import`: what versions before 0.2 called `events`. */
  readonly scope?: Scope | 'import'
  /** What its maker calls a token, and their login. */
  readonly name?: string
  readonly by?: string
  /** The only page that an overlay is good for, and its origin. */
  readonly overlay?: { readonly page: string; readonly origin: string }
}

/** A key by its public name: the hash of its secret. */
export interface ListedKey extends KeyDocument {
  readonly id: string
}

export interface Keys {
  /** Makes one and tells its secret, which nobody can learn again; it lasts `lastsMs`, or as long as its kind. */
  readonly issue: (
    kind: KeyKind,
    limits?: Omit<KeyDocument, 'expiresMs' | 'createdMs'>,
    lastsMs?: number,
  ) => Promise<string>
  readonly find: (kind: KeyKind, secret: string) => Promise<KeyDocument | undefined>
  readonly revoke: (kind: KeyKind, secret: string) => Promise<void>
  /** Revokes it and says whether it was good: of two who come at once, one is served. */
  readonly spend: (kind: KeyKind, secret: string) => Promise<boolean>
  /** Those that are still good, the oldest first. */
  readonly list: (kind: KeyKind) => Promise<ListedKey[]>
  /** Revokes those of which `isMeant` is true; answers how many. */
  readonly revokeWhere: (kind: KeyKind, isMeant: (key: ListedKey) => boolean) => Promise<number>
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

  async function list(kind: KeyKind): Promise<ListedKey[]> {
    const found = await documents.list<KeyDocument>(kind)
    return found
      .map(({ key, body }) => ({ ...body, id: key }))
      .filter(({ expiresMs }) => expiresMs > clock.now())
      .toSorted((a, b) => (a.createdMs ?? 0) - (b.createdMs ?? 0))
  }

  const revoke = (kind: KeyKind, secret: string): Promise<void> =>
    documents.delete(kind, hashOf(secret))

  return {
    issue: async (kind, limits = {}, lastsMs = LASTS_MS[kind]) => {
      const secret = createSecret(random)
      const createdMs = clock.now()
      const key: KeyDocument = { ...limits, createdMs, expiresMs: createdMs + lastsMs }
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
    list,
    revokeWhere: async (kind, isMeant) => {
      const meant = (await list(kind)).filter(isMeant)
      for (const { id } of meant) await documents.delete(kind, id)
      return meant.length
    },
    sweep: async () => {
      for (const kind of Object.keys(LASTS_MS) as KeyKind[])
        for (const { key, body } of await documents.list<KeyDocument>(kind))
          if (body.expiresMs <= clock.now()) await documents.delete(kind, key)
    },
  }
}
