// Those who wait for the disk, each with what it must do for them; all of a group are answered together.
import type { Fault } from '../errors.ts'

export interface Waiting<T> {
  readonly count: () => number
  /** Answers once `value` was in a group whose work is done; throws the `Fault` that its failure is. */
  readonly wait: (value: T) => Promise<void>
  /** Takes all who wait now, and does the work for them. Throws what it throws. */
  readonly serve: (
    work: (values: readonly T[]) => Promise<void>,
    faultOf: (error: unknown) => Fault,
  ) => Promise<void>
  /** Sends away all who wait now. */
  readonly refuse: (fault: Fault) => void
}

interface Waiter<T> {
  readonly value: T
  readonly resolve: () => void
  readonly reject: (fault: Fault) => void
}

export function createWaiting<T>(): Waiting<T> {
  let waiters: Waiter<T>[] = []
  return {
    count: () => waiters.length,
    wait: (value) =>
      new Promise((resolve, reject) => {
        waiters.push({ value, resolve, reject })
      }),
    serve: async (work, faultOf) => {
      const group = waiters
      waiters = []
      try {
        await work(group.map(({ value }) => value))
      } catch (error) {
        for (const { reject } of group) reject(faultOf(error))
        throw error
      }
      for (const { resolve } of group) resolve()
    },
    refuse: (fault) => {
      for (const { reject } of waiters) reject(fault)
      waiters = []
    },
  }
}
