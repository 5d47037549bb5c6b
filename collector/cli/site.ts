// `tidemark site`: makes a site at the running collector, lets pages of more origins send to it, or deletes it.
import type { RemovedSite } from '../../packages/wire/api.ts'
import { connect } from './client.ts'
import type { Client, ClientAnswer } from './client.ts'
import { withOrigins } from './open-site.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Shell, Verb } from './verb.ts'
import { readSettings } from '../settings.ts'
import { SITE_ID } from '../sites/site.ts'
import type { Site } from '../sites/site.ts'

export const site: Verb = {
  summary: 'make a site, let pages of more origins send to it, or delete it',
  usage: `tidemark site SITE --origin ORIGIN [--origin …] [--name NAME] [--currency EUR] [--time-zone Europe/Berlin]
tidemark site SITE --delete --confirm SITE

  SITE             how the tag names it: small letters, digits and -
  --origin ORIGIN  an origin whose pages may send to it, e.g. https://shop.example
  --name NAME, --currency CODE, --time-zone ZONE  of a new site; of one that is there the console changes them
  --delete         with all that belongs to it: events, orders, heatmaps, experiments, flags, models, tokens, the roles of
                   its people. It cannot be undone, and no backup brings it back: \`tidemark export\` first
  --confirm SITE   its name once more`,
  options: {
    origin: { type: 'string', multiple: true },
    name: { type: 'string' },
    currency: { type: 'string' },
    'time-zone': { type: 'string' },
    delete: { type: 'boolean' },
    confirm: { type: 'string' },
  },
  run: async (given, shell) => {
    const [name, another] = given.files
    if (name === undefined || another !== undefined) throw new UsageError('expected one site')
    const id = SITE_ID(name, 'SITE')
    const isDeleted = given.has('delete')
    const origins = given.texts('origin')
    if (isDeleted && given.text('confirm') !== id)
      throw new UsageError(`--confirm ${id}: expected the name of the site once more`)
    if (!isDeleted && origins.length === 0) throw new UsageError('--origin: expected one at least')
    const client = await connect(readSettings(shell.environment).dataFolder)
    try {
      if (isDeleted) await remove(client, shell, id)
      else await write(client, shell, id, given)
    } finally {
      client.close()
    }
  },
}

async function write(client: Client, shell: Shell, id: string, given: Arguments): Promise<void> {
  const path = `/api/v1/sites/${id}`
  const found = await client.ask('GET', path)
  const known = found.status === 404 ? undefined : (JSON.parse(expected(found)) as Site)
  const made = withOrigins(id, known, given.texts('origin'), settingsIn(given))
  expected(await client.ask('PUT', path, JSON.stringify(made)))
  await shell.out(`${id}: pages of ${made.origins.join(', ')} may send\n`)
}

async function remove(client: Client, shell: Shell, id: string): Promise<void> {
  const answer = await client.ask('DELETE', `/api/v1/sites/${id}?confirm=${id}`)
  const { events, damagedSegments } = JSON.parse(expected(answer)) as RemovedSite
  await shell.out(`${id}: deleted, with ${events} events\n`)
  if (damagedSegments > 0)
    shell.err(
      `${damagedSegments} segments that the disk has damaged may still hold some: remove log/*.damaged from the data folder\n`,
    )
}

function settingsIn(given: Arguments): Partial<Site> {
  const [name, currency, timeZone] = ['name', 'currency', 'time-zone'].map(given.text)
  return { ...(name && { name }), ...(currency && { currency }), ...(timeZone && { timeZone }) }
}

function expected({ status, body }: ClientAnswer): string {
  if (status >= 300) throw new Error(`the collector refused: ${status} ${body}`)
  return body
}
