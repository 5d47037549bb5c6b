// What must hold after any life, each under its name; every check returns what is wrong in words.
import { LEFT_BYTES_MAX, PREVIOUS_MAX } from '../../packages/wire/limits.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Row } from '../../collector/storage/columns.ts'
import type { Life } from './life.ts'

export type Invariant = (life: Life, rows: readonly Row[]) => string[]

const deedOf = (row: Row): number | undefined =>
  row.name === 'deed' ? (row.body as { n: number }).n : undefined

/** Stored deeds = deeds done under a grant, each once; what may be missing has its reason. */
const exactlyOnce: Invariant = ({ deeds }, rows) => {
  const wrong: string[] = []
  const times = new Map<number, number>()
  const identities = new Set<string>()
  for (const row of rows) {
    const n = deedOf(row)
    if (n) times.set(n, (times.get(n) ?? 0) + 1)
    const identity = `${row.stream} ${row.seq}`
    if (identities.has(identity)) wrong.push(`${identity} is stored twice`)
    identities.add(identity)
  }
  for (const { n, granted, excuse } of deeds) {
    const stored = times.get(n) ?? 0
    if (stored > 1) wrong.push(`deed ${n} is stored ${stored} times`)
    if (!stored && granted && !excuse) wrong.push(`deed ${n} is lost`)
  }
  return wrong
}

/** Within a stream, seqs follow the order in which things happened. */
const order: Invariant = (_life, rows) => {
  return [...byStream(rows).values()].flatMap((stream) => {
    const deeds = [...stream].sort((a, b) => a.seq - b.seq).flatMap((row) => deedOf(row) ?? [])
    return deeds.every((n, at) => !at || n > deeds[at - 1]!) ? [] : [`${deeds.join()} is no order`]
  })
}

function byStream(rows: readonly Row[]): Map<string, Row[]> {
  const streams = new Map<string, Row[]>()
  for (const row of rows) streams.set(row.stream, [...(streams.get(row.stream) ?? []), row])
  return streams
}

/** Nothing is sent or stored before its purpose is granted, nothing after withdrawal. */
const silence: Invariant = ({ deeds, world, refusedAtMs }, rows) => {
  const wrong: string[] = []
  const refused = new Set(deeds.flatMap((deed) => (deed.refused ? [deed.n] : [])))
  for (const row of rows) {
    const n = deedOf(row)
    if (n && refused.has(n)) wrong.push(`deed ${n} was refused and is stored`)
  }
  for (const { atMs, path } of world.sent)
    // Other tabs hear of it by an event of the browser, milliseconds later.
    if (refusedAtMs && path === '/e' && atMs > refusedAtMs + 50)
      wrong.push(`${atMs - refusedAtMs} ms after the refusal something was sent`)
  const declared = ['tm_consent', ...PURPOSES.analytics.deviceKeys]
  for (const key of world.browser.local.keys())
    if (!declared.includes(key.split('.')[0]!))
      wrong.push(`${key} is on the device and in no row of the purpose table`)
  if (refusedAtMs) {
    const keys = [...world.browser.local.keys()].filter((key) => key !== 'tm_consent')
    if (keys.length) wrong.push(`${keys.join()} is left on the device`)
  }
  return wrong
}

/** Memory, storage and timers stay within their limits. */
const bounded: Invariant = ({ world: { browser } }) => {
  const wrong: string[] = []
  const chars = [...browser.local].reduce((sum, [key, text]) => sum + key.length + text.length, 0)
  if (chars > LEFT_BYTES_MAX) wrong.push(`${chars} characters in localStorage`)
  const streams = [...browser.local.keys()].filter((key) => key.startsWith('tm_left.'))
  // One more than is told, for two tabs that begin in the same moment.
  if (streams.length > PREVIOUS_MAX + 1) wrong.push('more streams kept than are ever told')
  for (const page of browser.pages)
    if (page.timersMax() > 8) wrong.push(`${page.timersMax()} timers at once on a page`)
  return wrong
}

/** Nothing is thrown into the page. */
const pageIntact: Invariant = ({ world }) =>
  [...world.errors, ...world.browser.pages.flatMap((page) => page.errors)].map(String)

export const invariants: Readonly<Record<string, Invariant>> = {
  'exactly-once': exactlyOnce,
  order,
  silence,
  bounded,
  'page-intact': pageIntact,
}
