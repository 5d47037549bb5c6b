// Events per second that are acknowledged durably and stored, beside a bare server that only parses the same bodies.
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { end, launch } from '../../scripts/launch.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SECONDS = Number(process.env.SECONDS ?? 5)
const CONNECTIONS = 32
const SIZES = [1, 6, 25]
/** Events/s of Tidemark over events/s of the bare server, at 6 events a request. */
const RATIO_FLOOR = 0.15

const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

function needWrk() {
  if (existsSync('/usr/bin/wrk')) return
  console.log('Installing wrk …')
  try {
    execFileSync('apt-get', ['install', '-y', '-qq', 'wrk'], { stdio: 'ignore' })
  } catch {
    console.error(
      'This benchmark drives its load with wrk. Install it (Debian: apt-get install wrk).',
    )
    process.exit(1)
  }
}

function makeBody(count) {
  const item = {
    item_id: 'throw-12',
    item_name: 'Linen throw',
    item_category: 'Throws',
    price: 4990,
    quantity: 1,
  }
  const bodies = [
    ['page_view', { title: 'Linen throw · Harbour & Loom', referrer: 'https://www.example.org/' }],
    ['view_item', { currency: 'EUR', value: 4990, items: [item] }],
    ['user_engagement', { view: 1, engagement_time_msec: 8200, percent_scrolled: 64 }],
    ['add_to_cart', { currency: 'EUR', value: 4990, items: [item] }],
    ['view_cart', { currency: 'EUR', value: 4990, items: [item] }],
    ['custom', { name: 'size_guide_opened', params: { product: 'throw-12' } }],
  ]
  const now = Date.now()
  return JSON.stringify({
    site: 'demo',
    sdk: '0.1.0',
    stream: 'STREAM',
    sentMs: now,
    emitted: count,
    grant: { analytics: 'full' },
    visitor: 'v0b5l2x81m9q3c7t4k6r1z8w2y5n',
    language: 'en-GB',
    width: 390,
    events: Array.from({ length: count }, (_, at) => ({
      seq: at + 1,
      type: bodies[at % 6][0],
      timeMs: now - 50,
      session: 's1x9f4k7q2m8c3v6b1n5z0w4r7t2',
      url: `https://shop.example/products/item-${at % 40}?utm_source=newsletter&utm_medium=email`,
      body: bodies[at % 6][1],
    })),
  })
}

/** CPU seconds and resident bytes of a process, threads included. */
function usage(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    rssBytes: 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)[1]),
  }
}

function load(url, bodyFile, run) {
  const text = execFileSync(
    'wrk',
    ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '--latency', '-s', 'test/bench/post.lua', url],
    { env: { ...process.env, BODY_FILE: bodyFile, RUN: run }, encoding: 'utf8' },
  )
  const summary = JSON.parse(text.trim().split('\n').at(-1))
  if (summary.errors)
    throw new Error(`${summary.errors} of ${summary.requests} requests were not taken`)
  return summary
}

async function metric(url, data, name) {
  // Metrics are for the operator: the token of this machine's command line opens them.
  const { host, secret } = JSON.parse(readFileSync(join(data, 'cli-token'), 'utf8'))
  const text = await (
    await fetch(`http://${host}/metrics`, { headers: { authorization: `Bearer ${secret}` } })
  ).text()
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? NaN)
}

/** Seconds until everything acknowledged is in the store. */
async function drain(url, data) {
  const startedAt = Date.now()
  while ((await metric(url, data, 'tidemark_unloaded_bytes')) > 0) await delay(20)
  return (Date.now() - startedAt) / 1000
}

function folderBytes(path) {
  return readdirSync(path, { withFileTypes: true }).reduce(
    (sum, entry) =>
      sum +
      (entry.isDirectory()
        ? folderBytes(join(path, entry.name))
        : statSync(join(path, entry.name)).size),
    0,
  )
}

async function measureBare(bodyFile, events) {
  const { child, found } = await launch(['test/bench/bare-server.mjs'])
  const url = found[1]
  const before = usage(child.pid)
  const { requests, seconds, p50, p99 } = load(url, bodyFile, 'bare')
  const after = usage(child.pid)
  await end(child)
  return {
    rate: (requests * events) / seconds,
    cpu: (1e6 * (after.cpuSeconds - before.cpuSeconds)) / (requests * events),
    p50,
    p99,
    rss: after.rssBytes,
  }
}

async function measureTidemark(bodyFile, events, run) {
  const data = join(folder, run)
  const { child, found } = await launch(
    ['collector/dist/main.js', 'serve', '--site', 'demo', '--origin', 'https://shop.example'],
    {
      TIDEMARK_DATA: data,
      TIDEMARK_PORT: '0',
      TIDEMARK_RATE_ADDRESS: '1000000',
      TIDEMARK_RATE_SITE: '1000000',
    },
  )
  const url = found[1]
  const before = usage(child.pid)
  const { seconds, p50, p99 } = load(url, bodyFile, run)
  const acknowledged = await metric(url, data, 'tidemark_events_accepted_total')
  const drainSeconds = await drain(url, data)
  const after = usage(child.pid)
  await end(child)
  const bytes = folderBytes(data)
  rmSync(data, { recursive: true })
  return {
    rate: acknowledged / (seconds + drainSeconds),
    cpu: (1e6 * (after.cpuSeconds - before.cpuSeconds)) / acknowledged,
    p50,
    p99,
    rss: after.rssBytes,
    bytes: bytes / acknowledged,
  }
}

needWrk()
const figures = {}
console.log(
  `medians of ${ROUNDS} interleaved rounds of ${SECONDS} s, ${CONNECTIONS} connections, one machine for load and server`,
)
console.log(
  'events/request  server     events/s   p50 ms   p99 ms  CPU µs/event  RSS MB  bytes/event',
)
for (const events of SIZES) {
  const bodyFile = join(folder, `body-${events}.json`)
  const bare = []
  const tidemark = []
  for (let round = 0; round < ROUNDS; round++) {
    writeFileSync(bodyFile, makeBody(events))
    bare.push(await measureBare(bodyFile, events))
    writeFileSync(bodyFile, makeBody(events))
    tidemark.push(await measureTidemark(bodyFile, events, `run${events}x${round}`))
  }
  for (const [name, rounds] of [
    ['bare', bare],
    ['tidemark', tidemark],
  ]) {
    const of = (key) => median(rounds.map((round) => round[key] ?? 0))
    console.log(
      `${String(events).padStart(14)}  ${name.padEnd(9)} ${of('rate').toFixed(0).padStart(9)} ${of('p50').toFixed(2).padStart(8)} ${of('p99').toFixed(2).padStart(8)} ` +
        `${of('cpu').toFixed(1).padStart(13)} ${(of('rss') / 1e6).toFixed(0).padStart(7)} ${of('bytes').toFixed(0).padStart(12)}`,
    )
    for (const key of ['rate', 'cpu', 'p50', 'p99', 'rss', 'bytes'])
      figures[`${name}_${events}_${key}`] = Number(of(key).toFixed(3))
  }
  figures[`ratio_${events}`] = Number(
    median(bare.map((round, at) => tidemark[at].rate / round.rate)).toFixed(3),
  )
}
rmSync(folder, { recursive: true })
const value = figures.ratio_6
const floors = { ratio_6: { bar: RATIO_FLOOR, value, ok: value >= RATIO_FLOOR } }
console.log(JSON.stringify({ bench: 'ingest', figures, floors }))
if (!floors.ratio_6.ok) process.exitCode = 1
