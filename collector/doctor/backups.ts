// Looks for the last whole backup, and says how old it is.
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { namesIn } from '../folder/disk.ts'
import { NoBackup, readManifest } from '../folder/manifest.ts'
import { ok, spanOf, warn, wrong } from './finding.ts'
import type { Finding } from './finding.ts'

const DAY_MS = 86_400_000
const AGE_MS = { warn: 2 * DAY_MS, wrong: 14 * DAY_MS } as const

interface BackupParts {
  readonly place: string
  readonly dataFolder: string
  readonly nowMs: number
}

export async function checkBackups({ place, dataFolder, nowMs }: BackupParts): Promise<Finding[]> {
  const last = Math.max(...(await startsOf(place)))
  const way = `tidemark backup ${place}, every night`
  if (last === -Infinity) return [wrong('backup', `there is none in ${place}`, way)]
  const said = `the last whole one was made ${spanOf(nowMs - last)} ago`
  const age = nowMs - last
  const finding =
    age > AGE_MS.wrong
      ? wrong('backup', said, way)
      : age > AGE_MS.warn
        ? warn('backup', said, way)
        : ok('backup', said)
  return [finding, ...(await disks(place, dataFolder))]
}

/** When each whole backup was begun; the place may be one itself. */
async function startsOf(place: string): Promise<number[]> {
  const starts: number[] = []
  for (const name of ['.', ...(await namesIn(place))]) {
    if (name.endsWith('.unfinished')) continue
    try {
      starts.push((await readManifest(join(place, name))).startedMs)
    } catch (error) {
      if (!(error instanceof NoBackup)) throw error
    }
  }
  return starts
}

async function disks(place: string, dataFolder: string): Promise<Finding[]> {
  const [one, other] = await Promise.all([
    stat(place),
    stat(resolve(dataFolder)).catch(() => undefined),
  ])
  if (one.dev !== other?.dev) return []
  return [
    warn(
      'backup',
      'it lies on the same disk as the data',
      `copy ${place} to another machine as well: rsync, restic or what you use elsewhere`,
    ),
  ]
}
