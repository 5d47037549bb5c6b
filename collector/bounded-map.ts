// A map that forgets what was used longest ago once it is full.

export interface BoundedMap<V> {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
  readonly delete: (key: string) => void
}

/**
 * Two generations of half the size: what is used of the older one moves to the younger, and the older goes as a whole once
 * the younger is full. To keep the exact order of use would cost two writes at each reading.
 */
export function createBoundedMap<V extends object>(max: number): BoundedMap<V> {
  const half = Math.max(1, Math.floor(max / 2))
  let young = new Map<string, V>()
  let old = new Map<string, V>()

  function set(key: string, value: V): void {
    young.set(key, value)
    if (young.size < half) return
    old = young
    young = new Map()
  }

  return {
    get: (key) => {
      const value = young.get(key)
      if (value !== undefined) return value
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
    set,
    delete: (key) => {
      young.delete(key)
      old.delete(key)
    },
  }
}
