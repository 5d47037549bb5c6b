// Takes out of a folder that is being restored the visitors and the sites that were erased after its backup was made.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Documents } from '../storage/documents.ts'
import type { Driver, Erased } from '../storage/driver.ts'
import { removeDocumentsOf } from '../storage/site-documents.ts'
import { sql } from '../storage/sql.ts'
import { RECOMMEND_FOLDER } from './contents.ts'
import { namesIn } from './disk.ts'
import { WHOLE_SITE } from './erasures.ts'
import type { Tombstone } from './erasures.ts'
import { eraseMeant } from './erase-meant.ts'
import type { Visitor } from './erase-meant.ts'
import { hashWith } from './keys.ts'
import { among } from './known-erasures.ts'

/** What is in a database file. */
export interface Opened {
  readonly driver: Driver
  readonly documents: Documents
}

export interface EraseAgainParts extends Opened {
  /** The folder that is being restored. */
  readonly room: string
  /** Keys that the tombstones were made with. */
  readonly keys: readonly string[]
  /** Who was stored before the database was brought up to date. */
  readonly before: readonly Visitor[]
  /** All that may have been erased since. */
  readonly later: readonly Tombstone[]
  /** Those of them that the backup does not know of. */
  readonly unknown: readonly Tombstone[]
}

export interface ErasedAgain {
  readonly visitors: number
  readonly erased: Erased
  readonly sites: number
}

export async function eraseAgain(parts: EraseAgainParts): Promise<ErasedAgain> {
  if (parts.later.length === 0)
    return { visitors: 0, erased: { events: 0, heat: 0, orders: 0 }, sites: 0 }
  const sites = await eraseSites(parts)
  const { driver, documents, later, keys, before } = parts
  const known = await documents.list<{ timeZone?: string }>('site')
  const zones = new Map(known.map(({ key, body }) => [key, body.timeZone]))
  const timeZoneOf = (site: string): string => zones.get(site) ?? 'UTC'
  const isMeant = among(later, keys.map(hashWith))
  return { ...(await eraseMeant({ driver, timeZoneOf, isMeant, others: before })), sites }
}

/**
 * By what the backup does not know of alone: a site that was made anew under the name of a deleted one is another. One
 * whose deletion a crash has cut short says so itself, and the collector goes on with it.
 */
async function eraseSites({ driver, documents, room, keys, unknown }: EraseAgainParts) {
  const isMeant = among(unknown, keys.map(hashWith))
  const files = join(room, RECOMMEND_FOLDER)
  const rows = await driver.select<{ site: string }>(sql`
    select distinct site from ${driver.dialect.events()}`)
  const names = new Set([
    ...rows.map(({ site }) => site),
    ...(await documents.list('site')).map(({ key }) => key),
    ...(await namesIn(files)),
  ])
  let sites = 0
  for (const site of names) {
    if (!isMeant(site, WHOLE_SITE)) continue
    await removeDocumentsOf(documents, site)
    await documents.delete('site-removal', site)
    await rm(join(files, site), { recursive: true, force: true })
    await driver.eraseSite(site)
    sites++
  }
  return sites
}
