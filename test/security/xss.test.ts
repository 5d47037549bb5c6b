// Markup and scripts in every field that strangers fill, and every screen of the console before a browser: nothing runs, nothing is asked of elsewhere.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { SCREEN_NAMES, SETTINGS_PARTS } from '../../demo-site/console/view.ts'
import { launchChromium } from '../support/browser-chromium.ts'
import { DRAFT } from './access-asks.ts'
import { CANARY, payloadsFor } from './payloads.ts'
import { ORIGIN, SITE, claimOperator, makeSites, startBare } from './stage.ts'
import type { Stage } from './stage.ts'
import { EXPERIMENT, FEED, SESSIONS, USER_AGENTS, visitOf } from './xss-events.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const API = `/api/v1/sites/${SITE}`

let stage: Omit<Stage, 'callers'>
let browser: Browser
let page: Page
let consoleUrl = ''
/** What a script, a dialog, the page's policy or a request to elsewhere has told since it was last asked. */
const alarms: string[] = []

/** What people who may write could write: an insider's words are no more to be run than a stranger's. */
async function writeSettings(): Promise<void> {
  const evil = (mark: string): string => payloadsFor(mark)[1] ?? ''
  const variations = DRAFT.variations.map((each) => ({ ...each, name: evil('variation') }))
  const metrics = [{ kind: 'conversion' }, { kind: 'event', name: evil('metric') }]
  const draft = {
    ...DRAFT,
    name: evil('name'),
    hypothesis: evil('hypothesis'),
    metrics,
    variations,
  }
  await stage.command('PUT', `${API}/experiments/${EXPERIMENT}`, draft)
  await stage.command('PUT', `${API}/experiments/draft`, draft)
  await stage.command('POST', `${API}/experiments/${EXPERIMENT}/status`, { status: 'running' })
  const flag = { description: evil('flag'), on: true, value: evil('value'), rules: [] }
  await stage.command('PUT', `${API}/flags/express`, flag)
  await stage.command('POST', `${API}/tokens`, { name: evil('token'), scope: 'events' })
  await stage.command('POST', `${API}/requests`, {
    kind: 'erasure',
    place: 'DE',
    manner: 'letter',
    receivedDay: new Date().toISOString().slice(0, 10),
    reference: evil('request'),
  })
  const login = `<img/src=x/onerror=window.__xss='login'>`
  await stage.command('POST', `${API}/members`, { login, role: 'viewer' })
  await stage.command('PUT', `${API}/products`, FEED)
  await stage.command('PUT', `${API}/recommend/rules`, {
    pins: [{ slot: 'trending', item: FEED.products[0]?.id }],
    excluded: [FEED.products[1]?.id],
  })
}

async function visit(): Promise<void> {
  for (let at = 0; at < SESSIONS + USER_AGENTS.length; at++) {
    const body = JSON.stringify(visitOf(at, Date.now()))
    const agent = USER_AGENTS[Math.max(0, at - SESSIONS)] ?? ''
    const headers = { origin: ORIGIN, 'content-type': 'text/plain', 'user-agent': agent }
    const { status, text } = await stage.send({ method: 'POST', path: '/e', headers, body })
    // All of it is taken: what is refused is not looked at.
    expect([status, text]).toEqual([202, expect.not.stringContaining('refused')])
  }
}

async function openPage(): Promise<Page> {
  const context = await browser.newContext()
  const opened = await context.newPage()
  opened.on('dialog', (dialog) => {
    alarms.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  opened.on('console', (message) => {
    if (/content security policy/i.test(message.text())) alarms.push(message.text().slice(0, 200))
  })
  opened.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (
      protocol !== 'data:' &&
      origin !== new URL(opened.url()).origin &&
      opened.url() !== 'about:blank'
    )
      alarms.push(`a request to ${request.url().slice(0, 100)}`)
  })
  await context.exposeBinding('__alarm', (_, what: string) => void alarms.push(what))
  await context.addInitScript(() => {
    const tell = (what: string) =>
      (window as unknown as { __alarm: (what: string) => void }).__alarm(what)
    Object.defineProperty(window, '__xss', {
      set(mark) {
        tell(`a script ran: ${mark}`)
      },
    })
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      tell(`the policy was broken: ${violatedDirective} ${blockedURI}`),
    )
  })
  return opened
}

beforeAll(async () => {
  stage = await startBare()
  await makeSites(stage)
  const cookie = await claimOperator(stage)
  await writeSettings()
  await visit()
  // Once counted, all of it is in the store.
  await stage.command('GET', `${API}/imported`)
  await stage.command('POST', `${API}/recommend/train`, {})
  await vi.waitUntil(
    async () =>
      (await stage.command<{ training: unknown }>('GET', `${API}/recommend`)).training === null,
    { timeout: 20_000 },
  )
  browser = await launchChromium()
  page = await openPage()
  const [name = '', value = ''] = cookie.split('=')
  await page.context().addCookies([{ name, value, url: stage.origin }])
  consoleUrl = `${stage.origin}/console/`
})

afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

/** What must be seen on some of them as text: else they were empty, and showed nothing to be afraid of. */
const SHOWN: Readonly<Record<string, string>> = {
  '#pages': 'onerror=window.__xss',
  '#events': 'xss_window_alert',
  '#heatmap': 'svg/onload=window.__xss',
  '#experiments': '<img src=x onerror=',
  '#recommend': '<',
  '#settings?part=requests': '<img src=x onerror=',
  '#settings?part=tokens': '<img src=x onerror=',
  '#settings?part=people': '<img/src=x/onerror=',
  '#settings?part=audit': 'onerror=window.__xss',
}

const EVIL = encodeURIComponent('<img src=x onerror=window.__xss=1>')
const SCREENS: readonly string[] = [
  ...SCREEN_NAMES.map((name) => `#${name}`),
  ...SETTINGS_PARTS.slice(1).map((part) => `#settings?part=${part}`),
  '#experiments?experiment=%2B',
  '#experiments?experiment=hero',
  '#experiments?experiment=draft',
  '#experiments?flag=*',
  '#experiments?flag=%2B',
  '#experiments?flag=express',
  '#heatmap?page=%2F%253Cimg%2520src%3Dx%2520onerror%3Dwindow.__xss%3D1%253E&band=desktop',
  `#heatmap?page=${EVIL}`,
  `#overview?site=${EVIL}`,
  `#sign-in=x&name=${EVIL}`,
  `#${EVIL}`,
]

/** Text of a screen once it has settled: what it shows of what strangers said. */
async function textOf(address: string): Promise<string> {
  await page.goto('about:blank')
  await page.goto(consoleUrl + address)
  if (address.startsWith('#sign-in')) await page.getByLabel('New password').waitFor()
  else await page.getByRole('main').locator('.panel, .notice, .experiments').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.loading'))
  await page.evaluate(() => new Promise(requestAnimationFrame))
  return page.evaluate(() => document.body.innerText)
}

/** Addresses that are hostile themselves always, half of the others by the day: all with `LONG`. */
const DAY = Math.floor(Date.now() / 86_400_000)
const LOOKED_AT = SCREENS.filter(
  (address, at) => process.env['LONG'] || address.includes('xss') || at % 2 === DAY % 2,
)

test.for(LOOKED_AT)('nothing runs at %s', async (address) => {
  const shown = await textOf(address)
  expect(alarms.splice(0)).toEqual([])
  expect(shown).toContain(SHOWN[address] ?? '')
})

test('the control: a page that takes the words for markup is told, by each of the alarms', async () => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<body>${payloadsFor('control').join('')}<script>alert(1)</script></body>`)
  }).listen(0, '127.0.0.1')
  await vi.waitUntil(() => server.listening)
  const { port } = server.address() as AddressInfo
  const other = await openPage()
  await other.route(`${CANARY}/**`, (route) => route.abort())
  await other.goto(`http://127.0.0.1:${port}/`)
  await vi.waitUntil(() => alarms.some((alarm) => alarm.startsWith('a script ran')))
  await vi.waitUntil(() => alarms.some((alarm) => alarm.startsWith('a dialog')))
  await vi.waitUntil(() => alarms.some((alarm) => alarm.includes(CANARY)))
  alarms.length = 0
  server.close()
})

test('the control: markup put into the console itself breaks its policy, which is told', async () => {
  await textOf('#overview')
  await page.evaluate(
    (text) => {
      document.body.insertAdjacentHTML('beforeend', text)
    },
    payloadsFor('policy')[1] ?? '',
  )
  await vi.waitUntil(() => alarms.some((alarm) => alarm.startsWith('the policy was broken')))
  alarms.length = 0
})
