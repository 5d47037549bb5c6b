// Remembers who was erased, as hashes under a key that lies elsewhere: a restored backup must not bring them back.
import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { syncFolder, unlessMissing, writeDurably } from './disk.ts'
import { createKnown } from './known-erasures.ts'
import {
  BrokenErasures,
  hashWith,
  keyId,
  makeKey,
  readKeys,
  replaceKeys,
  writeKeys,
} from './keys.ts'

const DAY_MS = 86_400_000
/** No backup is restored that is older: so long it is remembered who was erased. */
export const BACKUP_LASTS_MS = 400 * DAY_MS

/** Stands for a site itself where the id of a visitor would: no visitor has it. */
export const WHOLE_SITE = ''

/** One who was erased: names nobody to whoever lacks the key. */
export interface Tombstone {
  readonly atMs: number
  /** Which key it was made with. */
  readonly key: string
  readonly hash: string
  /** Told after the erasure; without it, before. */
  readonly done?: true
}

export interface Erasures {
  /** Remembers visitors, or a whole site (`WHOLE_SITE`), who are about to be erased; answers once the disk does. */
  readonly begin: (site: string, visitors: readonly string[]) => Promise<void>
  /** They are. */
  readonly end: (site: string, visitors: readonly string[]) => Promise<void>
  /** Whether a visitor was erased, as far back as is remembered. */
  readonly has: (site: string, visitor: string) => boolean
  /** Those whose erasure has begun and, as far as is known, not ended. */
  readonly unfinished: () => Unfinished
  /** Throws where nobody could be remembered, since the key can be neither read nor made. */
  readonly check: () => Promise<void>
  /** Goes on with a new key; those before stay for as long as what was made with them. */
  readonly rotate: () => Promise<Rotated>
  /** Reads who was erased; forgets those who are in no backup any more, and the keys that nobody needs. */
  readonly sweep: () => Promise<void>
}

export interface Rotated {
  /** The id of the key that is used from now on. */
  readonly key: string
  /** How many earlier ones are kept. */
  readonly kept: number
}

export interface Unfinished {
  readonly count: number
  readonly isMeant: (site: string, visitor: string) => boolean
  /** They are erased. */
  readonly finish: () => Promise<void>
}

export interface ErasuresParts {
  /** Where they are remembered. */
  readonly file: string
  /** Where the key lies, or is made at first need. */
  readonly keyFile: string
  readonly clock: Clock
  readonly random: Random
}

export function createErasures({ file, keyFile, clock, random }: ErasuresParts): Erasures {
  const known = createKnown()
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  const presentKey = (): Promise<string> => keyIn(keyFile, random)

  const keep = async (told: readonly Tombstone[]): Promise<void> => {
    await appendLines(file, told)
    known.note(told)
  }
  const remember = (site: string, visitors: readonly string[], more: Pick<Tombstone, 'done'>) =>
    inTurn(async () => {
      const secret = await presentKey()
      known.use(secret)
      const hash = hashWith(secret)
      const common = { atMs: clock.now(), key: keyId(secret) }
      await keep(visitors.map((each) => ({ ...common, hash: hash(site, each), ...more })))
    })

  return {
    begin: (site, visitors) => remember(site, visitors, {}),
    end: (site, visitors) => remember(site, visitors, { done: true }),
    has: known.has,
    unfinished: () => {
      const { tombstones, isMeant } = known.unfinished()
      return {
        count: tombstones.length,
        isMeant,
        finish: () =>
          inTurn(() =>
            keep(tombstones.map((each) => ({ ...each, atMs: clock.now(), done: true as const }))),
          ),
      }
    },
    check: () =>
      inTurn(async () => {
        await presentKey()
      }),
    rotate: () => inTurn(() => rotateKeys(keyFile, random, clock)),
    sweep: () =>
      inTurn(async () => {
        const all = await readErasures(file)
        // What was told before an erasure and what was told after it go together.
        const lastMs = new Map(all.map(({ hash, atMs }) => [hash, atMs]))
        const isKept = ({ hash }: Tombstone): boolean =>
          (lastMs.get(hash) ?? 0) > clock.now() - BACKUP_LASTS_MS
        const kept = all.filter(isKept)
        if (kept.length < all.length) await writeErasures(file, kept)
        await sweepKeys(keyFile, kept, clock)
        known.replace(kept)
        for (const { secret } of await readKeys(keyFile)) known.use(secret)
      }),
  }
}

/** The key of this file, made at first need. */
async function keyIn(keyFile: string, random: Random): Promise<string> {
  const [present] = await readKeys(keyFile)
  if (present) return present.secret
  const secret = makeKey(random)
  await writeKeys(keyFile, [{ secret }])
  return secret
}

async function rotateKeys(keyFile: string, random: Random, clock: Clock): Promise<Rotated> {
  const secret = makeKey(random)
  const [present, ...earlier] = await readKeys(keyFile)
  if (!present) await writeKeys(keyFile, [{ secret }])
  else {
    const retired = { secret: present.secret, retiredMs: clock.now() }
    await replaceKeys(keyFile, [{ secret }, retired, ...earlier])
  }
  return { key: keyId(secret), kept: present ? earlier.length + 1 : 0 }
}

/** By its age and not by its tombstones alone: those of another folder that is at hand may need it. */
async function sweepKeys(
  keyFile: string,
  tombstones: readonly Tombstone[],
  clock: Clock,
): Promise<void> {
  const used = new Set(tombstones.map(({ key }) => key))
  const keys = await readKeys(keyFile)
  const kept = keys.filter(
    ({ secret, retiredMs = Infinity }) =>
      retiredMs > clock.now() - BACKUP_LASTS_MS || used.has(keyId(secret)),
  )
  if (kept.length < keys.length) await replaceKeys(keyFile, kept)
}

/** None where there is no file. A last line that a crash cut short was answered to nobody. */
export async function readErasures(file: string): Promise<Tombstone[]> {
  const text = await unlessMissing(readFile(file, 'utf8'), '')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line, at) => parsed(line) ?? broken(`${file}:${at + 1} cannot be read`))
}

function parsed(line: string): Tombstone | undefined {
  try {
    const { atMs, key, hash, done } = JSON.parse(line) as Partial<Tombstone>
    const isWhole = Number.isSafeInteger(atMs) && /^[0-9a-f]{8}$/.test(key ?? '')
    if (!isWhole || typeof hash !== 'string') return undefined
    return { atMs: atMs!, key: key!, hash, ...(done && { done }) }
  } catch {
    return undefined
  }
}

function broken(message: string): never {
  throw new BrokenErasures(message)
}

export async function writeErasures(file: string, all: readonly Tombstone[]): Promise<void> {
  const lines = all.map((each) => `${JSON.stringify(each)}\n`)
  await writeDurably(`${file}.new`, lines.join(''))
  await rename(`${file}.new`, file)
  await syncFolder(dirname(file))
}

async function appendLines(file: string, all: readonly Tombstone[]): Promise<void> {
  const text = await unlessMissing(readFile(file, 'utf8'), '')
  const handle = await open(file, 'a', 0o600)
  try {
    // What a crash cut short goes: it was answered to nobody.
    await handle.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)))
    await handle.writeFile(all.map((each) => `${JSON.stringify(each)}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (text === '') await syncFolder(dirname(file))
}
