// The corpus that judges scrubbing: texts with secrets, texts without, and texts made to be slow; the same for the same seed.
import { HARD_POSITIVES } from './hard-cases.ts'
import { makeHostile } from './make-hostile.ts'
import { makeNegatives } from './make-negatives.ts'
import { makePositives } from './make-positives.ts'
import type { ScrubCorpus } from './types.ts'

/** The longest that one text may take. */
export const HOSTILE_MS = 5

export function scrubCorpus(seed = 20_261_128): ScrubCorpus {
  return {
    positives: [...makePositives(seed), ...HARD_POSITIVES],
    ...makeNegatives(seed),
    hostile: makeHostile(seed),
  }
}
