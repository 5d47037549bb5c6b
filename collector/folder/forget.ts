// Erases those who ask for it themselves: all who ask while others are being erased together, so that many cost little more than one.
import type { Wait } from './watch.ts'

/** Visitors of one statement. */
const AT_ONCE = 1_000
/** A flood of requests keeps the store busy for a part of the time. */
const PAUSE_MS = 500

/** Answers once a visitor is erased; throws `Fault`. */
export type Forget = (site: string, visitor: string) => Promise<void>

export interface ForgetParts {
  readonly erase: (site: string, visitors: readonly string[]) => Promise<unknown>
  readonly wait: Wait
}

interface Asked {
  readonly site: string
  readonly visitor: string
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export function createForget({ erase, wait }: ForgetParts): Forget {
  let waiting: Asked[] = []
  let isRunning = false

  async function eraseOf(site: string, asked: readonly Asked[]): Promise<void> {
    try {
      await erase(site, [...new Set(asked.map(({ visitor }) => visitor))])
      for (const { done } of asked) done()
    } catch (error) {
      for (const { failed } of asked) failed(error)
    }
  }

  async function run(): Promise<void> {
    for (let isFirst = true; waiting.length > 0; isFirst = false) {
      if (!isFirst) await wait(PAUSE_MS, new AbortController().signal)
      const taken = waiting.slice(0, AT_ONCE)
      waiting = waiting.slice(AT_ONCE)
      for (const site of new Set(taken.map((asked) => asked.site)))
        await eraseOf(
          site,
          taken.filter((asked) => asked.site === site),
        )
    }
    isRunning = false
  }

  return (site, visitor) =>
    new Promise((done, failed) => {
      waiting.push({ site, visitor, done, failed })
      if (isRunning) return
      isRunning = true
      void run()
    })
}
