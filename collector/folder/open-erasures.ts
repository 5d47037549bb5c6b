// Opens the list of who was erased, as far as it can be read.
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Random } from '../random.ts'
import { ERASURES_FILE } from './contents.ts'
import { createErasures } from './erasures.ts'
import type { Erasures } from './erasures.ts'
import { keyFileOf } from './keys.ts'

export interface OpenErasuresParts {
  readonly settings: { readonly dataFolder: string; readonly keyFile: string | undefined }
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
}

export async function openErasures(parts: OpenErasuresParts): Promise<Erasures> {
  const { settings, logger } = parts
  const erasures = createErasures({
    ...parts,
    file: join(settings.dataFolder, ERASURES_FILE),
    keyFile: keyFileOf(settings),
  })
  // A list that is damaged is no reason to take no events: `verify` names it, and a restore refuses it.
  await erasures
    .sweep()
    .catch((error: unknown) => logger.write('erasures_broken', { cause: cause(error) }))
  return erasures
}
