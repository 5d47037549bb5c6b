// `tidemark erase`: forgets a visitor, in what is stored and in every backup that is restored later.
import type { ErasedNow } from '../folder/erasing.ts'
import { readSettings } from '../settings.ts'
import type { Erased } from '../storage/driver.ts'
import { connect } from './client.ts'
import { UsageError } from './verb.ts'
import type { Verb } from './verb.ts'

export const erase: Verb = {
  summary: 'forget a visitor of a site',
  usage: `tidemark erase --site SITE --visitor ID

  --site SITE   whose visitor
  --visitor ID  what their browser keeps as \`tm_visitor\`, or the column \`visitor\` of an export

Removes what is stored of them, also what is not loaded yet. Of orders amount, day and market stay, for the books. What
still comes of them is not kept, and their browser goes on as another visitor. Their bytes leave the file within a day, or with \`tidemark compact\`; a backup made before
does not bring them back where it is restored with \`tidemark restore\`.`,
  options: { site: { type: 'string' }, visitor: { type: 'string' } },
  run: async (given, shell) => {
    const [site, visitor] = [given.text('site'), given.text('visitor')]
    if (site === undefined) throw new UsageError('--site: expected the name of a site')
    if (visitor === undefined || !/^[\w-]{1,64}$/.test(visitor))
      throw new UsageError('--visitor: expected an id of letters, digits, - and _')
    const client = await connect(readSettings(shell.environment).dataFolder)
    try {
      const path = `/api/v1/sites/${encodeURIComponent(site)}/visitors/${visitor}`
      const { status, body } = await client.ask('DELETE', path)
      if (status !== 200) throw new Error(`the collector refused: ${body}`)
      const erased = JSON.parse(body) as ErasedNow
      await shell.out(`${said(erased)}\n`)
      if (erased.damagedSegments > 0)
        shell.err(
          `${erased.damagedSegments} segments that the disk has damaged may still name them: remove log/*.damaged from the data folder\n`,
        )
    } finally {
      client.close()
    }
  },
}

/** What an erasure has reached, table by table: only that of the events names visitors. */
export function said({ events, heat, orders }: Erased): string {
  return `events: ${events} removed, ${heat} of heatmaps removed, ${orders} orders kept without their visitor`
}
