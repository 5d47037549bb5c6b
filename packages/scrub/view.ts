// Reads a text as a person does: escapes decoded, foreign digits as ours, one sort of space and of dash, nothing invisible.
import { QUERY_SPACE, SORTS } from './signs.ts'

/** Each sign of `text` stands for the source from `from` to `to`; without them the view is the source. */
export interface View {
  readonly text: string
  readonly from?: Uint32Array
  readonly to?: Uint32Array
}

/** What is not as it looks. */
const ODD = /[^ -~]|[%&+]/
const ENTITY = /&#(?:x([\da-f]{1,6})|(\d{1,7}));|&nbsp;/iy
const DIGIT = /\p{Nd}/u
/** How much of the first byte of a sign of UTF-8 counts, by how many follow. */
const FIRST = [0x7f, 0x1f, 0x0f, 0x07]
/** Twice encoded is met where an address is part of another, thrice where that is part of a third. */
const DEPTH = 3

function hexAt(source: string, at: number): number {
  const code = source.charCodeAt(at)
  if (code > 47 && code < 58) return code - 48
  const letter = (code | 32) - 87
  return letter > 9 && letter < 16 ? letter : NaN
}

/** The byte that an escape stands for, and above it how long that escape is; 0 where none begins. */
function escapeAt(source: string, at: number): number {
  if (source.charCodeAt(at) !== 37) return 0
  let digits = at + 1
  const byteAt = (from: number) => hexAt(source, from) * 16 + hexAt(source, from + 1)
  for (let deep = 1; deep < DEPTH && source.startsWith('25', digits) && byteAt(digits + 2) >= 0;)
    [digits, deep] = [digits + 2, deep + 1]
  const byte = byteAt(digits)
  return byte >= 0 ? (digits + 2 - at) * 256 + byte : 0
}

/** The sign at `at`, and above 16 bits how much of the source it takes. */
function signAt(source: string, at: number): number {
  const first = escapeAt(source, at)
  const byte = first & 255
  const plain = 65_536 + source.charCodeAt(at)
  if (!first || (byte > 0x7f && byte < 0xc2)) return plain
  const more = byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
  let code = byte & FIRST[more]!
  let next = at + (first >> 8)
  for (let left = more; left > 0; left--) {
    const follower = escapeAt(source, next)
    if ((follower & 0xc0) !== 0x80) return plain
    code = code * 64 + (follower & 63)
    next += follower >> 8
  }
  return (next - at) * 65_536 + Math.min(code, 0xfffd)
}

function entityAt(source: string, at: number): number {
  ENTITY.lastIndex = at
  const found = ENTITY.exec(source)
  if (!found) return 65_536 + 38
  const code = found[1] ? parseInt(found[1], 16) : Number(found[2] ?? 32)
  return found[0].length * 65_536 + Math.min(code, 0xfffd)
}

/** By code: spaces, dashes, and what is not seen: joiners, marks of direction, accents on their own. */
const isSpace = (code: number) =>
  code === 0xa0 ||
  code === 0x3000 ||
  (code > 0x1fff && code < 0x200b) ||
  (code > 0x2027 && code < 0x2060)
const isDash = (code: number) => (code > 0x200f && code < 0x2016) || code === 0x2212
const isUnseen = (code: number) =>
  code === 0xad ||
  (code > 0x2ff && code < 0x370) ||
  code === 0x61c ||
  (code > 0x200a && code < 0x2010) ||
  (code > 0x2029 && code < 0x202f) ||
  (code > 0x205f && code < 0x2070) ||
  (code > 0xfdff && code < 0xfe10) ||
  code === 0xfeff

/** Behind Latin-1: the digit that a sign is in whatever script; scripts lay their ten from …0 or from …6. */
function digitOf(code: number): number {
  const isDigit = (code: number) => DIGIT.test(String.fromCharCode(code))
  if (code > 0x65f && code < 0x66a) return code - 0x630
  if (code < 0x660 || !isDigit(code)) return code
  const low = code & 15
  return 48 + (isDigit(code - low) ? low : low - 6)
}

/** Latin letters without their accents. */
const isLatin = (code: number) => (code > 0xbf && code < 0x250) || (code > 0x1dff && code < 0x1f00)

/** Most of what is foreign looks like nothing else: kana, ideographs, hangul. */
const isItself = (code: number) =>
  (code > 0x303f && code < 0xa620) || (code > 0xabff && code < 0xfd00)

/** A sign as ASCII where it looks like that; -1 where nothing is to be seen of it. */
function plainOf(code: number): number {
  if (code < 127) return code < 32 ? 32 : code
  if (isItself(code)) return code
  if (isUnseen(code)) return -1
  if (isSpace(code)) return 32
  if (isDash(code)) return 45
  if (code > 0xff00 && code < 0xff5f) return code - 0xfee0
  if (isLatin(code)) return String.fromCharCode(code).normalize('NFD').charCodeAt(0)
  return code === 0xfe6b ? 64 : digitOf(code)
}

function textOf(codes: Uint16Array): string {
  let text = ''
  for (let at = 0; at < codes.length; at += 4096)
    text += String.fromCharCode.apply(null, codes.subarray(at, at + 4096) as never)
  return text
}

export function viewOf(source: string): View {
  if (!ODD.test(source)) return { text: source }
  const { length } = source
  const codes = new Uint16Array(length)
  const from = new Uint32Array(length)
  const to = new Uint32Array(length)
  let size = 0
  let inQuery = false
  for (let at = 0; at < length;) {
    const raw = source.charCodeAt(at)
    if (SORTS[raw]) {
      codes[size] = raw
      from[size] = at
      to[size++] = ++at
      continue
    }
    const sign = raw === 37 ? signAt(source, at) : raw === 38 ? entityAt(source, at) : 65_536 + raw
    let code = plainOf(sign & 65_535)
    if (raw === 63 || raw === 61) inQuery = true
    else if (raw === 32) inQuery = false
    // Behind `=`, `?` or `&` somebody forgot to encode the `+` of a telephone number.
    else if (raw === 43 && inQuery && !/[=?&]/.test(source[at - 1]!)) code = QUERY_SPACE
    const end = at + (sign >> 16)
    if (code >= 0) {
      codes[size] = code
      from[size] = at
      to[size++] = end
    }
    at = end
  }
  return { text: textOf(codes.subarray(0, size)), from, to }
}
