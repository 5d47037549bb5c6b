// A data folder that is served now and then, for tests of what is done with the folder as a whole.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportRows } from '../../collector/cli/export.ts'
import type { Arguments } from '../../collector/cli/verb.ts'
import type { Row } from '../../collector/storage/columns.ts'
import { makeBatch } from './batches.ts'
import { given, runVerb, serveOn } from './verbs.ts'
import type { Serving } from './verbs.ts'

export const ORIGIN = 'https://shop.example'

export interface KeptFolder {
  readonly folder: string
  /** The data folder, within it. */
  readonly data: string
  /** Serves the site `demo`, or what `options` say. */
  readonly start: (place?: string, options?: Readonly<Record<string, string>>) => Promise<void>
  readonly stop: () => Promise<void>
  readonly serving: () => Serving
  /** Sends two events of a visitor; answers whether they were acknowledged. */
  readonly send: (stream: string, firstSeq?: number) => Promise<boolean>
  /** What is stored, as `stream seq`, and of whom. */
  readonly stored: (place?: string) => Promise<{ identities: string[]; visitors: Set<string> }>
  readonly dispose: () => Promise<void>
}

export const withoutErasures = (place: string): Arguments =>
  given([place], { 'without-erasures': true })

export async function makeKeptFolder(): Promise<KeptFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-keep-'))
  const data = join(folder, 'data')
  let serving: Serving | undefined

  async function stop(): Promise<void> {
    await serving?.stop()
    serving = undefined
  }

  return {
    folder,
    data,
    start: async (place = data, options = { site: 'demo', origin: ORIGIN }) => {
      serving = await serveOn(place, options)
    },
    stop,
    serving: () => serving ?? fail('it is not served'),
    send: async (stream, firstSeq = 1) => {
      const { status } = await fetch(`${serving?.url}/e`, {
        method: 'POST',
        headers: { origin: ORIGIN },
        body: JSON.stringify(makeBatch(stream, firstSeq, 2)),
      })
      return status === 202
    },
    stored: async (place = data) => {
      const text = await runVerb(exportRows, given([], { site: 'demo' }), place)
      const rows = text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row)
      return {
        identities: rows.map(({ stream, seq }) => `${stream} ${seq}`).sort(),
        visitors: new Set(rows.map(({ visitor }) => visitor)),
      }
    },
    dispose: async () => {
      await stop()
      await rm(folder, { recursive: true })
    },
  }
}

function fail(why: string): never {
  throw new Error(why)
}
