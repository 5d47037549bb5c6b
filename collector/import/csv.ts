// Turns records of any CSV file into events, by a mapping that says what feeds what (see README.md beside).
import type { Params } from '../../packages/wire/event.ts'
import { EVENT_TYPES } from '../../packages/wire/parse.ts'
import { object, oneOf, optional, record, text } from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import type { SourceEvent, SourceRow } from './batches.ts'
import type { SourceRecord } from './records.ts'

/** Each field is a template: `{column}` stands for that column's value. */
export interface Mapping {
  /** What stands between two columns. @default ',' */
  separator?: string
  /** Names the numbering: a repeat is known by it and by the row's place within it. */
  stream: string
  session: string
  time: string
  /** How `time` is written. @default 'iso' */
  timeFormat?: 'iso' | 'ms' | 's'
  url: string
  /** An event type; whatever it gives that is none becomes a custom event of that name. */
  event: string
  visitor?: string
  country?: string
  language?: string
  /** Fields of the event's body; of a custom event, its parameters. What comes out empty is left out. */
  body?: Record<string, string>
  /** Fields of the body that are whole numbers, e.g. amounts in minor units. */
  numbers?: Record<string, string>
}

const template = text(1_000, 1)

export const parseMapping: Schema<Mapping> = object<Mapping>({
  separator: optional(text(4, 1)),
  stream: template,
  session: template,
  time: template,
  timeFormat: optional(oneOf('iso', 'ms', 's')),
  url: template,
  event: template,
  visitor: optional(template),
  country: optional(template),
  language: optional(template),
  body: optional(record(/^\w{1,40}$/, template, 40)),
  numbers: optional(record(/^\w{1,40}$/, template, 40)),
})

/** The mapping does not fit the file; says where. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
}

export async function* mappedRows(
  records: AsyncIterable<SourceRecord>,
  mapping: Mapping,
): AsyncIterable<SourceRow> {
  let number = 0
  for await (const source of records) yield toRow(source, mapping, ++number)
}

function toRow(source: SourceRecord, mapping: Mapping, number: number): SourceRow {
  const fill = (form: string): string =>
    form.replaceAll(/\{([^}]+)\}/g, (_, column: string) => {
      const value = source[column]
      if (value === undefined) throw new MappingError(`there is no column \`${column}\``)
      return value
    })
  const fillOptional = (form: string | undefined): string | undefined =>
    (form && fill(form)) || undefined

  const name = fill(mapping.event)
  const body = bodyOf(mapping, fill)
  const type = EVENT_TYPES.find((each) => each === name && each !== 'custom')
  return {
    stream: fill(mapping.stream),
    visitor: fillOptional(mapping.visitor),
    country: fillOptional(mapping.country),
    language: fillOptional(mapping.language),
    // Its fields are checked by the collector's parser, which names what is wrong with each event.
    event: {
      type: type ?? 'custom',
      timeMs: toMs(fill(mapping.time), mapping.timeFormat ?? 'iso', number),
      session: fill(mapping.session),
      url: fill(mapping.url),
      body: type ? body : { name, params: body as Params },
    } as SourceEvent,
  }
}

/** Commerce events need their list of items, which a flat row does not have. */
function bodyOf(mapping: Mapping, fill: (form: string) => string): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [field, form] of Object.entries(mapping.body ?? {})) {
    const value = fill(form)
    if (value !== '') body[field] = value
  }
  for (const [field, form] of Object.entries(mapping.numbers ?? {})) {
    const value = fill(form)
    if (value !== '') body[field] = Number(value)
  }
  if ('currency' in body || 'transaction_id' in body) body['items'] = []
  return body
}

function toMs(written: string, format: 'iso' | 'ms' | 's', number: number): number {
  const timeMs =
    format === 'iso' ? Date.parse(written) : Number(written) * (format === 's' ? 1000 : 1)
  if (!Number.isFinite(timeMs))
    throw new MappingError(`record ${number}: the time is not ${format}`)
  return Math.round(timeMs)
}
