// Lets so much work run at once, and the rest wait for its turn.

export interface Turns {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
  readonly waiting: () => number
}

export function createTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = []
  let running = 0
  return {
    waiting: () => waiting.length,
    /** A turn that ends is handed to who waits the longest. */
    run: async (work) => {
      if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
      else running++
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
  }
}
