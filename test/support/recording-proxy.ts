// A proxy that passes everything on and keeps a log: all that a browser asked for, whoever in it asked.
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordingProxy {
  readonly url: string
  /** `METHOD address` in order of arrival. */
  readonly requests: readonly string[]
  readonly stop: () => Promise<void>
}

export async function startRecordingProxy(): Promise<RecordingProxy> {
  const requests: string[] = []
  const server = createServer((asked, response) => {
    const { method = '', url = '', headers } = asked
    requests.push(`${method} ${url}`)
    const onward = request(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    asked.pipe(onward)
  })
  // Whatever is encrypted is none of the test's, and goes nowhere.
  server.on('connect', ({ url }, socket) => {
    requests.push(`CONNECT ${url}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
