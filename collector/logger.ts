// Writes what an operator must know, one JSON object a line; callers give it no address, no query and no user agent.
import type { Clock } from './clock.ts'

export type LogFields = Readonly<Record<string, string | number | boolean>>

export interface Logger {
  readonly write: (what: string, fields?: LogFields) => void
}

export function createLogger(clock: Clock, print: (line: string) => void): Logger {
  return {
    write: (what, fields) =>
      print(`${JSON.stringify({ at: new Date(clock.now()).toISOString(), what, ...fields })}\n`),
  }
}

/** What may be logged of anything caught: its class and message. */
export function cause(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
