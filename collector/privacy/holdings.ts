// Everything that is kept, at the collector and on devices, and who of it answers for visitors: what is left out fails a test.
import { CONSENT_KEY } from '../../packages/core/env.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import {
  DATABASE_FILE,
  ERASURES_FILE,
  LOG_FOLDER,
  PROOF_FOLDER,
  RECOMMEND_FOLDER,
} from '../folder/contents.ts'
import type { Proofs } from '../proof/proofs.ts'
import type { KINDS } from '../storage/kinds.ts'
import type { Store } from '../storage/driver.ts'

/** What is kept of visitors: who gives it out, erases it, and forgets it in time. */
export interface OfVisitors<Owner> {
  readonly of: 'visitors'
  readonly exports: keyof Owner
  /** Or the reason why it stays. */
  readonly erases: keyof Owner | { readonly stays: string }
  readonly expires: keyof Owner
}

/** What holds nothing that belongs to a visitor, and why that is so. */
export interface OfNobody {
  readonly of: 'nobody'
  readonly because: string
}

const rows: OfVisitors<Store> = {
  of: 'visitors',
  exports: 'theirs',
  erases: 'erase',
  expires: 'expire',
}

const nobody = (because: string): OfNobody => ({ of: 'nobody', because })

/** By the name of the table. */
export const TABLES: Readonly<Record<string, OfVisitors<Store> | OfNobody>> = {
  events: rows,
  // Page loads, by the ids that their events carry; told with those.
  streams: rows,
  voids: rows,
  choices: nobody('counts of answers by day, without ids'),
  leavings: nobody('counts of who has left, by day and variation, without ids'),
  heat_cells: nobody('sums of sessions, without ids'),
  segments: nobody('names of files of the log'),
  documents: nobody('settings, and the people of the console: see the kinds of documents'),
  schema_version: nobody('a number'),
}

/** By the kind; none is of visitors, and none may become so unnoticed. */
export const DOCUMENTS: Readonly<Record<keyof typeof KINDS, OfNobody>> = {
  site: nobody('settings of a shop'),
  experiment: nobody('settings of a shop'),
  flag: nobody('settings of a shop'),
  'recommend-rules': nobody('settings of a shop'),
  'privacy-request': nobody(
    'what was asked and when, without who; a reference that looks like an address is refused',
  ),
  notice: nobody('texts'),
  token: nobody('hashes of secrets of programs'),
  overlay: nobody('hashes of secrets of the console'),
  user: nobody('people of the console, who leave with their last site'),
  owner: nobody('people of the console'),
  session: nobody('people of the console'),
  invitation: nobody('people of the console'),
  'sign-in-link': nobody('people of the console'),
  audit: nobody('what people of the console did; of an erasure not whose'),
  upkeep: nobody('times'),
  'site-removal': nobody('names of sites'),
}

/** By the name in the data folder. */
export const FILES: Readonly<Record<string, OfVisitors<Store> | OfVisitors<Proofs> | OfNobody>> = {
  [DATABASE_FILE]: nobody('its tables stand above'),
  // Loaded into the database before anything is given out or erased.
  [LOG_FOLDER]: rows,
  [PROOF_FOLDER]: {
    of: 'visitors',
    exports: 'find',
    erases: {
      stays: 'the controller must be able to show that consent was given: GDPR 7(1), 17(3)(e)',
    },
    expires: 'forgetBefore',
  },
  [RECOMMEND_FOLDER]: nobody('sums over at least k visitors, and facts of products'),
  [ERASURES_FILE]: nobody('keyed hashes; the key lies elsewhere'),
  'cli-token': nobody('a secret of this run'),
}

/** What browsers keep, by the start of the key; a copy of all of it is part of an export, and an erasure removes all but the choice. */
export const DEVICE_KEYS: readonly string[] = [
  CONSENT_KEY,
  ...new Set(Object.values(PURPOSES).flatMap(({ deviceKeys }) => deviceKeys)),
]
