// Fetches a page of the shop's own, and nothing else: from its origins, from the open net, bounded in bytes and time.
import { lookup } from 'node:dns/promises'
import { request as overHttp } from 'node:http'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { isLoopback, isPublicAddress } from './public-address.ts'

export const PAGE_BYTES_MAX = 1_000_000
const PAGE_MS = 10_000
const REDIRECTS_MAX = 3

export interface PageAsked {
  readonly url: URL
  /** Where it may lead. */
  readonly origins: readonly string[]
  /** Media types that are read. */
  readonly types: readonly string[]
  readonly signal: AbortSignal
}

export interface FetchedPage {
  readonly status: number
  /** Where it was, after redirects. */
  readonly url: URL
  /** '' where the status is no success. */
  readonly text: string
}

/** Throws `NotFetched` where it may not, or could not, be read. */
export type FetchPage = (asked: PageAsked) => Promise<FetchedPage>

/** Why not, in words that say nothing of the network behind. */
export type NotFetchedCode = 'not_allowed' | 'not_public' | 'not_html' | 'too_large' | 'no_answer'

export class NotFetched extends Error {
  override readonly name = 'NotFetched'
  readonly code: NotFetchedCode

  constructor(code: NotFetchedCode) {
    super(code)
    this.code = code
  }
}

export interface FetchPageParts {
  /** ASCII. */
  readonly userAgent: string
  /** For tests: pages on this machine, over http. */
  readonly isLoopback?: boolean
  /** How long a page may take, redirects and all. */
  readonly lastsMs?: number
  readonly resolve?: (host: string) => Promise<readonly { address: string; family: number }[]>
}

const resolveAll = (host: string) => lookup(host, { all: true, verbatim: true })

export function createFetchPage(parts: FetchPageParts): FetchPage {
  const { userAgent, resolve = resolveAll, lastsMs = PAGE_MS } = parts
  const isAllowed = (address: string): boolean =>
    parts.isLoopback ? isLoopback(address) : isPublicAddress(address)

  /**
   * The socket is opened to the very address that was looked at: asked once more, a name might lead elsewhere. One
   * address that is not public and the name is not trusted at all.
   */
  const lookupAllowed: LookupFunction = (host, options, answer) => {
    resolve(host).then(
      (found) => {
        const [first] = found
        if (!first || !found.every(({ address }) => isAllowed(address)))
          return answer(new NotFetched('not_public'), '')
        return options.all ? answer(null, [first]) : answer(null, first.address, first.family)
      },
      () => answer(new NotFetched('no_answer'), ''),
    )
  }

  function check(url: URL, origins: readonly string[]): void {
    if (url.protocol !== (parts.isLoopback ? 'http:' : 'https:'))
      throw new NotFetched('not_allowed')
    if (!origins.includes(url.origin)) throw new NotFetched('not_allowed')
    if (url.username || url.password) throw new NotFetched('not_allowed')
    const host = url.hostname.replace(/^\[|\]$/g, '')
    // No name, no lookup: what is an address already is looked at here.
    if (isIP(host) !== 0 && !isAllowed(host)) throw new NotFetched('not_public')
  }

  function open(url: URL, { types, signal }: PageAsked): Promise<IncomingMessage> {
    return new Promise((found, failed) => {
      const options: RequestOptions = {
        lookup: lookupAllowed,
        signal,
        // None that is kept open: the next page is looked up anew.
        agent: false,
        maxHeaderSize: 16_384,
        headers: {
          'user-agent': userAgent,
          accept: types.join(', '),
          'accept-encoding': 'identity',
        },
      }
      const asked = (url.protocol === 'http:' ? overHttp : overHttps)(url, options, found)
      asked.on('error', failed)
      asked.end()
    })
  }

  async function follow(asked: PageAsked): Promise<FetchedPage> {
    let { url } = asked
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      check(url, asked.origins)
      const answer = await open(url, asked)
      const { statusCode: status = 0, headers } = answer
      const to = status >= 300 && status < 400 ? headers.location : undefined
      if (to === undefined) return { status, url, text: await textOf(answer, asked.types) }
      answer.destroy()
      if (!URL.canParse(to, url.href)) throw new NotFetched('not_allowed')
      url = new URL(to, url.href)
    }
    throw new NotFetched('not_allowed')
  }

  return async (asked) => {
    const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(lastsMs)])
    try {
      return await follow({ ...asked, signal })
    } catch (error) {
      if (error instanceof NotFetched) throw error
      throw new NotFetched('no_answer')
    }
  }
}

async function textOf(answer: IncomingMessage, types: readonly string[]): Promise<string> {
  try {
    const { statusCode = 0, headers } = answer
    if (statusCode !== 200) return ''
    const [type = '', charset = ''] = (headers['content-type'] ?? '').toLowerCase().split(';')
    // What is packed may be any size once it is unpacked.
    const isPacked = (headers['content-encoding'] ?? 'identity') !== 'identity'
    if (isPacked || !types.includes(type.trim())) throw new NotFetched('not_html')
    const parts: Buffer[] = []
    let bytes = 0
    for await (const part of answer as AsyncIterable<Buffer>) {
      bytes += part.length
      if (bytes > PAGE_BYTES_MAX) throw new NotFetched('too_large')
      parts.push(part)
    }
    return decoderOf(charset).decode(Buffer.concat(parts))
  } finally {
    answer.destroy()
  }
}

function decoderOf(parameter: string): TextDecoder {
  const label = /charset\s*=\s*"?([\w-]{1,40})/.exec(parameter)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder()
  }
}
