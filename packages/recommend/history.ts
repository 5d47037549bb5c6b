// The visitor's last products, on the device alone: in a database of their own, which goes as a whole.
import { createStore, get, set } from 'idb-keyval'
import type { Card } from '../wire/model.ts'
import { DATABASE } from './feature.ts'
import type { Heard } from './feature.ts'

/** A product as the visitor's pages told of it. */
export interface Entry extends Card {
  readonly kind: Heard[0]
}

export interface History {
  /** The newest first, each product once. */
  readonly entries: () => Promise<readonly Entry[]>
  readonly add: (entry: Entry) => void
  /** Lets go of the database. */
  readonly close: () => void
}

const KEY = 'seen'
const ENTRIES_MAX = 50

/** Opens it; where the device keeps nothing it lasts as long as the page. */
export function openHistory(): History {
  const store = createStore(DATABASE, 'history')
  let closed = false
  let turn: Promise<readonly Entry[]> = get<Entry[]>(KEY, store).then(
    (kept) => kept ?? [],
    () => [],
  )
  return {
    entries: () => turn,
    add(entry) {
      turn = turn.then(async (entries) => {
        const before = entries.find(({ id }) => id === entry.id)
        const others = entries.filter(({ id }) => id !== entry.id)
        const next = [{ ...before, ...entry }, ...others].slice(0, ENTRIES_MAX)
        if (!closed) await set(KEY, next, store).catch(() => 0)
        return next
      })
    },
    close() {
      closed = true
      store('readonly', ({ transaction }) => transaction.db.close()).catch(() => 0)
    },
  }
}
