// Reads a CSV file record by record, unpacked if it is gzipped; the first line names the columns.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'

/** One record by column name. */
export type SourceRecord = Readonly<Record<string, string>>

const RECORD_BYTES_MAX = 1_000_000

export async function* readRecords(file: string, separator: string): AsyncIterable<SourceRecord> {
  const parser = parse({
    bom: true,
    columns: true,
    delimiter: separator,
    max_record_size: RECORD_BYTES_MAX,
    skip_empty_lines: true,
  })
  // What fails in one part ends the others; the reader of the parser is told.
  const ended = (): void => {}
  if (await isGzipped(file)) pipeline(createReadStream(file), createGunzip(), parser, ended)
  else pipeline(createReadStream(file), parser, ended)
  for await (const record of parser) yield record as SourceRecord
}

async function isGzipped(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}
