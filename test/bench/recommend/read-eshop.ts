// Reads the clickstream of a maternity-wear shop of 2008 (UCI 553, CC BY 4.0): its last 14 days are the test.
import { casesOf } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import { eachRecord, lineError, readId } from './lines.ts'
import type { Lines } from './lines.ts'

const TEST_DAYS = 14
const DAY_MS = 86_400_000
const COLUMNS = ['year', 'month', 'day', 'order', 'session_id', 'model']

interface Visit {
  readonly session: number
  readonly day: number
  readonly clicks: { readonly order: number; readonly model: string }[]
}

export function eshopDataset(from: Lines): Dataset {
  const visits = readVisits(from)
  const lastDay = visits.reduce((last, { day }) => Math.max(last, day), 0)
  const sessionsOf = (isTest: boolean) =>
    visits.filter(({ day }) => day > lastDay - TEST_DAYS === isTest).map(toItems)
  return {
    name: 'eshop',
    title: `e-shop 2008, its last ${TEST_DAYS} days foretold from those before`,
    sessions: sessionsOf(false),
    cases: sessionsOf(true).flatMap(casesOf),
  }
}

/** Oldest first; within a day the numbers of the sessions are all that tells their order. */
function readVisits(from: Lines): Visit[] {
  const visits = new Map<number, Visit>()
  eachRecord(from, ',', COLUMNS, (cells, index) => {
    const [year, month, date, order, session] = cells.slice(0, 5).map((cell, at) => {
      if (!/^[1-9]\d{0,8}$/.test(cell))
        throw lineError(from, index, `${COLUMNS[at]} is no whole number above 0`)
      return Number(cell)
    }) as [number, number, number, number, number]
    const dayMs = Date.UTC(year, month - 1, date)
    if (new Date(dayMs).getUTCDate() !== date) throw lineError(from, index, 'there is no such day')
    const day = dayMs / DAY_MS
    const visit = visits.get(session) ?? { session, day, clicks: [] }
    visits.set(session, visit)
    visit.clicks.push({ order, model: readId(cells[5]!, from, index) })
  })
  return [...visits.values()].sort((a, b) => a.day - b.day || a.session - b.session)
}

/** In the order of the clicks; the same item twice in a row is one view of several pages. */
function toItems({ clicks }: Visit): string[] {
  return clicks
    .sort((a, b) => a.order - b.order)
    .map(({ model }) => model)
    .filter((model, at, all) => model !== all[at - 1])
}
