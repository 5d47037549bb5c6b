// `tidemark keys`: which keys there are under which it is remembered who was erased, and going on with another.
import { join } from 'node:path'
import { clockAhead } from '../clock.ts'
import { ERASURES_FILE } from '../folder/contents.ts'
import { BACKUP_LASTS_MS, createErasures, readErasures } from '../folder/erasures.ts'
import type { Rotated } from '../folder/erasures.ts'
import { keyFileOf, keyId, readKeys } from '../folder/keys.ts'
import { systemRandom } from '../random.ts'
import { readSettings } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { connectIfRunning } from './follow.ts'
import { UsageError } from './verb.ts'
import type { Shell, Verb } from './verb.ts'

export const keys: Verb = {
  summary: 'list the keys of the erasures, or go on with a new one',
  usage: `tidemark keys [rotate]

  rotate  remember under a new key who is erased from now on

Who was erased is remembered as a hash under a key, in the file beside the data folder (TIDEMARK_KEY_FILE). A hash cannot be
told anew without the name, so the keys before stay in that file, with when they were replaced, until ${BACKUP_LASTS_MS / 86_400_000} days later
no backup can need them. Keep a copy of the file where the backups are not, a new one after each rotation.`,
  options: {},
  run: async ({ files: [what, another] }, shell) => {
    if ((what !== undefined && what !== 'rotate') || another !== undefined)
      throw new UsageError('expected `rotate`, or nothing')
    const settings = readSettings(shell.environment)
    const file = keyFileOf(settings)
    if (what === undefined) return list(file, settings, shell)
    const { key, kept } = await rotate(file, settings)
    await shell.out(`${file}: ${key} from now on, ${kept} kept. Keep a copy of it anew\n`)
  },
}

async function list(file: string, settings: Settings, shell: Shell): Promise<void> {
  const all = await readErasures(join(settings.dataFolder, ERASURES_FILE))
  const known = await readKeys(file)
  if (known.length === 0) await shell.out(`${file}: none yet\n`)
  for (const { secret, retiredMs } of known) {
    const id = keyId(secret)
    const made = `made ${all.filter(({ key }) => key === id).length} tombstones`
    await shell.out(`${id} ${retiredMs === undefined ? 'in use' : untilText(retiredMs)}, ${made}\n`)
  }
}

function untilText(retiredMs: number): string {
  const [since, until] = [retiredMs, retiredMs + BACKUP_LASTS_MS].map((ms) =>
    new Date(ms).toISOString().slice(0, 10),
  )
  return `replaced ${since}, kept until ${until}`
}

/** By the collector where one runs: it must not remember somebody meanwhile. */
async function rotate(file: string, settings: Settings): Promise<Rotated> {
  const client = await connectIfRunning(settings.dataFolder)
  if (!client)
    return createErasures({
      file: join(settings.dataFolder, ERASURES_FILE),
      keyFile: file,
      clock: clockAhead(settings.clockAheadMs),
      random: systemRandom,
    }).rotate()
  try {
    const { status, body } = await client.ask('POST', '/api/v1/folder/key', '{}')
    if (status !== 200) throw new Error(`the collector refused: ${body}`)
    return JSON.parse(body) as Rotated
  } finally {
    client.close()
  }
}
