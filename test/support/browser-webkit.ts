// Starts WebKitGTK's MiniBrowser on a display of its own, driven over WebDriver.
import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Driven } from './browser-smoke.ts'

const DRIVER = '/usr/bin/WebKitWebDriver'
const DISPLAY_SERVER = '/usr/bin/Xvfb'
const LIBRARIES = '/usr/lib/x86_64-linux-gnu'

/** Why WebKit cannot be driven here; undefined where it can. */
export const WEBKIT_ABSENT = [DRIVER, DISPLAY_SERVER].find((path) => !existsSync(path))

export interface WebKit extends Driven {
  readonly stop: () => Promise<void>
}

export async function startWebKit(): Promise<WebKit> {
  const display = await startDisplay()
  const port = await freePort()
  const server = start(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display.name },
  })
  const stop = async (): Promise<void> => {
    await server.stop()
    await display.stop()
  }
  try {
    const url = `http://127.0.0.1:${port}/session`
    await untilListening(url)
    const options = { binary: findBrowser(), args: ['--automation'] }
    const alwaysMatch = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options }
    const { sessionId } = (await command('POST', url, { capabilities: { alwaysMatch } })) as {
      sessionId: string
    }
    const session = `${url}/${sessionId}`
    return {
      open: async (url) => void (await command('POST', `${session}/url`, { url })),
      run: (script) => command('POST', `${session}/execute/sync`, { script, args: [] }),
      stop: async () => {
        await command('DELETE', session)
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** One command of the WebDriver standard. */
async function command(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`)
  return value
}

async function untilListening(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(url, { method: 'OPTIONS' }).catch(() => null)) return
    await delay(50)
  }
  throw new Error(`${DRIVER} does not listen`)
}

/** MiniBrowser, as it is where automation does not make it forget everything. */
export function findBrowser(): string {
  const folder = readdirSync(LIBRARIES).find((name) =>
    existsSync(`${LIBRARIES}/${name}/MiniBrowser`),
  )
  if (!folder) throw new Error(`there is no MiniBrowser below ${LIBRARIES}`)
  return `${LIBRARIES}/${folder}/MiniBrowser`
}

export interface Started {
  readonly child: ChildProcess
  readonly stop: () => Promise<void>
}

export function start(path: string, args: readonly string[], options: SpawnOptions): Started {
  const child = spawn(path, args, options)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    child,
    stop: async () => {
      child.kill()
      await ended
    },
  }
}

/** The server picks a free display, and writes its number once it can be used. */
export async function startDisplay(): Promise<{ name: string; stop: () => Promise<void> }> {
  const { child, stop } = start(
    DISPLAY_SERVER,
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const pipe = child.stdio[3]
  if (!pipe || !('read' in pipe)) throw new Error('there is no pipe to Xvfb')
  const number = await new Promise<string>((resolve, reject) => {
    pipe.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    child.once('exit', () => reject(new Error(`${DISPLAY_SERVER} did not start`)))
  })
  return { name: `:${number}`, stop }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
