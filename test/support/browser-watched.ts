// A browser that is watched from outside: what it asked for by its own log, and what its profile folder holds.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Driven } from './browser-smoke.ts'

export interface Watched extends Driven {
  /** What pages must hold for it to be driven. */
  readonly head: string
  /** `METHOD address` of all that it asked for so far. */
  readonly requests: () => readonly string[]
  /** Ends it; its profile stays. */
  readonly stop: () => Promise<void>
}

/** A browser, and how its profile is read once it has ended. */
export interface Watchable {
  /** Starts it on a profile folder, as it was left there. */
  readonly start: (profile: string) => Promise<Watched>
  /** Makes the profile's files hold what its databases say, and not what they have freed. */
  readonly settle: (profile: string) => Promise<void>
}

/** A clock that says where a yes comes first. */
export const OPT_IN_ZONE = 'Europe/Berlin'

/** What was found in a folder, and in how much of it that was looked for. */
export interface Search {
  readonly bytes: number
  readonly files: number
  /** Names of ours outside the copies of files that came over the network. */
  readonly names: readonly string[]
  /** Those of the words that lie in any file. */
  readonly words: readonly string[]
}

/** The tag itself lies there, and names all its keys. Addresses with a `utm_source` are others' doing. */
const COPIES = /\/(cache2|startupCache|WebKitCache)\//

/** Where a value follows its key without a gap, a known name ends it. */
const KNOWN = ['tm_consent', ...Object.values(PURPOSES).flatMap(({ deviceKeys }) => deviceKeys)]
const NAME = new RegExp(`(?<!u)(?:${KNOWN.join('|')}|tm_[a-z]+)`, 'g')

/** Text of one byte a character and of two looks the same then; and of a database, most is room to grow. */
function withoutZeros(content: Buffer): string {
  let length = 0
  for (const byte of content) if (byte !== 0) content[length++] = byte
  return content.toString('latin1', 0, length)
}

/** Looks through every byte below a profile. */
export async function searchProfile(
  profile: string,
  words: readonly string[] = [],
): Promise<Search> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true })
  const names = new Set<string>()
  const found = new Set<string>()
  let bytes = 0
  let files = 0
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    // A running browser takes files away.
    const content = await readFile(path).catch(() => Buffer.alloc(0))
    bytes += content.length
    files++
    const text = withoutZeros(content)
    if (!COPIES.test(path)) for (const [name] of text.matchAll(NAME)) names.add(name)
    for (const word of words) if (text.includes(word)) found.add(word)
  }
  return { bytes, files, names: [...names].toSorted(), words: [...found] }
}

/** A profile of a visitor who was never here. */
export async function makeProfile(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tidemark-profile-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}
