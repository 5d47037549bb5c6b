// Starts WebKitGTK as a person would, with a profile folder that stays; all it asks for goes by way of a proxy that keeps a log.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { OPT_IN_ZONE } from './browser-watched.ts'
import type { Watchable, Watched } from './browser-watched.ts'
import { WEBKIT_ABSENT, findBrowser, start, startDisplay } from './browser-webkit.ts'
import { startPageDriver } from './page-driver.ts'
import { startRecordingProxy } from './recording-proxy.ts'

const SQLITE = '/usr/bin/sqlite3'

/** What is missing here; undefined where WebKit can be watched. */
export const WATCHED_WEBKIT_ABSENT = WEBKIT_ABSENT ?? (existsSync(SQLITE) ? undefined : SQLITE)

async function startWatched(profile: string): Promise<Watched> {
  const [display, driver, proxy] = await Promise.all([
    startDisplay(),
    startPageDriver(),
    startRecordingProxy(),
  ])
  const browser = start(findBrowser(), [`--proxy=${proxy.url}`, driver.url], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display.name,
      TZ: OPT_IN_ZONE,
      HOME: profile,
      XDG_DATA_HOME: `${profile}/data`,
      XDG_CACHE_HOME: `${profile}/cache`,
      XDG_CONFIG_HOME: `${profile}/config`,
    },
  })
  return {
    open: driver.open,
    run: driver.run,
    head: driver.head,
    requests: () => proxy.requests.filter((each) => !each.includes(driver.url)),
    async stop() {
      await browser.stop()
      await Promise.all([driver.stop(), proxy.stop(), display.stop()])
    },
  }
}

/**
 * WebKit removes rows and leaves their bytes in pages that its database has freed, until others are written there: no page
 * can read or overwrite those, so that they are put out of the way before it is searched.
 */
async function settle(profile: string): Promise<void> {
  for (const name of await readdir(profile, { recursive: true }))
    if (name.endsWith('.localstorage'))
      await promisify(execFile)(SQLITE, [
        '-cmd',
        '.timeout 10000',
        join(profile, name),
        'VACUUM; PRAGMA wal_checkpoint(TRUNCATE);',
      ])
}

export const watchedWebKit: Watchable = { start: startWatched, settle }
