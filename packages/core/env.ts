// The only door to clock, chance, network, storage and window: everything else of the SDK runs in a simulation too.
/** What of a browser's window the SDK uses; a simulated one is as good. */
export type Env = Pick<
  Window & typeof globalThis,
  | 'addEventListener'
  | 'removeEventListener'
  | 'document'
  | 'history'
  | 'location'
  | 'opener'
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
>

/** The real browser's. Touches nothing until it is asked to. */
export function browserEnv(): Env {
  return window
}

/** The one key that outlives a withdrawal, since it remembers it; all others of ours begin with `tm_` too. */
export const CONSENT_KEY = 'tm_consent'

/** A small value of the device, read at once; undefined where there is none, or it is denied or not ours. */
export function readJot<T>(env: Env, key: string): T | undefined {
  try {
    return (JSON.parse(env.localStorage.getItem(key)!) as T | null) ?? undefined
  } catch {
    return undefined
  }
}

/** Writes a small value at once, before the page can go away; undefined removes it. */
export function writeJot(env: Env, key: string, value?: unknown): void {
  try {
    if (value) env.localStorage.setItem(key, JSON.stringify(value))
    else env.localStorage.removeItem(key)
  } catch {
    // Denied or full: the page lives on without.
  }
}

/** The keys of small values that begin with `prefix`; none where the device is denied. */
export function jotKeys(env: Env, prefix: string): string[] {
  try {
    return Object.keys(env.localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

/** Deletes a database of the device, once all who have it open let go of it. */
export function dropDatabase(name: string): void {
  try {
    indexedDB.deleteDatabase(name)
  } catch {
    // Denied: then there is none.
  }
}

/** The databases of the device whose names begin with `prefix`; none where the browser cannot name them. */
export async function databases(prefix: string): Promise<string[]> {
  const all = (await indexedDB.databases?.().catch(() => [])) ?? []
  return all.flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []))
}

/** What a database of the device holds, store by store. */
export async function readDatabase(name: string): Promise<unknown[]> {
  const database = await done(indexedDB.open(name))
  try {
    const stores = [...database.objectStoreNames]
    if (!stores[0]) return []
    const reading = database.transaction(stores)
    return await Promise.all(stores.map((store) => done(reading.objectStore(store).getAll())))
  } finally {
    database.close()
  }
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })

/** 128 random bits as text. */
export function randomId(env: Env): string {
  const words = env.crypto.getRandomValues(new Uint32Array(4))
  return Array.from(words, (word) => word.toString(36)).join('')
}

/**
 * Posts JSON as text without a content type of its own: a "simple" request, which needs no preflight.
 * It outlives its page. Rejects where there was no answer.
 */
export function post(env: Env, url: string, body: string): Promise<Response> {
  return env.fetch(url, {
    method: 'POST',
    body,
    keepalive: true,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  })
}
