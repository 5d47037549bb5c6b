// The chains of proof of all sites: each consent and each withdrawal is a link, durable before it is acknowledged.
import { Fault } from '../errors.ts'
import type { Files, OpenFile } from '../log/files.ts'
import { faultOf as diskFault } from '../log/disk-state.ts'
import { createWaiting } from '../log/waiting.ts'
import type { Random } from '../random.ts'
import { BEGINNING, entryAfter } from './entry.ts'
import type { Entry, Head, ProofRecord } from './entry.ts'
import { CHAIN_SUFFIX, chainFiles, findIn, linesOf, parsed, verifyChain } from './read.ts'
import type { ChainVerdict } from './read.ts'

export interface ProofsParts {
  /** Where the chains lie, a folder a site. */
  readonly folder: string
  readonly files: Files
  readonly makeFolder: (path: string) => Promise<void>
  readonly removeFolder: (path: string) => Promise<void>
  readonly random: Random
}

export interface Proofs {
  /** Answers once the disk has the link. Throws `Fault` where it takes none. */
  readonly append: (site: string, record: ProofRecord) => Promise<Head>
  /** Where the chain ends: to be kept elsewhere, so that nobody can write it anew. */
  readonly head: (site: string) => Promise<Head>
  readonly verify: (site: string, anchor?: Head) => Promise<ChainVerdict>
  /** The newest links, as far as what they seal is still there. */
  readonly newest: (site: string, limit: number, before?: number) => Promise<readonly Entry[]>
  /** The links that seal something of one consent, the oldest first. */
  readonly find: (site: string, consent: string) => Promise<readonly Entry[]>
  /** Forgets what links of before `day` seal; the chain stays. Answers how many. */
  readonly forgetBefore: (site: string, day: string) => Promise<number>
  /** The site is gone, and its chain with it. */
  readonly remove: (site: string) => Promise<void>
  readonly stop: () => Promise<void>
}

interface Chain {
  readonly append: (record: ProofRecord) => Promise<Head>
  readonly head: () => Head
  /** The name of the file that is written to, if any is. */
  readonly openName: () => string | undefined
  readonly close: () => Promise<void>
}

const SALT_BYTES = 16

export function createProofs(parts: ProofsParts): Proofs {
  const { files } = parts
  const chains = new Map<string, Promise<Chain>>()
  const folderOf = (site: string): string => `${parts.folder}/${site}`

  const chainOf = (site: string): Promise<Chain> => {
    const known = chains.get(site)
    if (known) return known
    const opened = openChain(parts, folderOf(site))
    chains.set(site, opened)
    // Another try may find the disk mended.
    opened.catch(() => chains.delete(site))
    return opened
  }

  const close = async (site: string): Promise<void> => {
    const chain = chains.get(site)
    chains.delete(site)
    await (await chain)?.close()
  }

  const pathsOf = async (site: string): Promise<string[]> => {
    await parts.makeFolder(folderOf(site))
    const names = chainFiles(await files.list(folderOf(site)))
    return names.map((name) => `${folderOf(site)}/${name}`)
  }

  return {
    append: async (site, record) => {
      const opened = chainOf(site)
      const chain = await opened
      try {
        return await chain.append(record)
      } catch (error) {
        // A full disk has taken half a line at most, which is cut off before the next; of all else only a start knows.
        if (error instanceof Fault && error.code === 'log_full' && chains.get(site) === opened)
          await close(site)
        throw error
      }
    },
    head: async (site) => (await chainOf(site)).head(),
    verify: async (site, anchor) => {
      await parts.makeFolder(folderOf(site))
      return verifyChain(files, folderOf(site), anchor)
    },
    newest: async (site, limit, before = Infinity) => {
      const found: Entry[] = []
      for (const path of (await pathsOf(site)).toReversed()) {
        const entries = linesOf(await files.read(path))
          .map(parsed)
          .filter((entry) => entry !== undefined && entry.seq < before)
        found.push(...(entries as Entry[]).toReversed())
        if (found.length >= limit) break
      }
      return found.slice(0, limit)
    },
    find: async (site, consent) => findIn(files, await pathsOf(site), consent),
    forgetBefore: async (site, day) => {
      // What is written to is of today.
      const chain = await chainOf(site)
      let forgotten = 0
      for (const path of await pathsOf(site))
        if (path !== `${folderOf(site)}/${chain.openName()}`)
          forgotten += await forget(files, path, day)
      return forgotten
    },
    remove: async (site) => {
      await close(site)
      await parts.removeFolder(folderOf(site))
    },
    stop: async () => {
      for (const site of chains.keys()) await close(site)
    },
  }
}

/** Writes a file anew without what its old links seal, and puts it in the place of the other at once. */
async function forget(files: Files, path: string, day: string): Promise<number> {
  const entries = linesOf(await files.read(path)).map(parsed)
  const old = entries.filter((entry) => entry?.salt !== undefined && entry.day < day).length
  if (old === 0) return 0
  const lines = entries.map((entry) => {
    if (!entry || entry.salt === undefined || entry.day >= day) return JSON.stringify(entry)
    const { salt: _salt, record: _record, ...link } = entry
    return JSON.stringify(link)
  })
  const file = await files.create(`${path}.new`)
  await file.writev([Buffer.from(`${lines.join('\n')}\n`)])
  await file.fdatasync()
  await file.close()
  await files.rename(`${path}.new`, path)
  await files.syncFolder(path.slice(0, path.lastIndexOf('/')))
  return old
}

/** Each start, and each day, writes to a file of its own: a torn end is never written after, and what is old can be rewritten. */
async function openChain(parts: ProofsParts, folder: string): Promise<Chain> {
  const { files, random } = parts
  await parts.makeFolder(folder)
  for (const name of await files.list(folder))
    if (name.endsWith('.new')) await files.unlink(`${folder}/${name}`)
  let head = await endOf(files, folder)
  const waiting = createWaiting<ProofRecord>()
  let open: { readonly file: OpenFile; readonly name: string; readonly day: string } | undefined
  let running: Promise<void> | undefined
  let failed: unknown

  async function write(records: readonly ProofRecord[]): Promise<void> {
    let next: Head = head
    let day = ''
    const lines = records.map((record) => {
      const salt = Buffer.from(random.bytes(SALT_BYTES)).toString('hex')
      const entry = entryAfter(next, salt, record)
      next = entry
      day = entry.day
      return `${JSON.stringify(entry)}\n`
    })
    const file = await fileOf(day)
    await file.writev([Buffer.from(lines.join(''))])
    await file.fdatasync()
    head = { seq: next.seq, hash: next.hash }
  }

  async function fileOf(day: string): Promise<OpenFile> {
    if (open?.day === day) return open.file
    await open?.file.close()
    const name = String(head.seq + 1).padStart(10, '0') + CHAIN_SUFFIX
    const file = await files.create(`${folder}/${name}`)
    await files.syncFolder(folder)
    open = { file, name, day }
    return file
  }

  /** After an error nobody knows what the disk has: the next start reads it. */
  async function run(): Promise<void> {
    try {
      while (waiting.count() > 0) await waiting.serve(write, diskFault)
    } catch (error) {
      failed = error
      waiting.refuse(diskFault(error))
    }
    running = undefined
  }

  return {
    head: () => head,
    openName: () => open?.name,
    append: async (record) => {
      if (failed !== undefined) throw diskFault(failed)
      const done = waiting.wait(record)
      running ??= run()
      await done
      return head
    },
    close: async () => {
      await running
      await open?.file.close()
    },
  }
}

/** The last whole link. A file whose only line was torn is put out of the way of the next of its name. */
async function endOf(files: Files, folder: string): Promise<Head> {
  for (const name of chainFiles(await files.list(folder)).toReversed()) {
    const path = `${folder}/${name}`
    const bytes = await files.read(path)
    const lines = linesOf(bytes)
    const last = lines.at(-1)
    if (last === undefined) {
      await files.unlink(path)
      continue
    }
    const whole = Buffer.byteLength(`${lines.join('\n')}\n`)
    // What was never acknowledged goes: links are not written after half a line.
    if (whole < bytes.byteLength) await files.truncate(path, whole)
    const entry = parsed(last)
    if (entry) return { seq: entry.seq, hash: entry.hash }
  }
  return BEGINNING
}
