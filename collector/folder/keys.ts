// The keys under which it is remembered who was erased: the present one, and those before it, in a file outside the folder.
import { createHash, createHmac } from 'node:crypto'
import { open, readFile, realpath, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Random } from '../random.ts'
import { syncFolder, unlessMissing, writeDurably } from './disk.ts'

export interface ErasureKey {
  readonly secret: string
  /** When another took its place; absent on the present one. */
  readonly retiredMs?: number
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

/** A key a line, the present one first; those before with the time at which they were replaced. */
const LINE = /^([0-9a-f]{64})(?: (\d{1,16}))?$/

/** The present one first; none where there is no such file. Throws where it holds anything else. */
export async function readKeys(file: string): Promise<ErasureKey[]> {
  const text = await unlessMissing(readFile(file, 'utf8'), undefined)
  if (text === undefined) return []
  return text
    .trim()
    .split('\n')
    .map((line, at) => {
      const [, secret, retired] = LINE.exec(line.trim()) ?? []
      if (secret === undefined || (retired === undefined) !== (at === 0))
        throw new BrokenErasures(`${file}:${at + 1} holds no key: expected 64 hex digits`)
      return retired === undefined ? { secret } : { secret, retiredMs: Number(retired) }
    })
}

const textOf = (keys: readonly ErasureKey[]): string =>
  keys
    .map(({ secret, retiredMs }) => `${secret}${retiredMs === undefined ? '' : ` ${retiredMs}`}\n`)
    .join('')

/** Where there is no such file yet. */
export async function writeKeys(file: string, keys: readonly ErasureKey[]): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(textOf(keys))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(file))
}

/** In one step: at no moment there is a file without the keys before. */
export async function replaceKeys(file: string, keys: readonly ErasureKey[]): Promise<void> {
  // A link stays one.
  const path = await realpath(file)
  await writeDurably(`${path}.new`, textOf(keys))
  await rename(`${path}.new`, path)
  await syncFolder(dirname(path))
}

export function makeKey(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('hex')
}

/** Tells keys apart, and nothing about them. */
export function keyId(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8)
}

/** The hash of a visitor under a key. */
export function hashWith(secret: string): (site: string, visitor: string) => string {
  const bytes = Buffer.from(secret, 'hex')
  // Neither holds a line break: no two pairs are one text.
  return (site, visitor) =>
    createHmac('sha256', bytes).update(`${site}\n${visitor}`).digest('base64url')
}
