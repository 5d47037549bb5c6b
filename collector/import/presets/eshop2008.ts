// Reads the clickstream of a maternity-wear shop of 2008 (UCI 553, Łapczyński & Białowąs, CC BY 4.0).
import type { SourceRow } from '../batches.ts'
import type { SourceRecord } from '../records.ts'

const CATEGORIES = ['trousers', 'skirts', 'blouses', 'sale']

/** The data set numbers countries 1 to 47; 12 and 43 to 47 are no countries. */
const COUNTRIES = (
  'AU AT BE VG KY CX HR CY CZ DK EE -- FO FI FR DE GR HU IS IN IE IT LV LT LU MX NL NO PL PT RO RU ' +
  'SM SK SI ES SE CH UA AE GB US -- -- -- -- --'
).split(' ')

const SECOND_MS = 1000

/** A record cannot be one of this data set; says which. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
}

/**
 * One record is one page view of a product. The set has days but no clock: a session's clicks are put a second
 * apart from noon on, in their order.
 */
export async function* eshop2008Rows(
  records: AsyncIterable<SourceRecord>,
): AsyncIterable<SourceRow> {
  let number = 0
  for await (const record of records) yield toRow(record, ++number)
}

function toRow(record: SourceRecord, number: number): SourceRow {
  const read = (name: string): number => {
    const value = Number(record[name])
    if (!Number.isInteger(value) || value < 1)
      throw new RecordError(`record ${number}: ${name} is no whole number above 0`)
    return value
  }
  const category = CATEGORIES[read('main_category') - 1]
  if (category === undefined) throw new RecordError(`record ${number}: unknown main_category`)
  const country = COUNTRIES[read('country') - 1] ?? '--'
  const stream = `eshop2008-${String(read('session_id')).padStart(5, '0')}`
  const noonMs = Date.UTC(read('year'), read('month') - 1, read('day'), 12)
  return {
    stream,
    visitor: stream,
    country: country === '--' ? undefined : country,
    event: {
      type: 'page_view',
      timeMs: noonMs + read('order') * SECOND_MS,
      session: stream,
      url: `https://eshop2008.example/${category}/${read('model')}`,
      body: { title: `Model ${read('model')} (${category})` },
    },
  }
}
