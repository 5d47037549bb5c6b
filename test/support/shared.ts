// Where public data lies that is too large, or not ours, to stand in the repository.
import { fileURLToPath } from 'node:url'

/** Beside the checkout, or where `TIDEMARK_SHARED` says. */
export const SHARED =
  process.env.TIDEMARK_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url))
