// Drives a browser from within its pages: they ask for what to do, where automation would keep no profile.
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Driven } from './browser-smoke.ts'

const OPEN_MS = 20_000

export interface PageDriver extends Driven {
  /** A page to begin with. */
  readonly url: string
  /** The script that every page must hold. */
  readonly head: string
  readonly stop: () => Promise<void>
}

interface Answer {
  readonly value?: unknown
  readonly error?: string
}

/** Runs in the page. */
const SCRIPT = `(async () => {
  const at = document.currentScript.dataset.at
  for (;;) {
    const asked = await fetch(at + '/next?at=' + encodeURIComponent(location.href))
    let answer
    try {
      answer = { value: await new Function(await asked.text())() }
    } catch (error) {
      answer = { error: String(error) }
    }
    await fetch(at + '/done', { method: 'POST', body: JSON.stringify(answer) })
  }
})()`

export async function startPageDriver(): Promise<PageDriver> {
  let waiting: { at: string; response: ServerResponse } | undefined
  let look = (): void => {}
  let done: (answer: Answer) => void = () => {}
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://driver')
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cache-control', 'no-store')
    if (pathname === '/next') {
      const mine = { at: searchParams.get('at') ?? '', response }
      waiting = mine
      response.on('close', () => {
        if (waiting === mine) waiting = undefined
      })
      return look()
    }
    if (pathname === '/done') {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.end()
        done(JSON.parse(Buffer.concat(chunks).toString()) as Answer)
      })
      return
    }
    response.setHeader('content-type', 'text/html')
    response.end(pathname === '/' ? `<!doctype html><title>Begin</title>${head}` : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const head = `<script data-at="${url}">${SCRIPT}</script>`

  /** Resolves once a page, there where it is wanted, asks what to do. */
  const untilAsked = (at?: string): Promise<ServerResponse> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no page asks at ${at}`)), OPEN_MS)
      look = () => {
        if (!waiting || (at && waiting.at !== at)) return
        look = () => {}
        clearTimeout(late)
        const { response } = waiting
        waiting = undefined
        resolve(response)
      }
      look()
    })
  const run = async (body: string): Promise<unknown> => {
    const response = await untilAsked()
    const answered = new Promise<Answer>((resolve) => (done = resolve))
    response.end(body)
    const { value, error } = await answered
    if (error !== undefined) throw new Error(error)
    return value
  }

  return {
    url,
    head,
    run,
    async open(to) {
      const { href } = new URL(to)
      const response = await untilAsked()
      response.end(`location.href = ${JSON.stringify(href)}; return new Promise(() => {})`)
      const next = await untilAsked(href)
      // It goes on asking.
      next.end('')
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
