// Counts the clickstream of UCI 553 straight from its file, without any part of the collector.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { SHARED } from './shared.ts'

export const ESHOP_FILE = `${SHARED}/data/eshop2008.csv.gz`

/** Why a test that needs the file is skipped; undefined where the file is there. */
export const ESHOP_ABSENT = existsSync(ESHOP_FILE) ? undefined : `${ESHOP_FILE} is absent`

/** The file numbers its countries from 1 in this order; `-` has no country, only a domain such as `.com`. */
const COUNTRIES = (
  'AU AT BE VG KY CX HR CY CZ DK EE - FO FI FR DE GR HU IS IN IE IT LV LT LU MX NL NO PL PT RO RU SM SK SI ' +
  'ES SE CH UA AE GB US - - - - -'
).split(' ')

export interface EshopCount {
  rows: number
  /** The file knows no visitor beyond the session. */
  sessions: number
  sessionsOfOneRow: number
  /** Distinct pairs of category and model. */
  pages: number
  /** Rows of each day, by its start in UTC. */
  rowsByDay: Map<number, number>
  /** Rows by ISO 3166 code; '' where the file names none. */
  rowsByCountry: Map<string, number>
}

export async function countEshop(): Promise<EshopCount> {
  const [head = '', ...lines] = gunzipSync(await readFile(ESHOP_FILE))
    .toString()
    .trimEnd()
    .split(/\r?\n/)
  const names = head.split(',')
  const at = (name: string): number => names.indexOf(name)
  const rowsByDay = new Map<number, number>()
  const rowsByCountry = new Map<string, number>()
  const rowsBySession = new Map<string, number>()
  const pages = new Set<string>()
  for (const line of lines) {
    const cells = line.split(',')
    const cell = (name: string): string => cells[at(name)] ?? ''
    increase(rowsByDay, Date.UTC(+cell('year'), +cell('month') - 1, +cell('day')))
    increase(rowsByCountry, (COUNTRIES[+cell('country') - 1] ?? '-').replace('-', ''))
    increase(rowsBySession, cell('session_id'))
    pages.add(`${cell('main_category')}/${cell('model')}`)
  }
  return {
    rows: lines.length,
    sessions: rowsBySession.size,
    sessionsOfOneRow: [...rowsBySession.values()].filter((rows) => rows === 1).length,
    pages: pages.size,
    rowsByDay,
    rowsByCountry,
  }
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
