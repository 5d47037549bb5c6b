// Shows what Chromium itself says of each page: cookies, storage and hosts, before a choice, after a refusal, after consent.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { fetchPackages } from './fetch-packages.mjs'
import { PAGE_NAMES } from './page-texts.mjs'
import { startAuditPages } from './pages.mjs'

/** Trackers send late: PostHog after three seconds. */
const SETTLE_MS = 4500
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-blink-features=AutomationControlled',
]

const wait = (ms) => new Promise((done) => setTimeout(done, ms))
const sorted = (list) => [...new Set(list)].toSorted()

async function storageOf(client, origin) {
  const ask = (method, params) => client.send(method, params).catch(() => ({}))
  const keys = async (isLocalStorage) => {
    const storageId = { securityOrigin: origin, isLocalStorage }
    const { entries = [] } = await ask('DOMStorage.getDOMStorageItems', { storageId })
    return entries.map(([key]) => key)
  }
  const params = { securityOrigin: origin }
  const { databaseNames = [] } = await ask('IndexedDB.requestDatabaseNames', params)
  const { caches = [] } = await ask('CacheStorage.requestCacheNames', params)
  return {
    local: await keys(true),
    session: await keys(false),
    databases: databaseNames,
    caches: caches.map(({ cacheName }) => cacheName),
  }
}

/** What frames of other hosts store is theirs under our name: the protocol has no word for it, their scripts do. */
async function storedByFrames(page) {
  const lists = page
    .frames()
    .slice(1)
    .map(async (frame) => {
      const keys = await frame.evaluate(() => Object.keys(localStorage)).catch(() => [])
      return keys.map((key) => `${key} ${new URL(frame.url()).hostname}`)
    })
  return (await Promise.all(lists)).flat()
}

/** Everything the browser holds now. */
async function snapshot(page, client, { hosts, attempted }) {
  const { cookies } = await client.send('Network.getAllCookies')
  const held = await storageOf(client, new URL(page.url()).origin)
  held.local.push(...(await storedByFrames(page)))
  return {
    cookies: sorted(cookies.map(({ name, domain }) => `${name} ${domain}`)),
    ...Object.fromEntries(Object.entries(held).map(([kind, keys]) => [kind, sorted(keys)])),
    hosts: sorted(hosts),
    attempted: sorted(attempted),
  }
}

/** Finds a button in any shadow root, closed ones too, as no script of the page could. */
async function press(client, pattern) {
  const { root } = await client.send('DOM.getDocument', { depth: -1, pierce: true })
  const textOf = (node) => node.nodeValue + (node.children ?? []).map(textOf).join('')
  const find = (node) => {
    if (node.nodeName === 'BUTTON' && pattern.test(textOf(node))) return node
    const below = [...(node.children ?? []), ...(node.shadowRoots ?? [])]
    for (const child of below) {
      const found = find(child)
      if (found) return found
    }
  }
  const button = find(root)
  if (!button) return false
  const { object } = await client.send('DOM.resolveNode', { backendNodeId: button.backendNodeId })
  await client.send('Runtime.callFunctionOn', {
    objectId: object.objectId,
    functionDeclaration: 'function () { this.click() }',
  })
  return true
}

async function phase(context, address, pattern) {
  const page = await context.newPage()
  const client = await context.newCDPSession(page)
  for (const domain of ['Network', 'DOM', 'DOMStorage', 'IndexedDB', 'Runtime'])
    await client.send(`${domain}.enable`)
  const seen = { hosts: [], attempted: [] }
  const own = new URL(address).hostname
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== own) seen.hosts.push(hostname)
  })
  const requests = new Map()
  client.on('Network.requestWillBeSent', ({ requestId, request }) =>
    requests.set(requestId, new URL(request.url).hostname),
  )
  client.on('Network.responseReceivedExtraInfo', ({ requestId, blockedCookies }) => {
    for (const { cookieLine } of blockedCookies)
      seen.attempted.push([cookieLine.split('=')[0], requestId])
  })
  await page.goto(address)
  await wait(SETTLE_MS)
  let found = true
  if (pattern) {
    seen.hosts = []
    seen.attempted = []
    found = await press(client, pattern)
    if (found) await wait(SETTLE_MS)
  }
  // The two events of one request come in either order.
  seen.attempted = seen.attempted.map(([cookie, id]) => `${cookie} ${requests.get(id)}`)
  const facts = found ? await snapshot(page, client, seen) : undefined
  await context.close()
  return facts
}

/** Trackers send nothing to browsers that say they are driven. */
async function start(executablePath) {
  const browser = await chromium.launch({ executablePath, args: ARGS })
  const page = await browser.newPage()
  const userAgent = (await page.evaluate('navigator.userAgent')).replace('Headless', '')
  await page.close()
  return { browser, userAgent }
}

/** A profile that lets third parties store, which those that leave no trace do not. */
async function permissive(executablePath, userAgent, address) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'))
  try {
    mkdirSync(join(folder, 'Default'))
    const profile = { cookie_controls_mode: 0, block_third_party_cookies: false }
    writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify({ profile }))
    const options = { executablePath, args: ARGS, userAgent }
    return await phase(await chromium.launchPersistentContext(folder, options), address)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `{ [page]: { before, rejected?, accepted?, permissive? } }`; the last is `before` where third parties may store. */
export async function measure(names = PAGE_NAMES.filter((name) => name !== 'matomo')) {
  const pages = await startAuditPages(fetchPackages())
  const executablePath = process.env.TIDEMARK_CHROMIUM ?? '/usr/bin/chromium'
  const { browser, userAgent } = await start(executablePath)
  const result = {}
  try {
    for (const name of names) {
      const look = async (pattern) =>
        await phase(await browser.newContext({ userAgent }), `${pages.page}/${name}`, pattern)
      const [before, rejected, accepted] = await Promise.all([
        look(),
        look(/Reject all|Ablehnen/),
        look(/Accept all|Alle akzeptieren/),
      ])
      result[name] = { before, ...(rejected && { rejected }), ...(accepted && { accepted }) }
      if (name === 'pixel')
        result[name].permissive = await permissive(executablePath, userAgent, `${pages.page}/pixel`)
    }
  } finally {
    await browser.close()
    await pages.close()
  }
  return result
}

if (process.argv[1]?.endsWith('measure.mjs'))
  console.log(JSON.stringify(await measure(process.argv[2]?.split(',')), null, 2))
