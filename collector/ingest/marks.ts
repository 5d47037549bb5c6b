// Marks what comes from robots and from the shop's own people; marked events are stored, and left out of reports.
import type { Batch } from '../../packages/wire/event.ts'
import { createBoundedMap } from '../bounded-map.ts'
import type { Clock } from '../clock.ts'
import { createNetworks } from '../http/address.ts'
import type { Networks } from '../http/address.ts'
import { MARKS } from '../limits.ts'
import type { Site } from '../sites/site.ts'
import type { Agent } from './agent.ts'

export interface Marks {
  readonly bot: boolean
  readonly staff: boolean
}

/** The sender's address is looked at here and not kept. */
export type Mark = (batch: Batch, site: Site, sender: { agent: Agent; address: string }) => Marks

interface Pace {
  sinceMs: number
  pages: number
  isRobot: boolean
}

/**
 * A robot is one whose user agent says so, or who opens more pages a minute than anybody reads. It is told by its
 * visitor id, never by its address, behind which a whole office may sit.
 */
export function createMark(clock: Clock): Mark {
  const paces = createBoundedMap<Pace>(MARKS.visitors)
  const networks = new WeakMap<readonly string[], Networks>()

  function opensTooMany({ visitor, events }: Batch): boolean {
    const pages = events.reduce((sum, { type }) => sum + (type === 'page_view' ? 1 : 0), 0)
    if (visitor === undefined || pages === 0) return false
    const nowMs = clock.now()
    let pace = paces.get(visitor)
    if (!pace || nowMs - pace.sinceMs > (pace.isRobot ? MARKS.robotMs : MARKS.windowMs)) {
      pace = { sinceMs: nowMs, pages: 0, isRobot: false }
      paces.set(visitor, pace)
    }
    pace.pages += pages
    if (pace.pages > MARKS.pagesInWindow) pace.isRobot = true
    return pace.isRobot
  }

  function isOwn({ staff }: Site, address: string): boolean {
    if (!staff || staff.length === 0) return false
    let own = networks.get(staff)
    if (!own) {
      own = createNetworks(staff)
      networks.set(staff, own)
    }
    return own.has(address)
  }

  return (batch, site, { agent, address }) => ({
    bot: opensTooMany(batch) || agent.bot,
    staff: isOwn(site, address),
  })
}
