// Groups of lines, each closed by a line that says how long it is and what it sums up to: what a disk gives back is known to be what it was given.
import { crc32 } from 'node:zlib'

/** How that line begins; no other line of a segment does. */
const START = Buffer.from('{"line":"sum","bytes":')
const SUM = /^\{"line":"sum","bytes":(\d{1,10}),"crc":"([0-9a-f]{8})"\}\n$/
const NEWLINE = 10

/** From `from`, included, to `to`, excluded. */
export interface Range {
  readonly from: number
  readonly to: number
}

export interface Checked {
  /** Groups as they were written, with their sums, in order; neighbours are one range. */
  readonly whole: readonly Range[]
  /** What is before the last sum and in no whole group. */
  readonly damaged: readonly Range[]
  /** Where what has no sum begins: a write that was cut short, and acknowledged to nobody. */
  readonly tail: number
}

/** The line that closes a group. */
export function sumLine(chunks: readonly Uint8Array[]): Uint8Array {
  let crc = 0
  let bytes = 0
  for (const chunk of chunks) {
    // Of no bytes at all, zlib answers 0 and forgets those before.
    if (chunk.byteLength > 0) crc = crc32(chunk, crc)
    bytes += chunk.byteLength
  }
  return Buffer.from(`{"line":"sum","bytes":${bytes},"crc":"${hex(crc)}"}\n`)
}

/** Holds the bytes of a segment against its sums. A group is found by its own length, whatever is before it. */
export function check(segment: Uint8Array): Checked {
  const bytes = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength)
  const whole: Range[] = []
  const damaged: Range[] = []
  let checkedTo = 0
  let tail = 0
  for (let at = bytes.indexOf(START); at >= 0; at = bytes.indexOf(START, at + 1)) {
    const end = bytes.indexOf(NEWLINE, at) + 1
    if (end === 0) break
    if (at > 0 && bytes[at - 1] !== NEWLINE) continue
    tail = end
    const [, length, crc] = SUM.exec(bytes.toString('latin1', at, end)) ?? []
    const from = at - Number(length)
    if (!(from >= checkedTo) || hex(crc32(bytes.subarray(from, at))) !== crc) continue
    if (from > checkedTo) damaged.push({ from: checkedTo, to: from })
    const last = whole.at(-1)
    if (last?.to === from) whole[whole.length - 1] = { from: last.from, to: end }
    else whole.push({ from, to: end })
    checkedTo = end
  }
  if (tail > checkedTo) damaged.push({ from: checkedTo, to: tail })
  return { whole, damaged, tail }
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0')
}
