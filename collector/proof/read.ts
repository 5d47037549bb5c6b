// Reads the files of a chain, and names the first broken link.
import type { Files } from '../log/files.ts'
import { BEGINNING, faultOf } from './entry.ts'
import type { Entry, Head } from './entry.ts'

export const CHAIN_SUFFIX = '.chain'

/** The names of a chain's files in their order: each is named by the number of its first link. */
export function chainFiles(names: readonly string[]): string[] {
  return names.filter((name) => /^\d{10}\.chain$/.test(name)).toSorted()
}

/** The whole lines of a file; what a crash has left half written is no line. */
export function linesOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1)
}

export interface ChainVerdict {
  readonly links: number
  readonly head: Head
  /** The first broken link, and where; undefined where the chain is whole. */
  readonly broken?: string
}

/**
 * Follows a chain from its beginning. `anchor`: a head that was kept elsewhere; a chain that was written anew does not
 * come by it.
 */
export async function verifyChain(
  files: Pick<Files, 'list' | 'read'>,
  folder: string,
  anchor?: Head,
): Promise<ChainVerdict> {
  let head: Head = BEGINNING
  let met = anchor === undefined || anchor.seq === 0
  const broken = (where: string, what: string): ChainVerdict => ({
    links: head.seq,
    head,
    broken: `${where}: ${what}`,
  })
  for (const name of chainFiles(await files.list(folder))) {
    const lines = linesOf(await files.read(`${folder}/${name}`))
    for (const [at, line] of lines.entries()) {
      const where = `${name} line ${at + 1}, link ${head.seq + 1}`
      const entry = parsed(line)
      if (!entry) return broken(where, 'it cannot be read')
      const fault = faultOf(head, entry)
      if (fault) return broken(where, fault)
      if (entry.seq === anchor?.seq) {
        if (entry.hash !== anchor.hash) return broken(where, 'it is not the one that was anchored')
        met = true
      }
      head = { seq: entry.seq, hash: entry.hash }
    }
  }
  if (!met) return broken('the end', `link ${anchor?.seq}, which was anchored, is missing`)
  return { links: head.seq, head }
}

/** The links in `paths` that seal something of one consent. */
export async function findIn(
  files: Pick<Files, 'read'>,
  paths: readonly string[],
  consent: string,
): Promise<Entry[]> {
  const found: Entry[] = []
  for (const path of paths)
    for (const line of linesOf(await files.read(path))) {
      // Most lines are of others: they are not parsed.
      const entry = line.includes(consent) ? parsed(line) : undefined
      if (entry?.record?.consent === consent) found.push(entry)
    }
  return found
}

export function parsed(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry
  } catch {
    return undefined
  }
}
