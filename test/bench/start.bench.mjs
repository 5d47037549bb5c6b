// What an idle collector holds in memory, how soon one with ten million events answers, and twenty sites on one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { end } from '../../scripts/launch.mjs'
import { makeBody } from './ingest/body.mjs'
import { fill } from './ingest/fill.mjs'
import { drain, startTidemark } from './ingest/servers.mjs'
import { usage } from './ingest/usage.mjs'

const EVENTS = Number(process.env.EVENTS ?? 10_000_000)
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 60)
const SITES = 20
const ROUNDS = 3
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const folder = mkdtempSync(join(tmpdir(), 'tidemark-start-'))

async function ready(url) {
  while (!(await fetch(`${url}/readyz`)).ok) await delay(10)
}

async function idleBytes() {
  const { child, url, pids } = await startTidemark(join(folder, 'empty'))
  await ready(url)
  await delay(IDLE_SECONDS * 1000)
  const { rssBytes } = usage(pids)
  await end(child)
  return rssBytes
}

async function startSeconds(data) {
  const startedAt = performance.now()
  const { child, url } = await startTidemark(data)
  await ready(url)
  const seconds = (performance.now() - startedAt) / 1000
  await end(child)
  return seconds
}

/** Each site sends and is asked for its overview; answers how many were counted right. */
async function serveSites(data) {
  const { child, url } = await startTidemark(data)
  const { readFileSync } = await import('node:fs')
  const { host, secret } = JSON.parse(readFileSync(join(data, 'cli-token'), 'utf8'))
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const names = Array.from({ length: SITES }, (_, at) => `shop-${at}`)
  for (const name of names)
    await fetch(`http://${host}/api/v1/sites/${name}`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({
        name,
        currency: 'EUR',
        timeZone: 'UTC',
        origins: [`https://${name}.example`],
        rates: {},
      }),
    })
  await Promise.all(
    names.flatMap((name, at) =>
      Array.from({ length: at + 1 }, (_, number) =>
        fetch(`${url}/e`, {
          method: 'POST',
          headers: { origin: `https://${name}.example`, 'user-agent': CHROME },
          body: makeBody(6)
            .replace('"demo"', `"${name}"`)
            .replace('STREAM', `${name}-${number}-stream`)
            // One visitor with so many pages would be a robot.
            .replace(/"visitor":"\w+"/, `"visitor":"visitor-${at}-${number}"`),
        }),
      ),
    ),
  )
  await drain(data)
  const toMs = Date.now() + 1000
  const right = await Promise.all(
    names.map(async (name, at) => {
      const span = `fromMs=${toMs - 86_400_000}&toMs=${toMs}`
      const path = `/api/v1/sites/${name}/reports/overview?${span}`
      const { pageViews } = await (await fetch(`http://${host}${path}`, { headers })).json()
      return pageViews.value === at + 1
    }),
  )
  await end(child)
  return right.filter(Boolean).length
}

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

const rss = await idleBytes()
console.log(`${(rss / 1e6).toFixed(0)} MB resident, ${IDLE_SECONDS} s after an empty start`)

const data = join(folder, 'full')
await startSeconds(data)
const emptySeconds = median([await startSeconds(data), await startSeconds(data)])
await fill(join(data, 'tidemark.duckdb'), {
  events: EVENTS,
  site: `'site-' || (i % ${SITES})`,
})
const seconds = []
for (let round = 0; round < ROUNDS; round++) seconds.push(await startSeconds(data))
console.log(
  `${median(seconds).toFixed(2)} s from the command to ready with ${EVENTS} events; ${emptySeconds.toFixed(2)} s with none`,
)

const right = await serveSites(join(folder, 'many'))
console.log(`${right} of ${SITES} sites counted right`)
rmSync(folder, { recursive: true })

const figures = {
  idle_rss_mb: rss / 1e6,
  start_seconds: median(seconds),
  start_empty_seconds: emptySeconds,
  sites_right: right,
}
const floors = {
  idle_rss_mb: { bar: 150, value: figures.idle_rss_mb, ok: figures.idle_rss_mb <= 150 },
  start_seconds: { bar: 2, value: figures.start_seconds, ok: figures.start_seconds <= 2 },
  sites_right: { bar: SITES, value: right, ok: right === SITES },
}
console.log(JSON.stringify({ bench: 'start', figures, floors }))
if (Object.values(floors).some(({ ok }) => !ok)) process.exitCode = 1
