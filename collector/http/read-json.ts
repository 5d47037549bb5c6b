// Reads a JSON body that the console or a command sent.
import { Invalid } from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import { fail } from '../errors.ts'
import { receive } from './receive.ts'

const JSON_BYTES_MAX = 1_000_000

export function readJson<T>(
  body: Uint8Array,
  schema: Schema<T>,
  bytesMax: number = JSON_BYTES_MAX,
): T {
  return readValue(receive(body, bytesMax), schema)
}

/** The same for what was in a query. */
export function readValue<T>(value: unknown, schema: Schema<T>): T {
  try {
    return schema(value, '')
  } catch (error) {
    if (error instanceof Invalid) fail('ask_invalid', { path: error.path, detail: error.message })
    throw error
  }
}
