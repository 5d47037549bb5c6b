// Does work in slices of a round of the event loop, short ones while connections come: each round takes on one of them.

export interface SliceLengths {
  /** After so long in one round, the rest is left for the next. */
  readonly sliceMs: number
  /** The same where a connection came just now: more may wait. */
  readonly hurriedMs: number
}

export interface Slices {
  /**
   * Starts `work` in the order of the calls, this round or a later one; answers what it answers. `connection`: the socket
   * that it came on; one that is new was let in just now, and more may wait for that.
   */
  readonly run: <T>(connection: object, work: () => Promise<T>) => Promise<T>
  /** For how long the first of those that wait has waited. */
  readonly lateMs: () => number
}

export function createSlices({ sliceMs, hurriedMs }: SliceLengths, now: () => number): Slices {
  let waiting: { readonly start: () => void; readonly sinceMs: number }[] = []
  let isDue = false
  let isHurried = false
  const known = new WeakSet<object>()

  function slice(): void {
    const untilMs = now() + (isHurried ? hurriedMs : sliceMs)
    isHurried = false
    let done = 0
    // At least one a round, however slow.
    do waiting[done++]?.start()
    while (done < waiting.length && now() < untilMs)
    waiting = waiting.slice(done)
    isDue = waiting.length > 0
    if (isDue) setImmediate(slice)
  }

  return {
    run: (connection, work) =>
      new Promise((resolve, reject) => {
        if (!known.has(connection)) isHurried = true
        known.add(connection)
        waiting.push({ start: () => void work().then(resolve, reject), sinceMs: now() })
        if (isDue) return
        isDue = true
        setImmediate(slice)
      }),
    lateMs: () => (waiting[0] ? now() - waiting[0].sinceMs : 0),
  }
}
