// Reads the lines of a text file, unpacked if it is gzipped, and says where one cannot be read.
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'

const FILE_BYTES_MAX = 1_000_000_000
const LINES_MAX = 20_000_000
const LINE_BYTES_MAX = 200_000
const ID_LENGTH_MAX = 200

export interface Lines {
  /** What its faults are reported under. */
  readonly name: string
  readonly lines: readonly string[]
}

/** A file, or one line of it, cannot be read; says which and why. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
}

/** `index` is the line's place in `lines`, from 0. */
export function lineError({ name }: Lines, index: number, what: string): ReadError {
  return new ReadError(`${name}, line ${index + 1}: ${what}`)
}

/** An empty last line is none. */
export function readLines(file: string): Lines {
  const name = basename(file)
  const bytes = unpack(file)
  const lines: string[] = []
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(10, from)
    const to = found < 0 ? bytes.length : found
    if (to - from > LINE_BYTES_MAX)
      throw lineError({ name, lines }, lines.length, `longer than ${LINE_BYTES_MAX} bytes`)
    if (lines.length === LINES_MAX) throw new ReadError(`${name} has more than ${LINES_MAX} lines`)
    lines.push(bytes.toString('utf8', from, to > from && bytes[to - 1] === 13 ? to - 1 : to))
    from = to + 1
  }
  return { name, lines }
}

function unpack(file: string): Buffer {
  const tooLarge = new ReadError(`${file} is larger than ${FILE_BYTES_MAX} bytes`)
  try {
    if (statSync(file).size > FILE_BYTES_MAX) throw tooLarge
    const bytes = readFileSync(file)
    const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    return isGzipped ? gunzipSync(bytes, { maxOutputLength: FILE_BYTES_MAX }) : bytes
  } catch (error) {
    if (error instanceof ReadError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : new ReadError(`${file}: ${message}`)
  }
}

/** An id as it stands in a file, if it is one. */
export function readId(written: string, from: Lines, index: number): string {
  if (written === '') throw lineError(from, index, 'an id is empty')
  if (written.length > ID_LENGTH_MAX)
    throw lineError(from, index, `an id is longer than ${ID_LENGTH_MAX} characters`)
  if (/\s/.test(written))
    throw lineError(from, index, `the id ${JSON.stringify(written)} holds white space`)
  return written
}

/** The cells of each line by the names that the first line gives them; `visit` gets those of `columns`. */
export function eachRecord(
  from: Lines,
  separator: string,
  columns: readonly string[],
  visit: (cells: readonly string[], index: number) => void,
): void {
  const head = from.lines[0]?.replace(/^\ufeff/, '').split(separator) ?? []
  const places = columns.map((column) => head.indexOf(column))
  for (const [at, column] of columns.entries())
    if (places[at]! < 0) throw lineError(from, 0, `there is no column ${column}`)
  for (let index = 1; index < from.lines.length; index++) {
    const cells = from.lines[index]!.split(separator)
    if (cells.length !== head.length)
      throw lineError(from, index, `${cells.length} cells instead of ${head.length}`)
    visit(
      places.map((place) => cells[place]!),
      index,
    )
  }
}
