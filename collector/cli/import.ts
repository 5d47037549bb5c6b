// `tidemark import`: reads a file of past events and sends it to the running collector.
import { readFile } from 'node:fs/promises'
import { systemClock } from '../clock.ts'
import { batchesOf } from '../import/batches.ts'
import type { SourceRow } from '../import/batches.ts'
import { mappedRows, parseMapping } from '../import/csv.ts'
import { eshop2008Rows } from '../import/presets/eshop2008.ts'
import { createProgress } from '../import/progress.ts'
import { readRecords } from '../import/records.ts'
import { sampleVisits } from '../import/sample.ts'
import { sendBatches, summaryOf } from '../import/send.ts'
import { readSettings } from '../settings.ts'
import { connect } from './client.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Verb } from './verb.ts'
import type { ImportedBatch } from '../../packages/wire/event.ts'

const PRESETS: Readonly<Record<string, (file: string) => AsyncIterable<SourceRow>>> = {
  eshop2008: (file) => eshop2008Rows(readRecords(file, ',')),
}

export const importFile: Verb = {
  summary: 'send a file of past events to the running collector',
  usage: `tidemark import FILE --site SITE (--preset NAME | --map MAPPING) [--create]
       tidemark import --sample --site SITE [--create]

  FILE           CSV, may be gzipped
  --site SITE    where the events go
  --preset NAME  a file format that is known: ${Object.keys(PRESETS).join(', ')}
  --map MAPPING  a JSON file that says which column feeds which field (see collector/import/README.md)
  --sample       plausible visits of the last 60 days instead of a file
  --create       make the site (EUR, UTC, no origins) if there is none

An import that is repeated adds nothing.`,
  options: {
    site: { type: 'string' },
    preset: { type: 'string' },
    map: { type: 'string' },
    sample: { type: 'boolean' },
    create: { type: 'boolean' },
  },
  run: async (given, shell) => {
    const site = given.text('site')
    if (site === undefined) throw new UsageError('--site: expected the name of a site')
    const batches = await sourceOf(given, site)
    const client = await connect(readSettings(shell.environment).dataFolder)
    try {
      if (given.has('create')) await createSite(client, site)
      const progress = createProgress(shell, systemClock)
      const sent = await sendBatches(batches, { ...shell, client, site, progress })
      await shell.out(`${summaryOf(sent)}\n`)
    } finally {
      client.close()
    }
  },
}

async function sourceOf(given: Arguments, site: string): Promise<AsyncIterable<ImportedBatch>> {
  const [file, another] = given.files
  const preset = given.text('preset')
  const map = given.text('map')
  if (another !== undefined) throw new UsageError('expected one file')
  if (given.has('sample')) {
    if (file !== undefined) throw new UsageError('--sample takes no file')
    return sampleVisits(site, systemClock.now())
  }
  if (file === undefined) throw new UsageError('expected a file, or --sample')
  if ((preset === undefined) === (map === undefined))
    throw new UsageError('expected either --preset or --map')
  if (map !== undefined) {
    const mapping = parseMapping(JSON.parse(await readFile(map, 'utf8')), '')
    return batchesOf(mappedRows(readRecords(file, mapping.separator ?? ','), mapping), site)
  }
  const rows = preset !== undefined && Object.hasOwn(PRESETS, preset) ? PRESETS[preset] : undefined
  if (!rows) throw new UsageError(`--preset: expected one of ${Object.keys(PRESETS).join(', ')}`)
  return batchesOf(rows(file), site)
}

async function createSite(
  client: Awaited<ReturnType<typeof connect>>,
  site: string,
): Promise<void> {
  const path = `/api/v1/sites/${encodeURIComponent(site)}`
  if ((await client.ask('GET', path)).status === 200) return
  const plain = { name: site, currency: 'EUR', timeZone: 'UTC', origins: [], rates: {} }
  const { status, body } = await client.ask('PUT', path, JSON.stringify(plain))
  if (status !== 200) throw new Error(`the site could not be made: ${body}`)
}
