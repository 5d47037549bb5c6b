// What a verb of the command is, and what it may know of the process it runs in.
import type { ParseArgsConfig } from 'node:util'
import type { Environment } from '../settings.ts'

export type Options = NonNullable<ParseArgsConfig['options']>

/** What was given on the command line, checked against the verb's options. */
export interface Arguments {
  readonly files: readonly string[]
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => readonly string[]
  readonly has: (name: string) => boolean
}

/** The process, as far as verbs may touch it. */
export interface Shell {
  readonly environment: Environment
  readonly version: string
  /** Folder that `main.js` lies in. */
  readonly programFolder: string
  readonly out: (text: string) => Promise<void>
  readonly err: (text: string) => void
  /** Whether what goes to `err` is seen by a person at once. */
  readonly isTerminal: boolean
  /** Waits; ends early, without a word, once the process is asked to end. */
  readonly pause: (ms: number) => Promise<void>
  /** Aborted when the process is asked to end. */
  readonly stopped: AbortSignal
}

export interface Verb {
  readonly summary: string
  readonly usage: string
  readonly options: Options
  readonly run: (given: Arguments, shell: Shell) => Promise<void>
}

/** The command line cannot be meant: answered with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
