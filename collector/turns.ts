// Lets so much work run at once, and the rest wait for its turn.

export interface Turns {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
  readonly waiting: () => number
}

/** `begin` is called with each turn, and what it answers as the work ends: the turn ends once that resolves. */
export function createTurns(atOnce: number, begin?: () => () => Promise<void>): Turns {
  const waiting: (() => void)[] = []
  let running = 0

  /** A turn that ends is handed to who waits the longest. */
  function end(): void {
    const next = waiting.shift()
    if (next) next()
    else running--
  }

  return {
    waiting: () => waiting.length,
    run: async (work) => {
      if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
      else running++
      const rest = begin?.()
      try {
        return await work()
      } finally {
        if (rest) void rest().finally(end)
        else end()
      }
    },
  }
}
