// The whole of it as an operator runs it: the built collector, the demo shop, and Chromium before them.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { ORDINARY_AGENT, launchChromium } from './browser-chromium.ts'
import { makeDataFolder, runCollector } from './run-collector.ts'
import type { RunningCollector } from './run-collector.ts'

const SHOP = 'demo-site/dist/shop-server.js'
const PASSWORD = 'a few words in a row'

export interface Shop {
  readonly url: string
  readonly data: string
  readonly collector: RunningCollector
  readonly browser: Browser
  /** A page in a profile of its own, of a browser that is no robot. */
  readonly newVisitor: () => Promise<Page>
  readonly stop: () => Promise<void>
}

/** Starts the collector with the site `demo` for the shop's origin; `args` go to `serve`, `env` beside its settings. */
export async function startShop(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Shop> {
  if (!existsSync(SHOP)) throw new Error(`${SHOP} is missing: run npm run build first`)
  const { data, remove } = await makeDataFolder()
  const url = `http://127.0.0.1:${await freePort()}`
  const collector = await runCollector({
    data,
    args: [...args, '--site', 'demo', '--origin', url],
    env,
  })
  const stopShop = await runShop(new URL(url).port, collector.url)
  const browser = await launchChromium()
  return {
    url,
    data,
    collector,
    browser,
    newVisitor: async () => {
      const context = await browser.newContext({ userAgent: ORDINARY_AGENT })
      return await context.newPage()
    },
    stop: async () => {
      await browser.close()
      await stopShop()
      await collector.stop()
      await remove()
    },
  }
}

/** Each must know the other's address before it starts. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function runShop(port: string, collector: string): Promise<() => Promise<void>> {
  const args = [SHOP, '--port', port, '--collector', collector, '--site', 'demo']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    void ended.then(() => reject(new Error(`${SHOP} did not start`)))
  })
  return async () => {
    child.kill('SIGTERM')
    await ended
  }
}

/** Opens the console by the link that the collector printed, and chooses a password. */
export async function signIn(page: Page, collector: RunningCollector): Promise<string> {
  await page.goto(collector.signInLink)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  await page.getByRole('navigation', { name: 'Reports' }).waitFor()
  return PASSWORD
}
