// What is compressed how, and that it comes back as it was.
import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createCompressor, encodingFor } from './compress.ts'

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['BR', 'br'],
  ['identity', undefined],
  [undefined, undefined],
])('Accept-Encoding %s: %s', (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding)
})

test('the same content is compressed once, and comes back whole', () => {
  const { compress } = createCompressor()
  const bytes = Buffer.from('a tide leaves one line '.repeat(100))
  const made = compress('one', bytes, 'br')
  expect(brotliDecompressSync(made)).toEqual(bytes)
  expect(compress('one', bytes, 'br')).toBe(made)
})
