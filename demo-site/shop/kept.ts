// Reads what this site keeps on the device, for the visitor to see.

export interface Kept {
  place: 'localStorage' | 'IndexedDB' | 'cookie'
  key: string
  value: string
}

/** Everything in localStorage, IndexedDB and cookies that this page may read; the shop's own too. */
export async function readKept(): Promise<Kept[]> {
  return [...ofStorage(), ...ofCookies(), ...(await ofDatabases().catch(() => []))]
}

function ofStorage(): Kept[] {
  try {
    return Object.entries(localStorage).map(([key, value]) => ({
      place: 'localStorage',
      key,
      value: String(value),
    }))
  } catch {
    return []
  }
}

function ofCookies(): Kept[] {
  return document.cookie
    .split('; ')
    .filter(Boolean)
    .map((pair) => ({ place: 'cookie', key: pair.split('=')[0] ?? '', value: pair }))
}

async function ofDatabases(): Promise<Kept[]> {
  const found: Kept[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const rows = await answerOf(database.transaction(store).objectStore(store).getAll())
      for (const row of rows)
        found.push({ place: 'IndexedDB', key: `${name}/${store}`, value: JSON.stringify(row) })
    }
    database.close()
  }
  return found
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
}
