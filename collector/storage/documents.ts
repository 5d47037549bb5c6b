// Small JSON documents by kind and key: the owner, sites, tokens, sessions.

export interface Documents {
  readonly get: <T>(kind: string, key: string) => Promise<T | undefined>
  readonly put: (kind: string, key: string, body: object) => Promise<void>
  readonly delete: (kind: string, key: string) => Promise<void>
  readonly list: <T>(kind: string) => Promise<{ key: string; body: T }[]>
}
