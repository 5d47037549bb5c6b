// The real clickstream imported again a week later, by the collector's clock, changes nothing.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { exportRows } from '../support/export-rows.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'

const run = promisify(execFile)
const FILE = `${process.env['TIDEMARK_SHARED'] ?? '../shared'}/data/eshop2008.csv.gz`
const WEEK_S = 7 * 86_400
const ABSENT = !existsSync(FILE)
  ? ` (skipped: ${FILE} is not here)`
  : process.env['LONG']
    ? ''
    : ' (skipped: part of npm run deep)'

test.skipIf(ABSENT)(
  `a second import a week later adds nothing${ABSENT}`,
  async () => {
    const { data, remove } = await makeDataFolder()
    const importOnce = async (aheadS: number) => {
      const collector = await runCollector({
        data,
        args: ['--site', 'shop'],
        env: { TIDEMARK_CLOCK_AHEAD: String(aheadS) },
      })
      const args = [
        'collector/dist/main.js',
        'import',
        FILE,
        '--preset',
        'eshop2008',
        '--site',
        'shop',
      ]
      await run(process.execPath, args, { env: { ...process.env, TIDEMARK_DATA: data } })
      const rows = await exportRows(data, 'shop')
      await collector.stop()
      return rows.split('\n').filter(Boolean)
    }
    const first = await importOnce(0)
    const second = await importOnce(WEEK_S)
    expect(first.length).toBe(165_474)
    expect(second.sort()).toEqual(first.sort())
    await remove()
  },
  120_000,
)
