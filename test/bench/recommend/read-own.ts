// Reads sessions of one's own: a session a line to learn from, a case a line to be judged by.
import type { Case, Dataset } from './dataset.ts'
import { lineError, ReadError, readId } from './lines.ts'
import type { Lines } from './lines.ts'

const ITEMS_MAX = 10_000

export function ownDataset(sessions: Lines, test: Lines): Dataset {
  for (const { name, lines } of [sessions, test])
    if (!lines.length) throw new ReadError(`${name} is empty`)
  return {
    name: 'own',
    title: `${sessions.name} to learn from, ${test.name} to be judged by`,
    sessions: sessions.lines.map((line, index) => readItems(line, sessions, index)),
    cases: test.lines.map((line, index) => readCase(line, test, index)),
  }
}

/** Ids separated by spaces or commas, oldest first. */
function readItems(line: string, from: Lines, index: number): string[] {
  const items = line
    .trim()
    .split(/ *, *| +/)
    .map((written) => readId(written, from, index))
  if (items.length > ITEMS_MAX) throw lineError(from, index, `more than ${ITEMS_MAX} ids`)
  return items
}

/** What was seen, a tab, what was seen next. */
function readCase(line: string, from: Lines, index: number): Case {
  const [history, target, ...rest] = line.split('\t')
  if (target === undefined || rest.length)
    throw lineError(from, index, 'not of the form "ids, a tab, one id"')
  const [id, ...others] = readItems(target, from, index)
  if (others.length) throw lineError(from, index, 'more than one id after the tab')
  return { history: readItems(history!, from, index), target: id! }
}
