// All rows of a site as the collector's own `tidemark export` gives them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** NDJSON of every row of `site`, from the collector that runs on this data folder. */
export async function exportRows(data: string, site = 'demo'): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ['collector/dist/main.js', 'export', '--site', site],
    {
      env: { ...process.env, TIDEMARK_DATA: data },
      maxBuffer: 1 << 30,
    },
  )
  return stdout
}
