// `tidemark site`: makes a site at the running collector, or lets pages of more origins send to it.
import { connect } from './client.ts'
import type { ClientAnswer } from './client.ts'
import { withOrigins } from './open-site.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Verb } from './verb.ts'
import { readSettings } from '../settings.ts'
import { SITE_ID } from '../sites/site.ts'
import type { Site } from '../sites/site.ts'

export const site: Verb = {
  summary: 'make a site, or let pages of more origins send to it',
  usage: `tidemark site SITE --origin ORIGIN [--origin …] [--name NAME] [--currency EUR] [--time-zone Europe/Berlin]

  SITE             how the tag names it: small letters, digits and -
  --origin ORIGIN  an origin whose pages may send to it, e.g. https://shop.example
  --name NAME, --currency CODE, --time-zone ZONE  of a new site; of one that is there the console changes them`,
  options: {
    origin: { type: 'string', multiple: true },
    name: { type: 'string' },
    currency: { type: 'string' },
    'time-zone': { type: 'string' },
  },
  run: async (given, shell) => {
    const [name, another] = given.files
    if (name === undefined || another !== undefined) throw new UsageError('expected one site')
    const id = SITE_ID(name, 'SITE')
    const origins = given.texts('origin')
    if (origins.length === 0) throw new UsageError('--origin: expected one at least')
    const path = `/api/v1/sites/${id}`
    const client = await connect(readSettings(shell.environment).dataFolder)
    try {
      const found = await client.ask('GET', path)
      const known = found.status === 404 ? undefined : (JSON.parse(expected(found)) as Site)
      const made = withOrigins(id, known, origins, settingsIn(given))
      expected(await client.ask('PUT', path, JSON.stringify(made)))
      await shell.out(`${id}: pages of ${made.origins.join(', ')} may send\n`)
    } finally {
      client.close()
    }
  },
}

function settingsIn(given: Arguments): Partial<Site> {
  const [name, currency, timeZone] = ['name', 'currency', 'time-zone'].map(given.text)
  return { ...(name && { name }), ...(currency && { currency }), ...(timeZone && { timeZone }) }
}

function expected({ status, body }: ClientAnswer): string {
  if (status >= 300) throw new Error(`the collector refused: ${status} ${body}`)
  return body
}
