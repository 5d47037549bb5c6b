// What a page tells of a choice, as it is proven: with what only the collector knows, and nothing of who it was.
import type { ConsentNote } from '../../packages/wire/event.ts'
import { REGIONS_VERSION } from '../../packages/wire/region.ts'
import { PROOF_VERSION } from './entry.ts'
import type { ProofRecord } from './entry.ts'

/** As long as pages remember it. */
const VALID_MS = 182 * 86_400_000

/** Undefined where there is nothing to prove: a refusal, or a no that took back what nobody had said yes to. */
export function recordOf(
  note: ConsentNote,
  {
    receivedMs,
    origin = '',
  }: { readonly receivedMs: number; readonly origin?: string | undefined },
): ProofRecord | undefined {
  const { choice, consent, grants = {}, notice = '', shown, region = 'A', gpc = false } = note
  if (choice === 'refused' || consent === undefined) return undefined
  return {
    version: PROOF_VERSION,
    consent,
    atMs: receivedMs,
    event: choice,
    grants,
    ui: shown?.ui ?? 'page',
    notice,
    words: shown?.words ?? '',
    language: shown?.language ?? '',
    regions: REGIONS_VERSION,
    region,
    gpc,
    untilMs: receivedMs + VALID_MS,
    origin,
  }
}
