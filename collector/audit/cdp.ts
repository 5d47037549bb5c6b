// A client of Chromium's debugging protocol over the pipe of `--remote-debugging-pipe`: no port that others could reach.
import type { Readable, Writable } from 'node:stream'

export interface CdpEvent {
  readonly method: string
  readonly params: unknown
  /** Absent for what concerns the browser as a whole. */
  readonly sessionId?: string
}

export interface Connection {
  /** Rejects where Chromium refuses, is silent, or has ended. */
  readonly send: <T = unknown>(method: string, params?: object, sessionId?: string) => Promise<T>
  readonly on: (hear: (event: CdpEvent) => void) => void
  /** What is waited for rejects, with `why`. */
  readonly end: (why: string) => void
}

interface Waiting {
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

type Message = Partial<CdpEvent> & {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message?: string }
}

const ANSWER_MS = 20_000
/** A page can make its document, and so an answer, as long as it likes. */
const MESSAGE_BYTES_MAX = 256 * 1024 * 1024

/** `input` is what Chromium reads, `output` what it writes. */
export function connectPipe(input: Writable, output: Readable): Connection {
  const waiting = new Map<number, Waiting>()
  const hearers: ((event: CdpEvent) => void)[] = []
  let lastId = 0
  let ended: string | undefined

  const end = (why: string): void => {
    ended ??= why
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(new Error(ended))
    }
    waiting.clear()
  }

  const receive = (message: Message): void => {
    if (message.id === undefined) {
      if (message.method !== undefined) for (const hear of hearers) hear(message as CdpEvent)
      return
    }
    const asked = waiting.get(message.id)
    if (!asked) return
    waiting.delete(message.id)
    clearTimeout(asked.timer)
    if (message.error) asked.reject(new Error(message.error.message ?? 'refused'))
    else asked.resolve(message.result as never)
  }

  readMessages(output, receive, end)
  input.on('error', () => end('Chromium has ended'))
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(new Error(ended))
        const id = ++lastId
        const timer = setTimeout(() => {
          waiting.delete(id)
          reject(new Error(`Chromium did not answer ${method} in ${ANSWER_MS / 1000} s`))
        }, ANSWER_MS)
        waiting.set(id, { resolve, reject, timer })
        input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`)
      }),
    on: (hear) => void hearers.push(hear),
    end,
  }
}

/** Messages end with a zero byte. */
function readMessages(
  output: Readable,
  receive: (message: Message) => void,
  end: (why: string) => void,
): void {
  let parts: Buffer[] = []
  let bytes = 0
  const take = (part: Buffer): void => {
    parts.push(part)
    bytes += part.length
    if (bytes <= MESSAGE_BYTES_MAX) return
    end('the page made Chromium answer more than can be read')
    output.destroy()
  }
  output.on('data', (chunk: Buffer) => {
    let from = 0
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, from)) {
      take(chunk.subarray(from, at))
      from = at + 1
      const text = Buffer.concat(parts).toString()
      parts = []
      bytes = 0
      receive(JSON.parse(text) as Message)
    }
    if (from < chunk.length) take(chunk.subarray(from))
  })
  output.on('close', () => end('Chromium has ended'))
  output.on('error', () => end('Chromium has ended'))
}
