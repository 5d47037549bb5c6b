// Lets commands on the same machine talk to the running collector: a secret that only this user can read.
import { readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const FILE = 'cli-token'

/** Where the collector listens, and what opens it. */
export interface CliToken {
  readonly url: string
  /** The host name that the API answers on. */
  readonly host: string
  readonly secret: string
}

export async function writeCliToken(folder: string, token: CliToken): Promise<void> {
  const path = join(folder, FILE)
  await writeFile(`${path}.new`, JSON.stringify(token), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** Undefined where no collector has started, or the last one has stopped in order. */
export async function readCliToken(folder: string): Promise<CliToken | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, FILE), 'utf8')) as CliToken
  } catch {
    return undefined
  }
}

export async function removeCliToken(folder: string): Promise<void> {
  await unlink(join(folder, FILE)).catch(() => {})
}
