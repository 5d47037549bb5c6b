// Who reads a database at this moment, so that its file can be changed while nobody does.

/** The file cannot be changed now: somebody reads for long. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy'
}

export interface Readers {
  /** Waits while the file is being changed; what it answers is to be called once the reading is done. */
  readonly enter: (howLong: 'short' | 'long') => Promise<() => void>
  /** Throws `DatabaseBusy` where `alone` would by now. */
  readonly check: () => void
  /** Runs `work` while nobody reads. Throws `DatabaseBusy` where somebody reads for long. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
}

export function createReaders(): Readers {
  const counts = { short: 0, long: 0 }
  let shut: Promise<void> | undefined
  let onIdle = (): void => {}

  function check(): void {
    if (counts.long > 0)
      throw new DatabaseBusy('an export or a backup is under way: try again once it has ended')
  }

  return {
    enter: async (howLong) => {
      while (shut) await shut
      counts[howLong]++
      return () => {
        counts[howLong]--
        if (counts.short === 0) onIdle()
      }
    },
    check,
    alone: async (work) => {
      check()
      let open = (): void => {}
      shut = new Promise((resolve) => {
        open = resolve
      })
      try {
        if (counts.short > 0)
          await new Promise<void>((resolve) => {
            onIdle = resolve
          })
        return await work()
      } finally {
        onIdle = () => {}
        shut = undefined
        open()
      }
    },
  }
}
