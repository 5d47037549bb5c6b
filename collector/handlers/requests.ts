// The register of privacy requests, and what an owner does about one: a visitor's copy, and their erasure.
import { DEADLINES, DEADLINES_VERSION, addDays } from '../../packages/wire/deadline.ts'
import type { PrivacyRequest } from '../../packages/wire/request.ts'
import type { ApiHandlers, Asked } from '../api/asked.ts'
import { pageOf } from '../api/pages.ts'
import { nameOf } from '../api/routes.ts'
import { fail } from '../errors.ts'
import type { OpenFolder } from '../folder/open.ts'
import { PRIVACY, REQUESTS } from '../limits.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'
import { isOpen } from '../privacy/request-turn.ts'
import type { OnSite, Requests } from '../privacy/requests.ts'
import { visitorData } from '../privacy/visitor-data.ts'
import type { VisitorDataParts } from '../privacy/visitor-data.ts'
import { createTurns } from '../turns.ts'

type Names =
  | 'readDeadlines'
  | 'listRequests'
  | 'addRequest'
  | 'readRequest'
  | 'turnRequest'
  | 'copyVisitor'
  | 'forgetVisitor'

export interface RequestsParts extends VisitorDataParts {
  readonly requests: Requests
  readonly folder: Pick<OpenFolder, 'erase'>
}

export function requestsHandlers(parts: RequestsParts): Pick<ApiHandlers, Names> {
  const { requests, folder } = parts
  const turns = createTurns(PRIVACY.exportsAtOnce)
  const laws = DEADLINES.map(({ law, places, source }) => ({ law, places, source }))
  const facts = { version: DEADLINES_VERSION, readOn: DEADLINES[0]?.readOn ?? '', laws }

  return {
    readDeadlines: () => facts,
    listRequests: ({ site, query }) => {
      const all = requests.list(site.id)
      const today = requests.today(site.settings.timeZone)
      const { rows, next } = pageOf(all, query, urgencyOf)
      return { requests: rows, next, today, ...dueOn(all, today), deadlines: DEADLINES_VERSION }
    },
    addRequest: (asked) => requests.add(onSite(asked), asked.body),
    readRequest: ({ site, params }) => requests.get(site.id, params.id) ?? fail('not_found'),
    turnRequest: (asked) => requests.turn(onSite(asked), asked.params.id, asked.body),
    copyVisitor: async ({ site: { id, settings: site }, body: { visitor } }) => {
      if (turns.waiting() >= PRIVACY.exportsWaiting)
        fail('overloaded', { retryAfterSeconds: PRIVACY.retryAfterSeconds })
      return turns.run(async () => {
        const asBrowser = { id, site, name: pseudonymOf(id, visitor) }
        const found = await visitorData(parts, asBrowser)
        // What an export calls a visitor is the name that is stored.
        return found.events.length > 0 ? found : visitorData(parts, { id, site, name: visitor })
      })
    },
    forgetVisitor: ({ site, body: { visitor } }) =>
      folder.erase(site.id, [visitor, pseudonymOf(site.id, visitor)]),
  }
}

function onSite({
  site,
  caller,
}: Pick<Asked<'addRequest'> | Asked<'turnRequest'>, 'site' | 'caller'>): OnSite {
  return { site: site.id, timeZone: site.settings.timeZone, by: nameOf(caller) }
}

const TIME_DIGITS = 16

/** A name by which lists are in order: the open ones by their day, then the closed ones, the last first. */
function urgencyOf({ id, state, dueDay, changes }: PrivacyRequest): string {
  if (isOpen(state)) return `0 ${dueDay} ${id}`
  const sinceMs = Number.MAX_SAFE_INTEGER - (changes.at(-1)?.atMs ?? 0)
  return `1 ${String(sinceMs).padStart(TIME_DIGITS, '0')} ${id}`
}

function dueOn(
  all: readonly PrivacyRequest[],
  today: string,
): { readonly overdue: number; readonly soon: number } {
  const open = all.filter(({ state }) => isOpen(state))
  const late = open.filter(({ dueDay }) => dueDay < today)
  const near = open.filter(({ dueDay }) => dueDay <= addDays(today, REQUESTS.soonDays))
  return { overdue: late.length, soon: near.length - late.length }
}
