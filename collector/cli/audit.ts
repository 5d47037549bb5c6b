// `tidemark audit`: lists what a page, of anybody, stores and whom it asks before a choice, after a refusal and after a yes.
import { writeFile } from 'node:fs/promises'
import { audit as auditPage } from '../audit/audit.ts'
import { findBrowser, isSandboxed } from '../audit/browser.ts'
import type { Audit } from '../audit/facts.ts'
import { safeJson, tame } from '../audit/hostile.ts'
import { reportOf } from '../audit/report.ts'
import { textOf } from '../audit/text.ts'
import { systemClock } from '../clock.ts'
import { showing } from './follow.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Shell, Verb } from './verb.ts'

const WAIT_S = 4.5
const WAIT_S_MAX = 120

export const audit: Verb = {
  summary: 'list what a page stores and whom it asks, before a choice and after each answer',
  usage: `tidemark audit URL [--json FILE] [--report FILE] [--accept SELECTOR] [--reject SELECTOR] [--wait SECONDS]

  --json FILE           all of it as JSON; - for standard output, and the lines for people to standard error
  --report FILE         a page of HTML to print or send
  --accept SELECTOR     what is pressed to say yes, where its words do not tell; looked for in shadow roots and frames too
  --reject SELECTOR     what is pressed to say no
  --wait SECONDS        how long trackers are given at least, after loading and after an answer (${WAIT_S})
  --block-third-party   in a window that leaves no trace, where others may store nothing: what they try is listed as attempted
  --browser PATH        Chromium, Chrome or Edge; else CHROME_PATH, else the usual names on PATH

Opens the page twice, each time as somebody who has never been there: one refuses, one accepts. Lists cookies (of headers
and of scripts), localStorage, sessionStorage, IndexedDB, Cache Storage, of frames too, and requests to others. The buttons
are found by their words in 18 languages, in shadow roots and frames too; where none is found, it says so. What remembers the
answer itself is known by its name and does not count. Other companies are told by their registrable domain, by a short list
of suffixes. As root the browser has no sandbox (--no-sandbox): audit pages that you do not trust as another user.
Ends with code 0 where nothing happens without a yes, with 1 where something does, with 2 where nothing could be looked at.`,
  options: {
    json: { type: 'string' },
    report: { type: 'string' },
    accept: { type: 'string' },
    reject: { type: 'string' },
    wait: { type: 'string' },
    'block-third-party': { type: 'boolean' },
    browser: { type: 'string' },
  },
  run: async (given, shell) => {
    const url = urlOf(given.files)
    const waitMs = waitOf(given.text('wait'))
    const found = await look(given, shell, { url, waitMs })
    await write('report', given.text('report'), () => reportOf(found))
    const json = given.text('json')
    if (json === '-') {
      shell.err(textOf(found))
      await shell.out(`${safeJson(found)}\n`)
    } else {
      await write('json', json, () => `${safeJson(found)}\n`)
      await shell.out(textOf(found))
    }
    const { length } = found.findings
    if (length > 0)
      throw new Error(`${length} ${length === 1 ? 'thing' : 'things'} found on ${tame(found.page)}`)
  },
}

async function look(
  given: Arguments,
  shell: Shell,
  asked: { readonly url: string; readonly waitMs: number },
): Promise<Audit> {
  try {
    const browser = findBrowser(given.text('browser'), shell.environment)
    if (!isSandboxed())
      shell.err(
        'tidemark: started by root, so the browser runs without its sandbox (--no-sandbox)\n',
      )
    return await showing(shell, systemClock, (tell) =>
      auditPage({
        ...asked,
        browser,
        blocksThirdParties: given.has('block-third-party'),
        selectors: { accept: given.text('accept'), reject: given.text('reject') },
        clock: systemClock,
        pause: shell.pause,
        stopped: shell.stopped,
        tell,
      }),
    )
  } catch (error) {
    // Code 1 says that something was found: nothing was looked at.
    throw new UsageError(tame(error instanceof Error ? error.message : String(error), 600))
  }
}

function urlOf([text, another]: readonly string[]): string {
  if (text === undefined || another !== undefined)
    throw new UsageError('expected the address of one page')
  // As people write it.
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`expected an address like https://shop.example, not ${text}`)
  return url.href
}

function waitOf(text: string | undefined): number {
  const seconds = Number(text ?? WAIT_S)
  if (!(seconds >= WAIT_S && seconds <= WAIT_S_MAX))
    throw new UsageError(`--wait: expected seconds from ${WAIT_S} to ${WAIT_S_MAX}`)
  return seconds * 1000
}

async function write(option: string, path: string | undefined, text: () => string): Promise<void> {
  if (path === undefined) return
  try {
    await writeFile(path, text())
  } catch (error) {
    throw new UsageError(
      `--${option}: cannot write ${path} (${(error as NodeJS.ErrnoException).code})`,
    )
  }
}
