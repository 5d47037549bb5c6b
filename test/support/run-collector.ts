// Runs the built collector as a process of its own, on a free port and a data folder of its own.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PROGRAM = 'collector/dist/main.js'

export interface RunningCollector {
  readonly url: string
  /** Where to choose the owner's password, where it was asked for. */
  readonly signInLink: string
  readonly pid: number
  readonly output: () => string
  readonly isRunning: () => boolean
  /** As the operator's Ctrl-C. */
  readonly stop: () => Promise<void>
  /** As the kernel: at once, between two instructions. */
  readonly kill: () => Promise<void>
}

export interface RunOptions {
  readonly data: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A program that runs the rest of its words in another way, e.g. as another user. */
  readonly through?: readonly string[]
}

/** A fresh data folder, and how to remove it. */
export async function makeDataFolder(): Promise<{ data: string; remove: () => Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'tidemark-'))
  return { data, remove: () => rm(data, { recursive: true, force: true }) }
}

/** Starts the collector; resolves once it listens, rejects with what it said where it does not. */
export async function runCollector({
  data,
  args = [],
  env = {},
  through = [],
}: RunOptions): Promise<RunningCollector> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run npm run build first`)
  const words = [...through, process.execPath, PROGRAM, 'serve', ...args]
  const child = spawn(words[0]!, words.slice(1), {
    env: { ...process.env, TIDEMARK_DATA: data, TIDEMARK_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (output += text.toString()))
  const url = await said(child, () => output, /listens on (\S+?),/)
  return {
    url,
    get signInLink() {
      return /sign in once[^:]*: (\S+)/.exec(output)?.[1] ?? ''
    },
    pid: child.pid!,
    output: () => output,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

function said(child: ChildProcess, output: () => string, what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = what.exec(output())
      if (found) resolve(found[1]!)
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`the collector ended with ${code}: ${output()}`)))
  })
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
