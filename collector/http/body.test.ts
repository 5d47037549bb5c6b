// Bodies that are still coming are bounded one by one and all together; what they took is given back.
import { PassThrough } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createBodyReader } from './body.ts'

/** A request as far as a reader of bodies looks at one. */
function incoming(headers: Record<string, string> = {}): IncomingMessage & PassThrough {
  return Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage & PassThrough
}

test('a whole body comes in one piece', async () => {
  const read = createBodyReader()
  const request = incoming()
  const body = read(request, 10)
  request.write('abc')
  request.end('def')
  expect(Buffer.from(await body).toString()).toBe('abcdef')
})

test('what says or turns out to be too large is refused', async () => {
  const read = createBodyReader()
  await expect(read(incoming({ 'content-length': '11' }), 10)).rejects.toMatchObject({
    code: 'body_too_large',
  })
  const request = incoming()
  const body = read(request, 10)
  request.write('abcdefghijk')
  await expect(body).rejects.toMatchObject({ code: 'body_too_large' })
})

test('unfinished bodies share one bound, and give back what they took', async () => {
  const read = createBodyReader(10)
  const slow = incoming()
  const waiting = read(slow, 100)
  slow.write('12345678')
  const over = incoming()
  const refused = read(over, 100)
  over.write('123')
  await expect(refused).rejects.toMatchObject({ code: 'overloaded' })
  slow.end()
  await waiting
  const after = incoming()
  const taken = read(after, 100)
  after.end('1234567890')
  expect((await taken).byteLength).toBe(10)
})

test('who goes away half way is an error, and is forgotten', async () => {
  const read = createBodyReader(10)
  const gone = incoming()
  const lost = read(gone, 100)
  gone.write('12345678')
  gone.destroy()
  await expect(lost).rejects.toThrow('went away')
  const after = incoming()
  const taken = read(after, 100)
  after.end('1234567890')
  await expect(taken).resolves.toBeDefined()
})
