// Finds Chromium and starts it with a profile of its own, as a visitor who has never been anywhere would.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { connectPipe } from './cdp.ts'
import type { Connection } from './cdp.ts'

export interface Browser {
  readonly connection: Connection
  /** As it calls itself, without the word that it has no window. */
  readonly agent: string
  readonly version: string
  /** Pages are opened in a window that leaves no trace, where others may store nothing. */
  readonly blocksThirdParties: boolean
  readonly close: () => Promise<void>
}

/** There is no browser to look with. */
export class NoBrowser extends Error {
  override readonly name = 'NoBrowser'
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const WAY_OUT =
  'install one (apt-get install chromium), or name it with --browser PATH or the variable CHROME_PATH'

const CLOSE_MS = 3_000
const STDERR_CHARACTERS = 2_000

/** What the browser does on its own account is no request of the page. */
const FLAGS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication',
  // Some trackers are silent before browsers that say they are driven: what visitors get must be seen.
  '--disable-blink-features=AutomationControlled',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
  '--window-size=1366,900',
]

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** `named` is what the command line says. Throws NoBrowser, with the way out. */
export function findBrowser(
  named: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const wanted = named ?? (environment['CHROME_PATH'] || undefined)
  if (wanted !== undefined) {
    if (isProgram(wanted)) return wanted
    throw new NoBrowser(`there is no program at ${wanted}: ${WAY_OUT}`)
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean)
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const found = [...places, ...ELSEWHERE].find(isProgram)
  if (found !== undefined) return found
  throw new NoBrowser(`no Chromium, Chrome or Edge was found: ${WAY_OUT}`)
}

/** Root cannot have the sandbox. */
export const isSandboxed = (): boolean => process.getuid?.() !== 0

async function makeProfile(blocksThirdParties: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-audit-'))
  await mkdir(join(folder, 'Default'))
  // Chrome's own setting lets them store; its windows that leave no trace do not.
  const profile = blocksThirdParties ? {} : { cookie_controls_mode: 0 }
  await writeFile(join(folder, 'Default/Preferences'), JSON.stringify({ profile }))
  return folder
}

/** Starts the program with a fresh profile, which is removed as it is closed. */
export async function launch(path: string, blocksThirdParties: boolean): Promise<Browser> {
  const folder = await makeProfile(blocksThirdParties)
  const flags = [...FLAGS, ...(isSandboxed() ? [] : ['--no-sandbox']), `--user-data-dir=${folder}`]
  const child = spawn(path, flags, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own: its helpers end with it.
    detached: process.platform !== 'win32',
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  let told = ''
  child.stderr?.on('data', (text: Buffer) => {
    told = (told + text.toString()).slice(-STDERR_CHARACTERS)
  })
  const [, , , input, output] = child.stdio as unknown as [null, null, Readable, Writable, Readable]
  const connection = connectPipe(input, output)
  child.once('error', (error) => connection.end(`${path} cannot be started: ${error.message}`))
  const close = async (): Promise<void> => {
    await end(child, connection, ended)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  try {
    const { product, userAgent } = await connection.send<{ product: string; userAgent: string }>(
      'Browser.getVersion',
    )
    const named = (text: string): string => text.replace('Headless', '')
    const words = { agent: named(userAgent), version: named(product) }
    return { connection, ...words, blocksThirdParties, close }
  } catch (error) {
    await close()
    const why = told.trim().split('\n').at(-1) || (error instanceof Error ? error.message : '')
    throw new NoBrowser(`${path} did not start: ${why}`, { cause: error })
  }
}

async function end(
  child: ChildProcess,
  connection: Connection,
  ended: Promise<void>,
): Promise<void> {
  const late = setTimeout(() => kill(child), CLOSE_MS)
  connection.send('Browser.close').catch(() => {})
  await ended
  clearTimeout(late)
  // What is left of its group would still write into the profile.
  kill(child)
  connection.end('Chromium has ended')
}

function kill(child: ChildProcess): void {
  try {
    if (child.pid !== undefined)
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
