// A site of small pages on a free port, each put there by its test, with the headers it wants.
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SmallPage {
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface PageServer {
  readonly url: string
  readonly put: (path: string, page: SmallPage) => void
  /** Every request as `METHOD path`, with ` prerender` after it where the browser said so. */
  readonly asked: readonly string[]
  /** Resolves once such a request has come in. */
  readonly until: (request: string) => Promise<void>
  /** Answers are held back for paths that begin with `/held/` until this is called. */
  readonly release: () => void
  readonly stop: () => Promise<void>
}

const UNTIL_MS = 10_000

/** Starts a site; paths that were not put there answer 204 to pings, 404 otherwise. */
export async function startPageServer(): Promise<PageServer> {
  const pages = new Map<string, SmallPage>()
  const asked: string[] = []
  const waiting = new Set<() => void>()
  let free = (): void => {}
  const released = new Promise<void>((resolve) => (free = resolve))

  const server = createServer(async (request, response) => {
    asked.push(nameOf(request))
    for (const look of waiting) look()
    const path = new URL(request.url ?? '/', 'http://site').pathname
    if (path.startsWith('/held/')) await released
    const page = pages.get(path)
    if (!page) return void response.writeHead(/^\/(ping|held)\//.test(path) ? 204 : 404).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers })
    response.end(page.html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (path, page) => pages.set(path, page),
    asked,
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!asked.includes(wanted)) return
          clearTimeout(late)
          waiting.delete(look)
          resolve()
        }
        const late = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`waited ${UNTIL_MS} ms for ${wanted}; got ${asked.join(', ')}`))
        }, UNTIL_MS)
        waiting.add(look)
        look()
      }),
    release: free,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function nameOf(request: IncomingMessage): string {
  const isPrerender = String(request.headers['sec-purpose'] ?? '').includes('prerender')
  return `${request.method} ${request.url}${isPrerender ? ' prerender' : ''}`
}
