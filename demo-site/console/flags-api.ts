// What the screen of flags asks and writes.
import type { Flag } from '../../packages/wire/flag.ts'
import { get, write } from './ask.ts'

/** What of a flag is written; the collector keeps the rest. */
export type FlagDraft = Omit<Flag, 'key' | 'changedMs'>

const pathOf = (site: string, key = '') =>
  `/api/v1/sites/${encodeURIComponent(site)}/flags${key && `/${encodeURIComponent(key)}`}`

/** All flags of a site, by key. */
export async function askFlags(site: string, signal: AbortSignal): Promise<readonly Flag[]> {
  return ((await get(pathOf(site), signal)) as { flags: Flag[] }).flags
}

export async function writeFlag(site: string, key: string, draft: FlagDraft): Promise<void> {
  await write('PUT', pathOf(site, key), draft)
}

export async function removeFlag(site: string, key: string): Promise<void> {
  await write('DELETE', pathOf(site, key))
}
