// Runs verbs of the command in this process, on a data folder of the test's own.
import { dirname } from 'node:path'
import { expect, vi } from 'vitest'
import { serve } from '../../collector/cli/serve.ts'
import type { Arguments, Shell, Verb } from '../../collector/cli/verb.ts'

interface ShellRig {
  readonly shell: Shell
  readonly stop: () => void
  readonly out: () => string
}

export function createShell(dataFolder: string): ShellRig {
  const stopping = new AbortController()
  const printed: string[] = []
  const shell: Shell = {
    environment: { TIDEMARK_DATA: dataFolder, TIDEMARK_PORT: '0' },
    version: 'test',
    programFolder: dirname(dataFolder),
    out: async (text) => {
      printed.push(text)
    },
    err: () => {},
    isTerminal: false,
    pause: async () => {},
    stopped: stopping.signal,
  }
  return { shell, stop: () => stopping.abort(), out: () => printed.join('') }
}

/** What stood on a command line. */
export function given(
  files: readonly string[],
  options: Readonly<Record<string, string | true>> = {},
): Arguments {
  const text = (name: string): string | undefined => {
    const value = options[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    files,
    text,
    texts: (name) => [text(name) ?? []].flat(),
    has: (name) => options[name] === true,
  }
}

/** Answers what was printed. */
export async function runVerb(verb: Verb, what: Arguments, dataFolder: string): Promise<string> {
  const { shell, out } = createShell(dataFolder)
  await verb.run(what, shell)
  return out()
}

export interface Serving {
  readonly out: () => string
  /** Where it listens. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** `serve`, until it is stopped. */
export async function serveOn(
  dataFolder: string,
  options: Readonly<Record<string, string | true>> = {},
): Promise<Serving> {
  const rig = createShell(dataFolder)
  const ended = serve.run(given([], options), rig.shell)
  // What fails before it listens is told at once.
  await Promise.race([
    ended,
    vi.waitFor(() => expect(rig.out()).toContain('sign in once'), { timeout: 10_000 }),
  ])
  return {
    out: rig.out,
    url: /listens on (\S+?),/.exec(rig.out())?.[1] ?? '',
    stop: () => {
      rig.stop()
      return ended
    },
  }
}
