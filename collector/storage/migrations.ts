// The steps from an empty database to today's tables, each applied once and never edited after a release.
import {
  CHOICE_COLUMNS,
  EVENT_COLUMNS,
  HEAT_CELL_COLUMNS,
  LEAVING_COLUMNS,
  STREAM_COLUMNS,
  VOID_COLUMNS,
} from './columns.ts'
import type { Column, ColumnKind } from './columns.ts'
import { raw } from './sql.ts'
import type { Sql } from './sql.ts'

export interface Migration {
  readonly version: number
  readonly statements: readonly Sql[]
}

export const DUCKDB_TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR',
  int: 'BIGINT',
  flag: 'BOOLEAN',
  json: 'JSON',
}

/** The name of a visitor, of the id that their browser keeps. */
export const PSEUDONYM = 'substr(sha256(site || chr(10) || visitor), 1, 32)'

function createTable(name: string, columns: readonly Column[]): Sql {
  const fields = columns.map((column) => `${column.name} ${DUCKDB_TYPES[column.kind]}`)
  return raw(`create table ${name} (${fields.join(', ')})`)
}

/**
 * A new database starts with today's columns, an old one lacks them: a later version that adds a column says
 * `alter table … add column if not exists`. No table has a primary key: measured, it costs half the load's speed
 * and 3.5 times the disk.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    statements: [
      createTable('events', EVENT_COLUMNS),
      createTable('streams', STREAM_COLUMNS),
      createTable('voids', VOID_COLUMNS),
      raw('create table segments (name VARCHAR, loaded_ms BIGINT)'),
      raw('create table documents (kind VARCHAR, key VARCHAR, body JSON, primary key (kind, key))'),
    ],
  },
  {
    version: 2,
    statements: [
      raw('alter table events add column if not exists may_train BOOLEAN default false'),
      raw(`alter table events add column if not exists item_list VARCHAR default ''`),
    ],
  },
  { version: 3, statements: [createTable('heat_cells', HEAT_CELL_COLUMNS)] },
  {
    version: 4,
    statements: [raw('alter table events add column if not exists staff BOOLEAN default false')],
  },
  {
    // As `pseudonymOf` does it: what browsers keep is not stored any more.
    version: 5,
    statements: [
      raw(`update events set visitor = ${PSEUDONYM} where visitor <> ''`),
      createTable('choices', CHOICE_COLUMNS),
    ],
  },
  { version: 6, statements: [createTable('leavings', LEAVING_COLUMNS)] },
]
