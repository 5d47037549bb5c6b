// Shows how far an import is: a line that redraws itself for a person, a line every few seconds for a log.
import type { Clock } from '../clock.ts'
import type { Shell } from '../cli/verb.ts'

const REDRAW_MS = 100
const LOG_MS = 5_000

export interface Progress {
  readonly show: (text: string) => void
  /** Leaves the last line standing. */
  readonly end: (text: string) => void
}

export function createProgress(shell: Pick<Shell, 'err' | 'isTerminal'>, clock: Clock): Progress {
  let shownMs = -Infinity
  const write = (text: string): void =>
    shell.err(shell.isTerminal ? `\r\u001b[K${text}` : `${text}\n`)
  return {
    show: (text) => {
      if (clock.now() - shownMs < (shell.isTerminal ? REDRAW_MS : LOG_MS)) return
      shownMs = clock.now()
      write(text)
    },
    end: (text) => {
      write(text)
      if (shell.isTerminal) shell.err('\n')
    },
  }
}
