// Everything a visit leaves behind: what the device keeps, and what the collector was asked.
import type { Page } from 'playwright-core'
import type { PageCollector } from './page-collector.ts'

export interface Traces {
  /** `METHOD path` of each request to the collector. */
  readonly requests: readonly string[]
  /** What the requests' headers tell beyond an origin. */
  readonly tellingHeaders: readonly string[]
  readonly cookies: readonly string[]
  readonly localStorage: readonly string[]
  readonly sessionStorage: readonly string[]
  /** `database/store: entry` as JSON. */
  readonly indexedDb: readonly string[]
  readonly caches: readonly string[]
}

/** Reads them from the browser itself, not from the SDK. */
export async function tracesOf(page: Page, collector: PageCollector): Promise<Traces> {
  const cookies = await page.context().cookies()
  return {
    requests: collector.received.map(({ method, path }) => `${method} ${path}`),
    tellingHeaders: collector.received.flatMap(({ headers }) => tellingHeaders(headers)),
    cookies: cookies.map(({ name }) => name),
    localStorage: await page.evaluate(() => Object.keys(localStorage)),
    sessionStorage: await page.evaluate(() => Object.keys(sessionStorage)),
    indexedDb: await indexedDbEntries(page),
    caches: await page.evaluate(() => caches.keys()),
  }
}

/** Words that look as random identifiers do: long, of letters and digits. */
export function randomWords(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.match(/\b(?=\w*\d)(?=\w*[a-z])\w{16,}\b/gi) ?? [])
}

function tellingHeaders(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const { cookie, referer } = headers
  const isOrigin =
    typeof referer === 'string' && new URL(referer).href === `${new URL(referer).origin}/`
  return [
    ...(cookie ? [`cookie: ${String(cookie)}`] : []),
    ...(referer && !isOrigin ? [`referer: ${String(referer)}`] : []),
  ]
}

async function indexedDbEntries(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
      })
    const found: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const entries = await done(database.transaction(store).objectStore(store).getAll())
        for (const entry of entries) found.push(`${name}/${store}: ${JSON.stringify(entry)}`)
      }
      database.close()
    }
    return found
  })
}
