// Documents in a map, for simulations and tests.
import type { Documents } from '../documents.ts'

export function createMemoryDocuments(): Documents {
  const kinds = new Map<string, Map<string, string>>()
  const of = (kind: string): Map<string, string> => {
    const known = kinds.get(kind) ?? new Map<string, string>()
    kinds.set(kind, known)
    return known
  }
  return {
    get: async <T>(kind: string, key: string) => {
      const text = of(kind).get(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    put: async (kind, key, body) => {
      of(kind).set(key, JSON.stringify(body))
    },
    delete: async (kind, key) => {
      of(kind).delete(key)
    },
    list: async <T>(kind: string) =>
      [...of(kind)].sort().map(([key, text]) => ({ key, body: JSON.parse(text) as T })),
    newest: async <T>(kind: string, { limit, before }: { limit: number; before?: string }) =>
      [...of(kind)]
        .sort()
        .toReversed()
        .filter(([key]) => before === undefined || key < before)
        .slice(0, limit)
        .map(([key, text]) => ({ key, body: JSON.parse(text) as T })),
  }
}
