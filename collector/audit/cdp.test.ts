// The pipe to Chromium: messages in pieces, refusals, and a browser that ends.
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { connectPipe } from './cdp.ts'
import type { CdpEvent } from './cdp.ts'

function rig() {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const connection = connectPipe(input, output)
  const heard: CdpEvent[] = []
  connection.on((event) => heard.push(event))
  const say = (...messages: readonly object[]) =>
    Buffer.from(messages.map((each) => `${JSON.stringify(each)}\0`).join(''))
  return { connection, input, output, heard, say }
}

test('messages come in pieces and several at once, also within a character', async () => {
  const { connection, output, heard, say } = rig()
  const answer = connection.send<{ text: string }>('A.b')
  const bytes = say({ method: 'X.y', params: { é: 'ü' } }, { id: 1, result: { text: 'naïve 🍪' } })
  for (const byte of bytes) output.write(Buffer.of(byte))
  output.write(say({ method: 'X.z', params: {}, sessionId: 's' }, { id: 99, result: {} }))
  expect(await answer).toEqual({ text: 'naïve 🍪' })
  await new Promise(setImmediate)
  expect(heard.map(({ method }) => method)).toEqual(['X.y', 'X.z'])
})

test('what is sent names its session, and ends with a zero byte', async () => {
  const { connection, input, output, say } = rig()
  const refused = connection.send('A.b', { c: 1 }, 's')
  const sent = String(await new Promise((resolve) => input.once('data', resolve)))
  expect(sent).toBe('{"id":1,"method":"A.b","params":{"c":1},"sessionId":"s"}\0')
  output.write(say({ id: 1, error: { message: 'no such thing' } }))
  await expect(refused).rejects.toThrow('no such thing')
})

test('a browser that ends leaves nobody waiting', async () => {
  const { connection, output } = rig()
  const waiting = connection.send('A.b')
  output.destroy()
  await expect(waiting).rejects.toThrow('Chromium has ended')
  await expect(connection.send('A.c')).rejects.toThrow('Chromium has ended')
})
