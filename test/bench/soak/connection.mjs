// A connection that is kept, and as little of HTTP as answers need: whoever sends shares the machine with whoever is measured.
import { connect } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')

/** `opened` resolves once it is; `ask` writes a request and answers its status; 0 where the connection broke. */
export function openConnection(port) {
  let seen = Buffer.alloc(0)
  let waiting
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  const settle = (status) => {
    const settled = waiting
    waiting = undefined
    settled?.(status)
  }
  socket.on('data', (chunk) => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk])
    const headEnd = seen.indexOf(HEAD_END)
    if (headEnd < 0) return
    const head = seen.latin1Slice(0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (seen.length < headEnd + 4 + length) return
    seen = seen.subarray(headEnd + 4 + length)
    settle(Number(head.slice(9, 12)))
  })
  socket.on('error', () => {})
  socket.on('close', () => settle(0))
  return {
    opened: new Promise((resolve) => socket.once('connect', resolve)),
    isOpen: () => !socket.destroyed && socket.writable,
    ask: (bytes) =>
      new Promise((resolve) => {
        waiting = resolve
        socket.write(bytes)
      }),
    close: () => socket.destroy(),
  }
}
