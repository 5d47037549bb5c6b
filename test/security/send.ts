// Sends one request as a hostile client may: any host name, origin, path and bytes; nothing is made proper on the way.
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

export interface Asked {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Of a problem; '' where it is none. */
  readonly code: string
}

/** `address` is where to connect; `headers.host` may say otherwise. */
export function send(address: string, asked: Asked): Promise<Answer> {
  const { hostname, port } = new URL(address)
  const { method = 'GET', path, headers = {}, body } = asked
  return new Promise((resolve, reject) => {
    const sending = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: {
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        ...headers,
      },
    })
    sending.once('error', reject)
    sending.once('response', (response) => {
      sending.off('error', reject).on('error', () => {})
      text(response).then(
        (said) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: said,
            code: codeOf(said),
          }),
        reject,
      )
    })
    sending.end(body)
  })
}

function codeOf(said: string): string {
  try {
    const { code } = JSON.parse(said) as { code?: unknown }
    return typeof code === 'string' ? code : ''
  } catch {
    return ''
  }
}

/** All of an answer that its asker can see, but for the time of day. */
export function seenOf({ status, headers, text: said }: Answer): string {
  const { date: _, ...others } = headers
  return JSON.stringify([status, others, said])
}

/** The value of a cookie that an answer sets. */
export function cookieOf({ headers }: Answer): string {
  const [cookie = ''] = headers['set-cookie'] ?? []
  return cookie.split(';')[0] ?? ''
}
