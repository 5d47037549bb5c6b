// Small JSON documents by kind and key: users, sites, tokens, sessions, the audit log.

export interface Documents {
  readonly get: <T>(kind: string, key: string) => Promise<T | undefined>
  readonly put: (kind: string, key: string, body: object) => Promise<void>
  readonly delete: (kind: string, key: string) => Promise<void>
  /** By key. */
  readonly list: <T>(kind: string) => Promise<{ key: string; body: T }[]>
  /** At most `limit`, the greatest keys first: those below `before`. */
  readonly newest: <T>(
    kind: string,
    part: { readonly limit: number; readonly before?: string },
  ) => Promise<{ key: string; body: T }[]>
}
