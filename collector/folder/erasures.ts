// Remembers who was erased, as hashes under a key that lies elsewhere: a restored backup must not bring them back.
import { createHash, createHmac } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { syncFolder, unlessMissing, writeDurably } from './disk.ts'

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
}

export interface Erasures {
  /** Remembers a visitor, or a whole site (`WHOLE_SITE`); answers once the disk does. */
  readonly add: (site: string, visitor: string) => Promise<void>
  /** Throws where nobody could be remembered, since the key can be neither read nor made. */
  readonly check: () => Promise<void>
  /** Forgets those who are in no backup any more. */
  readonly sweep: () => Promise<void>
}

export interface ErasuresParts {
  /** Where they are remembered. */
  readonly file: string
  /** Where the key lies, or is made at first need. */
  readonly keyFile: string
  readonly clock: Clock
  readonly random: Random
}

export class BrokenErasures extends Error {
  override readonly name = 'BrokenErasures'
}

/** Outside the data folder, so that a copy of the folder does not tell who was erased. */
export function keyFileOf(settings: {
  readonly keyFile: string | undefined
  readonly dataFolder: string
}): string {
  return settings.keyFile ?? `${resolve(settings.dataFolder)}.key`
}

export function createErasures({ file, keyFile, clock, random }: ErasuresParts): Erasures {
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  return {
    add: (site, visitor) =>
      inTurn(async () => {
        const key = await readOrMakeKey(keyFile, random)
        const told = { atMs: clock.now(), key: keyId(key), hash: hashWith(key)(site, visitor) }
        await appendLine(file, JSON.stringify(told))
      }),
    check: () =>
      inTurn(async () => {
        await readOrMakeKey(keyFile, random)
      }),
    sweep: () =>
      inTurn(async () => {
        const known = await readErasures(file)
        const kept = known.filter(({ atMs }) => atMs > clock.now() - BACKUP_LASTS_MS)
        if (kept.length < known.length) await writeErasures(file, kept)
      }),
  }
}

/** None where there is no file. A last line that a crash cut short was answered to nobody. */
export async function readErasures(file: string): Promise<Tombstone[]> {
  const text = await unlessMissing(readFile(file, 'utf8'), '')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line, at) => parsed(line) ?? fail(`${file}:${at + 1} cannot be read`))
}

function parsed(line: string): Tombstone | undefined {
  try {
    const { atMs, key, hash } = JSON.parse(line) as Partial<Tombstone>
    const isWhole = Number.isSafeInteger(atMs) && /^[0-9a-f]{8}$/.test(key ?? '')
    return isWhole && typeof hash === 'string' ? { atMs: atMs!, key: key!, hash } : undefined
  } catch {
    return undefined
  }
}

function fail(message: string): never {
  throw new BrokenErasures(message)
}

export async function writeErasures(file: string, all: readonly Tombstone[]): Promise<void> {
  const lines = all.map((each) => `${JSON.stringify(each)}\n`)
  await writeDurably(`${file}.new`, lines.join(''))
  await rename(`${file}.new`, file)
  await syncFolder(dirname(file))
}

async function appendLine(file: string, line: string): Promise<void> {
  const text = await unlessMissing(readFile(file, 'utf8'), '')
  const handle = await open(file, 'a', 0o600)
  try {
    // What a crash cut short goes: it was answered to nobody.
    await handle.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)))
    await handle.writeFile(`${line}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (text === '') await syncFolder(dirname(file))
}

/** Undefined where there is no such file. Throws where it holds no key. */
export async function readKey(file: string): Promise<string | undefined> {
  const text = await unlessMissing(readFile(file, 'utf8'), undefined)
  if (text === undefined) return undefined
  const key = text.trim()
  return /^[0-9a-f]{64}$/.test(key) ? key : fail(`${file} holds no key: expected 64 hex digits`)
}

export async function writeKey(file: string, key: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${key}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(file))
}

async function readOrMakeKey(file: string, random: Random): Promise<string> {
  const known = await readKey(file)
  if (known !== undefined) return known
  const made = Buffer.from(random.bytes(32)).toString('hex')
  await writeKey(file, made)
  return made
}

/** Tells keys apart, and nothing about them. */
export function keyId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

/** The hash of a visitor under a key. */
export function hashWith(key: string): (site: string, visitor: string) => string {
  const secret = Buffer.from(key, 'hex')
  // Neither holds a line break: no two pairs are one text.
  return (site, visitor) =>
    createHmac('sha256', secret).update(`${site}\n${visitor}`).digest('base64url')
}
