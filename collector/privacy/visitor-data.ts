// Puts together all that a site has stored of one visitor, for that visitor.
import type { VisitorData, VisitorSession } from '../../packages/wire/privacy.ts'
import type { Clock } from '../clock.ts'
import { emptyOf, EVENT_COLUMNS } from '../storage/columns.ts'
import type { Row } from '../storage/columns.ts'
import type { Driver } from '../storage/driver.ts'
import type { Proofs } from '../proof/proofs.ts'
import { linkOf } from '../proof/link.ts'
import type { Site } from '../sites/site.ts'

/** More than a person does in the time that events are kept: 250 a day for a year. */
const EVENTS_MAX = 100_000

export interface VisitorDataParts {
  readonly driver: Pick<Driver, 'theirs'>
  /** Answers once all that is acknowledged is stored. */
  readonly drain: () => Promise<void>
  readonly proofs: Pick<Proofs, 'find'>
  readonly clock: Clock
}

export interface AskedVisitor {
  readonly id: string
  readonly site: Site
  /** Under which they are stored. */
  readonly name: string
  readonly consent?: string | undefined
}

export async function visitorData(
  { driver, drain, proofs, clock }: VisitorDataParts,
  { id, site, name, consent }: AskedVisitor,
): Promise<VisitorData> {
  await drain()
  const rows = await driver.theirs(id, name, EVENTS_MAX + 1)
  const kept = rows.slice(0, EVENTS_MAX)
  const links = consent === undefined ? [] : await proofs.find(id, consent)
  return {
    site: id,
    madeMs: clock.now(),
    visitor: name,
    controller: site.consent?.controller ?? null,
    events: kept.map(withoutEmpty),
    isWhole: kept.length === rows.length,
    sessions: sessionsOf(kept),
    experiments: experimentsOf(kept),
    consent: links.map(linkOf),
  }
}

function withoutEmpty(row: Row): Readonly<Record<string, unknown>> {
  const told = EVENT_COLUMNS.flatMap((column) => {
    const value = row[column.name]
    return JSON.stringify(value) === JSON.stringify(emptyOf(column)) ? [] : [[column.name, value]]
  })
  return Object.fromEntries(told) as Record<string, unknown>
}

function sessionsOf(rows: readonly Row[]): VisitorSession[] {
  const sessions = new Map<string, VisitorSession>()
  for (const { session, time_ms, type } of rows) {
    if (session === '') continue
    const known = sessions.get(session)
    sessions.set(session, {
      session,
      fromMs: Math.min(known?.fromMs ?? time_ms, time_ms),
      toMs: Math.max(known?.toMs ?? time_ms, time_ms),
      pages: (known?.pages ?? 0) + (type === 'page_view' ? 1 : 0),
      events: (known?.events ?? 0) + 1,
    })
  }
  return [...sessions.values()]
}

function experimentsOf(rows: readonly Row[]): Record<string, string> {
  const seen: Record<string, string> = {}
  for (const { type, body } of rows)
    if (type === 'exposure') seen[String(body['experiment'])] = String(body['variation'])
  return seen
}
