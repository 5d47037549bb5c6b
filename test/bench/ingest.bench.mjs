// Events per second that are acknowledged durably and stored, beside nginx that only logs the same bodies and node that only parses them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBody } from './ingest/body.mjs'
import { need, SERVERS } from './ingest/servers.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SECONDS = Number(process.env.SECONDS ?? 5)
const CONNECTIONS = 32
const SIZES = [1, 6, 25]
const KEYS = ['rate', 'cpu', 'p50', 'p99', 'p999', 'rss', 'bytes']

/** At 6 events a request. CPU is told in units of this machine as well: of what node takes to parse an event. */
const FLOORS = {
  ratio_nginx_log_6: { bar: 0.45, isMost: false },
  tidemark_6_cpu: { bar: 50, isMost: true },
  tidemark_6_bytes: { bar: 70, isMost: true },
}

const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

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

async function roundsOf(events) {
  const rounds = Object.fromEntries(Object.keys(SERVERS).map((name) => [name, []]))
  const bodyFile = join(folder, `body-${events}.json`)
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, measure] of Object.entries(SERVERS)) {
      // Its times must be of now.
      writeFileSync(bodyFile, makeBody(events))
      const run = `run${events}x${round}`
      rounds[name].push(await measure(join(folder, run), events, (url) => load(url, bodyFile, run)))
    }
  return rounds
}

function row(events, name, of) {
  return [
    String(events).padStart(14),
    name.padEnd(9),
    of('rate').toFixed(0).padStart(9),
    of('p50').toFixed(2).padStart(8),
    of('p99').toFixed(2).padStart(8),
    of('p999').toFixed(2).padStart(8),
    of('cpu').toFixed(1).padStart(13),
    (of('rss') / 1e6).toFixed(0).padStart(7),
    of('bytes').toFixed(0).padStart(12),
  ].join(' ')
}

need('wrk', 'wrk')
need('nginx', 'nginx-light')
const figures = {}
console.log(
  `medians of ${ROUNDS} interleaved rounds of ${SECONDS} s, ${CONNECTIONS} connections, one machine for load and server\n` +
    'nginx 204 answers; nginx log appends the bodies to a file; bare is node:http + JSON.parse; tidemark has all limits on, durable and loaded\n' +
    'events/request server    events/s   p50 ms   p99 ms p99.9 ms  CPU µs/event  RSS MB  bytes/event',
)
for (const events of SIZES) {
  const rounds = await roundsOf(events)
  for (const [name, all] of Object.entries(rounds)) {
    const of = (key) => median(all.map((round) => round[key] ?? 0))
    console.log(row(events, name, of))
    for (const key of KEYS)
      figures[`${name.replace(' ', '_')}_${events}_${key}`] = Number(of(key).toFixed(3))
    if (name === 'tidemark') continue
    const ratios = all.map((round, at) => rounds.tidemark[at].rate / round.rate)
    figures[`ratio_${name.replace(' ', '_')}_${events}`] = Number(median(ratios).toFixed(3))
  }
  figures[`cpu_by_bare_${events}`] = Number(median(all(rounds)).toFixed(3))
}
function all(rounds) {
  return rounds.tidemark.map((round, at) => round.cpu / rounds.bare[at].cpu)
}
rmSync(folder, { recursive: true })
const floors = Object.fromEntries(
  Object.entries(FLOORS).map(([name, { bar, isMost }]) => {
    const value = figures[name]
    return [name, { bar, value, ok: isMost ? value <= bar : value >= bar }]
  }),
)
console.log(JSON.stringify({ bench: 'ingest', figures, floors }))
if (Object.values(floors).some(({ ok }) => !ok)) process.exitCode = 1
