// A long load with reports running, and ten times too much: latency, memory, what is served, and that nothing acknowledged is lost.
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { end } from '../../scripts/launch.mjs'
import { diskSeconds, takenSeconds } from '../../scripts/machine.mjs'
import { fill } from './ingest/fill.mjs'
import { drain, metric, startTidemark } from './ingest/servers.mjs'
import { usage } from './ingest/usage.mjs'

const MINUTES = Number(process.env.MINUTES ?? 30)
/** Each without and with reports: the machine may be shared, so what is compared was measured side by side. */
const ROUNDS = Number(process.env.ROUNDS ?? (MINUTES < 6 ? 1 : 6))
const OVERLOAD_SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 60)
const CONNECTIONS = 64
/** More than are taken at once, so that most have to be refused. */
const OVERLOAD_CONNECTIONS = 4_000
const SHARE = 0.7
const REPORT_PAUSE_MS = 1_000
const EVENTS = 6

/** Events that are there from the start: a board that is read asks about weeks, not about minutes. */
const STORED = Number(process.env.STORED ?? 0)
/** As many as ever fall into the time in which repeats are looked for. */
const STORED_EVERY_MS = 20

const startedMs = Date.now() - 60_000
const folder = mkdtempSync(join(tmpdir(), 'tidemark-soak-'))
if (STORED > 0) {
  await end((await startTidemark(folder)).child)
  await fill(join(folder, 'tidemark.duckdb'), {
    events: STORED,
    site: "'demo'",
    everyMs: STORED_EVERY_MS,
  })
}
const { child, url, pids } = await startTidemark(folder)
const acknowledged = []

async function load(asked) {
  const sender = fork('test/bench/soak/load.mjs')
  const done = new Promise((resolve, reject) => {
    sender.once('message', resolve)
    sender.once('error', reject)
  })
  sender.send({ url, connections: CONNECTIONS, perSecond: 0, ...asked })
  const result = await done
  sender.kill()
  for (const stream of result.acknowledged) acknowledged.push(stream)
  return result
}

/** Whether a report came; a connection that was closed as it was used again is no answer. */
async function isAnswered(url, headers) {
  try {
    const answer = await fetch(url, { headers })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

/** What a board asks, over and over, until it is told to stop. */
function askReports() {
  const { host, secret } = JSON.parse(readFileSync(join(folder, 'cli-token'), 'utf8'))
  const stop = new AbortController()
  const asked = { count: 0, failed: 0 }
  const headers = { authorization: `Bearer ${secret}` }
  const running = (async () => {
    while (!stop.signal.aborted) {
      const toMs = Date.now()
      const span = `fromMs=${toMs - 7 * 86_400_000}&toMs=${toMs}`
      for (const name of ['overview', 'pages', 'events', 'delivery', 'live']) {
        const path = `/api/v1/sites/demo/reports/${name}${name === 'live' ? '' : `?${span}`}`
        asked.count++
        if (!(await isAnswered(`http://${host}${path}`, headers))) asked.failed++
      }
      await delay(REPORT_PAUSE_MS, undefined, { signal: stop.signal }).catch(() => {})
    }
  })()
  return async () => {
    stop.abort()
    await running
    return asked
  }
}

const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(0)

/** The least and the most that was resident, looked at twice a second until it is told to stop. */
function watchRss() {
  const seen = []
  const look = () => seen.push(usage(pids).rssBytes)
  look()
  const timer = setInterval(look, 500)
  return () => {
    clearInterval(timer)
    look()
    return { least: Math.min(...seen), most: Math.max(...seen) }
  }
}

const line = (name, { offered, rate, p50, p99, refused, failed }) =>
  console.log(
    `${name.padEnd(22)} ${offered.toFixed(0).padStart(8)} ${rate.toFixed(0).padStart(8)} ${p50.toFixed(1).padStart(8)} ${p99.toFixed(1).padStart(8)} ${String(refused).padStart(8)} ${String(failed).padStart(7)}`,
  )

console.log(
  `requests of ${EVENTS} events; ${MINUTES} minutes in ${ROUNDS} rounds without and with reports at ${SHARE * 100} % of the maximum, then ${OVERLOAD_SECONDS} s of too much`,
)
console.log('phase                   offered  served/s   p50 ms   p99 ms  refused  failed')
await load({ seconds: 10, run: 'warm' })
const most = await load({ seconds: 20, run: 'most' })
line('as fast as it can', most)
await drain(folder)

const rounds = []
const machine = { taken: takenSeconds(), disk: diskSeconds() }
/** What was not the collector's doing since it was last asked. */
function around() {
  const before = { ...machine }
  Object.assign(machine, { taken: takenSeconds(), disk: diskSeconds() })
  return `${(machine.taken - before.taken).toFixed(0)} s taken by others, ${(machine.disk - before.disk).toFixed(0)} s waiting for the disk`
}
const part = (MINUTES * 60) / 2 / ROUNDS
let perSecond = Math.floor(most.rate * SHARE)
for (let number = 1; number <= ROUNDS; number++) {
  if (number > 1) {
    // A machine that is shared is not as fast as it was minutes ago.
    const now = await load({ seconds: 10, run: `most${number}` })
    perSecond = Math.floor(now.rate * SHARE)
    await drain(folder)
  }
  const quiet = await load({ seconds: part, perSecond, run: `quiet${number}` })
  line(`${number} without reports`, quiet)
  const rssQuiet = usage(pids).rssBytes
  const stopWatching = watchRss()
  const stopReports = askReports()
  const busy = await load({ seconds: part, perSecond, run: `busy${number}` })
  const reports = await stopReports()
  line(`${number} with reports`, busy)
  const rss = stopWatching()
  const stored = await metric(folder, 'tidemark_events_accepted_total')
  rounds.push({ quiet, busy, rssQuiet, rss })
  console.log(
    `   ${reports.count} reports, ${reports.failed} failed; RSS ${megabytes(rss.least)} to ${megabytes(rss.most)} MB; ${(stored / 1e6).toFixed(1)} million events so far; ${around()}`,
  )
}
/** The median; of an even number the mean of the two in the middle. */
function middle(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2
}
const sum = (values) => values.reduce((all, each) => all + each, 0)
const turnedAway = ({ refused, failed, taken }) => (refused + failed) / (refused + failed + taken)

// Of what it can do now: more is stored than at the start, and the machine may be shared.
const mostNow = await load({ seconds: 20, run: 'most-now' })
line('as fast as it can', mostNow)
await drain(folder)
const over = await load({
  seconds: OVERLOAD_SECONDS,
  connections: OVERLOAD_CONNECTIONS,
  run: 'over',
})
line('too much', over)
console.log(`refused within ${over.refusedP99.toFixed(1)} ms (p99)`)
const recoveredAt = Date.now()
let recovery = Infinity
while (Date.now() - recoveredAt < 30_000) {
  const after = await load({ seconds: 1, perSecond, run: `after${Date.now()}` })
  if (after.refused === 0 && after.failed === 0) {
    recovery = (Date.now() - recoveredAt) / 1000 - 1
    break
  }
}
console.log(`as before after ${recovery.toFixed(1)} s`)

await drain(folder)
const stored = await metric(folder, 'tidemark_events_accepted_total')
await end(child)
// Of millions of events, counted where they lie: to write them all out would take longer than the load.
const database = await DuckDBInstance.create(join(folder, 'tidemark.duckdb'), {
  access_mode: 'READ_ONLY',
})
const reading = await database.connect()
const counted = await reading.stream(
  `select stream, count(*)::integer as events from events where received_ms >= ${startedMs} group by stream`,
)
const streams = new Map()
for await (const rows of counted.yieldRowsJs())
  for (const [stream, events] of rows) streams.set(stream, events)
reading.closeSync()
const lost = acknowledged.filter((stream) => streams.get(stream) !== EVENTS).length
console.log(
  `${acknowledged.length} requests acknowledged (${stored} events accepted), ${lost} lost`,
)
rmSync(folder, { recursive: true })

const figures = {
  most_rate: most.rate,
  rounds: ROUNDS,
  quiet_p99: middle(rounds.map(({ quiet }) => quiet.p99)),
  busy_p99: middle(rounds.map(({ busy }) => busy.p99)),
  p99_ratio: middle(rounds.map(({ quiet, busy }) => busy.p99 / quiet.p99)),
  // Of what stays, whatever a query takes while it runs: from when each report was asked once; of a single round, from
  // before that.
  rss_growth:
    rounds.at(-1).rss.least / (ROUNDS === 1 ? rounds[0].rssQuiet : rounds[0].rss.least) - 1,
  rss_most_mb: Math.max(...rounds.map(({ rss }) => rss.most)) / 2 ** 20,
  served_share: over.rate / mostNow.rate,
  most_rate_now: mostNow.rate,
  refused_p99: over.refusedP99,
  recovery_seconds: recovery,
  lost,
  // Below the maximum nobody is turned away.
  turned_away: middle(rounds.flatMap(({ quiet, busy }) => [turnedAway(quiet), turnedAway(busy)])),
  turned_away_in_all: sum(
    rounds
      .flatMap(({ quiet, busy }) => [quiet, busy])
      .map(({ refused, failed }) => refused + failed),
  ),
}
const BARS = { p99_ratio: 3, rss_growth: 0.1, recovery_seconds: 5, lost: 0, turned_away: 0.001 }
const floors = Object.fromEntries([
  ...Object.entries(BARS).map(([name, bar]) => [
    name,
    { bar, value: figures[name], ok: figures[name] <= bar },
  ]),
  ['served_share', { bar: 0.8, value: figures.served_share, ok: figures.served_share >= 0.8 }],
])
console.log(JSON.stringify({ bench: 'soak', figures, floors }))
if (Object.values(floors).some(({ ok }) => !ok)) process.exitCode = 1
