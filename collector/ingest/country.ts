// Names the country of a visitor from a proxy's header or from a table in memory, or says nothing.
import { readFile } from 'node:fs/promises'
import { Reader } from 'maxmind'
import type { CountryResponse } from 'maxmind'
import { networkOf } from '../http/address.ts'

export interface Country {
  /** ISO 3166-1 alpha-2, or '' where unknown; `header` only from a trusted proxy. */
  readonly of: (address: string, header: string | undefined) => string
}

/** `table` is an .mmdb file that covers both address families. */
export async function openCountryTable(table: string | undefined): Promise<Country> {
  if (table === undefined) return createCountry(() => undefined)
  const reader = new Reader<CountryResponse & { country_code?: string }>(await readFile(table))
  return createCountry((network) => {
    const found = reader.get(network)
    // MaxMind's layout, and the flat one of the free tables.
    return found?.country?.iso_code ?? found?.country_code
  })
}

export function createCountry(lookUp: (network: string) => string | undefined): Country {
  return {
    of: (address, header) => isoCode(header) || isoCode(lookUp(networkOf(address))),
  }
}

function isoCode(code: string | undefined): string {
  // Cloudflare says XX for unknown and T1 for Tor.
  return code !== undefined && /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : ''
}
