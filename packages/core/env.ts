// The only door to clock, chance, network, storage and window: everything else of the SDK runs in a simulation too.
import { createStore, update } from 'idb-keyval'
import type { UseStore } from 'idb-keyval'
import type { Parcel } from './parcel.ts'

/** What of a browser's window the SDK uses; a simulated one is as good. */
export type Env = Pick<
  Window & typeof globalThis,
  | 'addEventListener'
  | 'removeEventListener'
  | 'document'
  | 'history'
  | 'location'
  | 'navigator'
  | 'innerWidth'
  | 'innerHeight'
  | 'scrollY'
  | 'localStorage'
  | 'setTimeout'
  | 'clearTimeout'
  | 'fetch'
  | 'crypto'
  | 'Date'
  | 'Math'
> & {
  /** Parcels kept across page loads; IndexedDB where it is absent. */
  readonly kept?: Kept
}

/** Parcels by stream; undefined where not even their place is to be left. */
type Change = (all: Record<string, Parcel>) => Record<string, Parcel> | undefined

/** Changes the kept parcels; `change` runs alone among all tabs. Never rejects. */
export type Kept = (change: Change) => Promise<unknown>

/** The real browser's. Touches nothing until it is asked to. */
export function browserEnv(): Env {
  return window
}

const DATABASE = 'tidemark'
let store: UseStore | undefined
let memory: Record<string, Parcel> = {}

/** Parcels in IndexedDB, or in memory where the browser denies it (private windows, sandboxed frames). */
export const browserKept: Kept = async (change) => {
  try {
    store ??= createStore(DATABASE, 'queue')
    let all: ReturnType<Change>
    await update<typeof all>('all', (before = {}) => (all = change(before)), store)
    if (all) return
    await store('readonly', (objects) => objects.transaction.db.close())
    store = undefined
    indexedDB.deleteDatabase(DATABASE)
  } catch {
    memory = change(memory) ?? {}
  }
}

/** A small text of the device, read at once; null where there is none or it is denied. */
export function readJot(env: Env, key: string): string | null {
  try {
    return env.localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Writes a small text at once, before the page can go away; null removes it. */
export function writeJot(env: Env, key: string, text: string | null): void {
  try {
    if (text === null) env.localStorage.removeItem(key)
    else env.localStorage.setItem(key, text)
  } catch {
    // Denied or full: the page lives on without.
  }
}

/** 128 random bits as text. */
export function randomId(env: Env): string {
  const words = env.crypto.getRandomValues(new Uint32Array(4))
  return Array.from(words, (word) => word.toString(36).padStart(7, '0')).join('')
}

/**
 * Posts JSON as text without a content type of its own: a "simple" request, which needs no preflight.
 * Rejects where there was no answer.
 */
export function post(env: Env, url: string, body: string, keepalive: boolean): Promise<Response> {
  return env.fetch(url, {
    method: 'POST',
    body,
    keepalive,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  })
}
