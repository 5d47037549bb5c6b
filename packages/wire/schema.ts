// Schemas as plain functions: each takes anything and returns the bounded, known part of it, or throws `Invalid`.
import type { JsonSchema } from './json-schema.ts'

/** Thrown by a schema: where the fault is, and what would have been right there. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  readonly path: string
  constructor(path: string, expected: string) {
    super(`${path || 'the body'}: expected ${expected}`)
    this.path = path
  }
}

/** Reads `value`, found at `path`; returns a clean copy, throws `Invalid`. */
export interface Schema<T> {
  (value: unknown, path: string): T
  /** What it takes, in the words of JSON Schema 2020-12; looser where that has none. */
  readonly json?: JsonSchema
}

/** Lets `schema`, a function of nobody else, say of itself what it takes. */
export function described<T>(json: JsonSchema, schema: Schema<T>): Schema<T> {
  return Object.assign(schema, { json })
}

const jsonOf = (schema: Schema<unknown>): JsonSchema => schema.json ?? {}

/** A string of `min` to `max` UTF-16 units without control characters; half characters are mended. */
export function text(max: number, min = 0): Schema<string> {
  return described({ type: 'string', minLength: min, maxLength: max }, (value, path) => {
    if (typeof value !== 'string' || value.length < min || value.length > max || hasControl(value))
      throw new Invalid(path, `text of ${min} to ${max} characters`)
    return mend(value)
  })
}

function hasControl(value: string): boolean {
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) < 32) return true
  return false
}

/**
 * What a page gives as a name or a title: one line of at most `max` units, cut rather than refused, since an order
 * must not be lost to a long product name. Numbers are read as their digits; half characters are mended.
 */
export function line(max: number, min = 0): Schema<string> {
  return described({ type: ['string', 'number'], minLength: min }, (value, path) => {
    const cut = asLine(value, path).slice(0, max)
    if (cut.length < min) throw new Invalid(path, `at least ${min} characters`)
    return mend(cut)
  })
}

/** What tells one thing from another: a line that is refused where it is too long, since cut it would be another's. */
export function identity(max: number): Schema<string> {
  return described({ type: ['string', 'number'], minLength: 1, maxLength: max }, (value, path) => {
    const whole = asLine(value, path)
    if (!whole || whole.length > max) throw new Invalid(path, `1 to ${max} characters`)
    return mend(whole)
  })
}

function asLine(value: unknown, path: string): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Invalid(path, 'text or a number')
  const text = String(value)
  if (!hasControl(text)) return text.trim()
  const spaced = Array.from(text, (char) => (char < ' ' ? ' ' : char)).join('')
  return spaced.replace(/ +/g, ' ').trim()
}

/** A surrogate without its other half is no character, and no engine stores it as it is. */
export function mend(text: string): string {
  const known = text as string & WellFormed
  return known.isWellFormed() ? text : known.toWellFormed()
}

/** What Node has since 20, and not all browsers that pages are for: no page parses. */
interface WellFormed {
  isWellFormed: () => boolean
  toWellFormed: () => string
}

/** A number between two bounds, both included; its digits in a text will do. */
export function quantity(min: number, max: number): Schema<number> {
  return described({ type: ['number', 'string'], minimum: min, maximum: max }, (value, path) => {
    const number = typeof value === 'string' && value.trim() ? Number(value) : value
    if (typeof number !== 'number' || !(number >= min && number <= max))
      throw new Invalid(path, `a number from ${min} to ${max}`)
    return number
  })
}

/** A string that matches `form`; `named` is how the error calls it. */
export function matching(form: RegExp, named: string): Schema<string> {
  return described({ type: 'string', pattern: form.source }, (value, path) => {
    if (typeof value !== 'string' || !form.test(value)) throw new Invalid(path, named)
    return mend(value)
  })
}

/** A whole number between two bounds, both included. */
export function whole(min: number, max: number): Schema<number> {
  return described({ type: 'integer', minimum: min, maximum: max }, (value, path) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max)
      throw new Invalid(path, `a whole number from ${min} to ${max}`)
    return value as number
  })
}

/** One of a few known values. */
export function oneOf<const T extends readonly (string | boolean)[]>(
  ...known: T
): Schema<T[number]> {
  return described({ enum: [...known] }, (value, path) => {
    if (!known.includes(value as string)) throw new Invalid(path, `one of ${known.join(', ')}`)
    return value as T[number]
  })
}

/** Any number that JSON can hold. */
export const number: Schema<number> = described({ type: 'number' }, (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Invalid(path, 'a number')
  return value
})

export const flag: Schema<boolean> = described({ type: 'boolean' }, (value, path) => {
  if (typeof value !== 'boolean') throw new Invalid(path, 'true or false')
  return value
})

/** What `schema` takes, or null. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return described({ anyOf: [jsonOf(schema), { type: 'null' }] }, (value, path) =>
    value === null || value === undefined ? null : schema(value, path),
  )
}

/** An array of at most `max`, each read by `schema`. */
export function list<T>(schema: Schema<T>, max: number): Schema<T[]> {
  return described({ type: 'array', items: jsonOf(schema), maxItems: max }, (value, path) => {
    if (!Array.isArray(value) || value.length > max)
      throw new Invalid(path, `a list of at most ${max}`)
    return value.map((each, index) => schema(each, `${path}[${index}]`))
  })
}

/** An object with any keys that match `form`, at most `max` of them. */
export function record<T>(form: RegExp, schema: Schema<T>, max: number): Schema<Record<string, T>> {
  return described(
    {
      type: 'object',
      propertyNames: { pattern: form.source },
      additionalProperties: jsonOf(schema),
      maxProperties: max,
    },
    (value, path) => {
      const from = asObject(value, path)
      const keys = Object.keys(from)
      if (keys.length > max) throw new Invalid(path, `at most ${max} entries`)
      const to: Record<string, T> = {}
      for (const key of keys) {
        // Nobody means these as names; somebody may mean them as an attack.
        if (!form.test(key) || key === 'constructor' || key === 'prototype')
          throw new Invalid(path, `keys like ${form.source}`)
        to[key] = schema(from[key], `${path}.${key}`)
      }
      return to
    },
  )
}

/** Marks a field of `object` that may be absent. */
export interface Optional<T> {
  readonly optional: Schema<T>
}

export function optional<T>(schema: Schema<T>): Optional<T> {
  return { optional: schema }
}

/** A schema per field: `optional(…)` exactly where the type says `?`. */
export type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K]
    ? Optional<Exclude<T[K], undefined>>
    : object extends Pick<T, K>
      ? Optional<Exclude<T[K], undefined>>
      : Schema<T[K]>
}

/** An object with these fields; unknown ones fall off. */
export function object<T extends object>(fields: Fields<T>): Schema<T> {
  const rows = Object.entries(fields as Record<string, Schema<unknown> | Optional<unknown>>).map(
    ([key, field]) =>
      typeof field === 'function'
        ? { key, schema: field, required: true }
        : { key, schema: field.optional, required: false },
  )
  const json: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(rows.map(({ key, schema }) => [key, jsonOf(schema)])),
    required: rows.flatMap(({ key, required }) => (required ? [key] : [])),
  }
  return described(json, (value, path) => {
    const from = asObject(value, path)
    const to: Record<string, unknown> = {}
    for (const { key, schema, required } of rows) {
      // JSON has no `undefined`: null is how a page says that it has none.
      const field = Object.hasOwn(from, key) ? (from[key] ?? undefined) : undefined
      if (required || field !== undefined) to[key] = schema(field, path ? `${path}.${key}` : key)
    }
    return to as T
  })
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Invalid(path, 'an object')
  return value as Record<string, unknown>
}
