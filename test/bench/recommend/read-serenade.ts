// Reads the example sessions of Serenade (a bookshop, June 2020): one file to learn from, one to be judged by.
import { casesOf } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import { eachRecord, lineError, readId } from './lines.ts'
import type { Lines } from './lines.ts'

interface Visit {
  lastS: number
  readonly clicks: { readonly timeS: number; readonly item: string }[]
}

export function serenadeDataset(train: Lines, test: Lines): Dataset {
  return {
    name: 'serenade',
    title: 'Serenade’s example sessions, split as they come',
    sessions: readSessions(train),
    cases: readSessions(test).flatMap(casesOf),
  }
}

/** Oldest first, by the last click; clicks of the same second keep the order of the file. */
function readSessions(from: Lines): string[][] {
  const visits = new Map<string, Visit>()
  eachRecord(from, '\t', ['SessionId', 'ItemId', 'Time'], ([session, item, time], index) => {
    if (!/^\d{1,12}(\.\d+)?$/.test(time!))
      throw lineError(from, index, 'Time is no number of seconds')
    const timeS = Number(time)
    const id = readId(session!, from, index)
    const visit = visits.get(id) ?? { lastS: 0, clicks: [] }
    visits.set(id, visit)
    visit.lastS = Math.max(visit.lastS, timeS)
    visit.clicks.push({ timeS, item: readId(item!, from, index) })
  })
  return [...visits.values()]
    .sort((a, b) => a.lastS - b.lastS)
    .map(({ clicks }) => clicks.sort((a, b) => a.timeS - b.timeS).map(({ item }) => item))
}
