// Answers requests that never became one: too slow, too long in the head, or no HTTP at all.
import type { Socket } from 'node:net'
import { Fault } from '../errors.ts'
import type { FaultCode } from '../errors.ts'

const CODES: Readonly<Record<string, FaultCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_too_slow',
  HPE_HEADER_OVERFLOW: 'head_too_large',
}

/** For the server's `clientError`: Node answers these itself otherwise, without a word of ours. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const fault = new Fault(CODES[error.code ?? ''] ?? 'request_malformed')
  const body = JSON.stringify(fault)
  socket.end(
    [
      `HTTP/1.1 ${fault.status} Refused`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
