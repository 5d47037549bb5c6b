// Erases visitors of whom only a keyed hash is known: everybody who is stored is looked at.
import { pseudonymOf } from '../privacy/pseudonym.ts'
import type { Driver, Erased } from '../storage/driver.ts'
import { sql } from '../storage/sql.ts'

export type IsMeant = (site: string, visitor: string) => boolean

export interface Visitor {
  readonly site: string
  readonly visitor: string
}

export const visitorsIn = (driver: Driver): Promise<Visitor[]> =>
  driver.select<Visitor>(sql`
    select distinct site, visitor from ${driver.dialect.events()} where visitor <> ''`)

export interface EraseMeantParts {
  readonly driver: Driver
  readonly timeZoneOf: (site: string) => string
  readonly isMeant: IsMeant
  /** Those who were stored under another name before. */
  readonly others?: readonly Visitor[]
}

export async function eraseMeant(
  parts: EraseMeantParts,
): Promise<{ visitors: number; erased: Erased }> {
  const { driver, timeZoneOf, isMeant, others = [] } = parts
  const erased = { events: 0, heat: 0, orders: 0 }
  const meant = new Map<string, Set<string>>()
  for (const { site, visitor } of [...(await visitorsIn(driver)), ...others]) {
    // Until version 5 of the database visitors were stored, and remembered, under the id of their browser.
    const renamed = pseudonymOf(site, visitor)
    if (!isMeant(site, visitor) && !isMeant(site, renamed)) continue
    const theirs = meant.get(site) ?? new Set()
    meant.set(site, theirs.add(visitor).add(renamed))
  }
  let visitors = 0
  for (const [site, theirs] of meant) {
    const done = await driver.erase(site, [...theirs], timeZoneOf(site))
    visitors += theirs.size / 2
    for (const kind of ['events', 'heat', 'orders'] as const) erased[kind] += done[kind]
  }
  return { visitors, erased }
}
