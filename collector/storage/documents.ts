// Small JSON documents by kind and key: users, sites, tokens, sessions, the audit log.
import type { DocumentKind } from './kinds.ts'

export interface Documents {
  readonly get: <T>(kind: DocumentKind, key: string) => Promise<T | undefined>
  readonly put: (kind: DocumentKind, key: string, body: object) => Promise<void>
  readonly delete: (kind: DocumentKind, key: string) => Promise<void>
  /** By key. */
  readonly list: <T>(kind: DocumentKind) => Promise<{ key: string; body: T }[]>
  /** At most `limit`, the greatest keys first: those below `before`. */
  readonly newest: <T>(
    kind: DocumentKind,
    part: { readonly limit: number; readonly before?: string },
  ) => Promise<{ key: string; body: T }[]>
}
