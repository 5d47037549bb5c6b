// The only way to chance: an interface, so that a seeded simulation gives the same run twice.
import { randomBytes } from 'node:crypto'

export interface Random {
  readonly bytes: (count: number) => Uint8Array
}

export const systemRandom: Random = { bytes: randomBytes }
