// Puts the threads in which queries run behind the one that answers: where cores are few, reports take what events leave.
import { pbkdf2 } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { promisify } from 'node:util'

/** Node has so many threads for files, databases and passwords together. */
const THREADS = 4
/** Behind everything that is not told otherwise; a waking write still comes before a query that computes. */
const NICE = 10
const TASKS = '/proc/self/task'
/** Work that each of them takes a few hundredths of a second for: so they are told from the others. */
const ROUNDS = 40_000
const TICKS_MIN = 2

/** The threads whose priority was lowered; none where the system has no such thing. */
export async function lowerPool(): Promise<readonly number[]> {
  try {
    const before = ticksByThread()
    await Promise.all(
      Array.from({ length: THREADS }, () => promisify(pbkdf2)('', '', ROUNDS, 32, 'sha256')),
    )
    const pool = [...ticksByThread()]
      .filter(([thread, ticks]) => ticks - (before.get(thread) ?? 0) >= TICKS_MIN)
      .map(([thread]) => thread)
      .filter((thread) => thread !== process.pid)
    for (const thread of pool) setPriority(thread, NICE)
    return pool
  } catch {
    // Another system: then all threads are alike.
    return []
  }
}

/** Hundredths of a second that each thread of this process has computed. */
function ticksByThread(): Map<number, number> {
  return new Map(
    readdirSync(TASKS).map((thread) => {
      const stat = readFileSync(`${TASKS}/${thread}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return [Number(thread), Number(fields[11]) + Number(fields[12])]
    }),
  )
}
