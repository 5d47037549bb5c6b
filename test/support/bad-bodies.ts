// Bodies as no page of ours would send them: too large, cut short, packed to burst, nested without end.
import { crc32, constants, deflateRawSync, gzipSync } from 'node:zlib'

const MEGABYTE = 1_048_576

/** A valid gzip file of so many megabytes of zeros, made without ever holding them. */
export function gzipOfZeros(megabytes: number): Buffer {
  const zeros = Buffer.alloc(MEGABYTE)
  const block = deflateRawSync(zeros, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
  const trailer = Buffer.alloc(8)
  let check = 0
  for (let done = 0; done < megabytes; done++) check = crc32(zeros, check)
  trailer.writeUInt32LE(check, 0)
  trailer.writeUInt32LE((megabytes * MEGABYTE) % 2 ** 32, 4)
  const blocks = Array.from({ length: megabytes }, () => block)
  return Buffer.concat([header, ...blocks, deflateRawSync(Buffer.alloc(0)), trailer])
}

/** The JSON of lists in lists, `levels` deep. */
export function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels)
}

/** The first half of a gzip file. */
export function truncatedGzip(text: string): Buffer {
  const whole = gzipSync(text)
  return whole.subarray(0, whole.length / 2)
}

/** `text` with a byte in it that no UTF-8 has. */
export function brokenUtf8(text: string): Buffer {
  const bytes = Buffer.from(text)
  bytes[bytes.indexOf('Start')] = 0xff
  return bytes
}
