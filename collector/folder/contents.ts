// What lies in a data folder, by name, and what a backup does with each.

/** The database, one file; what DuckDB lays beside it belongs to it. */
export const DATABASE_FILE = 'tidemark.duckdb'
/** Segments that are not in the database yet. */
export const LOG_FOLDER = 'log'
/** Models, and what shops say of their products. */
export const RECOMMEND_FOLDER = 'recommend'
/** Chains of proof of consent, a folder a site. */
export const PROOF_FOLDER = 'proof'
/** Who was erased, as keyed hashes. */
export const ERASURES_FILE = 'erasures.ndjson'
/** A restore that has not ended yet; a folder that holds it is not to be used. */
export const RESTORING_FOLDER = '.restoring'
/** What a backup says of itself. */
export const MANIFEST_FILE = 'manifest.json'

/** Left out of backups on purpose: the secret is one run's, a restore that was cut short is nobody's. */
const OF_NO_USE = /^(cli-token(\.new)?|tidemark\.duckdb\..*|\.restoring|.*\.new|lost\+found)$/

const KEPT: readonly string[] = [
  DATABASE_FILE,
  LOG_FOLDER,
  RECOMMEND_FOLDER,
  PROOF_FOLDER,
  ERASURES_FILE,
]

/** Names in a data folder that are not tidemark's: a backup leaves them out, and says so. */
export function strangersIn(names: readonly string[]): string[] {
  return names.filter((name) => !KEPT.includes(name) && !OF_NO_USE.test(name))
}
