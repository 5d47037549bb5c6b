// `tidemark requests`: lists the privacy requests of a site that are open, and by when each must be answered.
import { daysFrom } from '../../packages/wire/deadline.ts'
import type { PrivacyRequest, RequestQueue } from '../../packages/wire/request.ts'
import { isOpen } from '../privacy/request-turn.ts'
import { readSettings } from '../settings.ts'
import { SITE_ID } from '../sites/site.ts'
import { connect } from './client.ts'
import type { Client } from './client.ts'
import { UsageError } from './verb.ts'
import type { Verb } from './verb.ts'

export const requests: Verb = {
  summary: 'list the privacy requests that must be answered, and by when',
  usage: `tidemark requests --site SITE [--all]

  --site SITE  whose requests
  --all        those that were answered too, for two years

The most urgent first: the last day to answer, the days that are left (below zero: overdue), the state, what is asked for, where,
and the shop's own reference. They are written down and closed in the console, under Settings → Requests. Ends with code 1
where one is overdue.`,
  options: { site: { type: 'string' }, all: { type: 'boolean' } },
  run: async (given, shell) => {
    const name = given.text('site')
    if (name === undefined) throw new UsageError('--site: expected the name of a site')
    const site = SITE_ID(name, '--site')
    const client = await connect(readSettings(shell.environment).dataFolder)
    try {
      const { found, today, overdue } = await registerOf(client, site)
      for (const each of found)
        if (given.has('all') || isOpen(each.state)) await shell.out(`${lineOf(each, today)}\n`)
      if (overdue > 0) throw new Error(`${site}: overdue: ${overdue}`)
    } finally {
      client.close()
    }
  },
}

interface Register {
  readonly found: readonly PrivacyRequest[]
  readonly today: string
  readonly overdue: number
}

async function registerOf(client: Client, site: string): Promise<Register> {
  const found: PrivacyRequest[] = []
  for (let after: string | null = ''; ;) {
    const rest: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`
    const { status, body } = await client.ask(
      'GET',
      `/api/v1/sites/${site}/requests?limit=500${rest}`,
    )
    if (status !== 200) throw new Error(`the collector refused: ${body}`)
    const { requests: part, next, today, overdue } = JSON.parse(body) as RequestQueue
    found.push(...part)
    if (next === null) return { found, today, overdue }
    after = next
  }
}

function lineOf({ state, kind, place, reference, dueDay }: PrivacyRequest, today: string): string {
  const left = isOpen(state) ? String(daysFrom(today, dueDay)) : '-'
  return [
    dueDay,
    left.padStart(4),
    state.padEnd(8),
    kind.padEnd(11),
    place.padEnd(5),
    reference,
  ].join('  ')
}
