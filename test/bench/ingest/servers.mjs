// The servers that are compared: nginx that answers, nginx that logs, node that parses, and Tidemark that stores.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { end, launch } from '../../../scripts/launch.mjs'
import { childrenOf, folderBytes, usage } from './usage.mjs'

/** Installs what is missing where that is possible; else says how. */
export function need(program, debianPackage) {
  if (existsSync(`/usr/bin/${program}`) || existsSync(`/usr/sbin/${program}`)) return
  console.log(`Installing ${program} …`)
  try {
    execFileSync('apt-get', ['install', '-y', '-qq', debianPackage], { stdio: 'ignore' })
  } catch {
    console.error(`This benchmark needs ${program} (Debian: apt-get install ${debianPackage}).`)
    process.exit(1)
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** One worker, as the others are one process. A body is only read where it is passed on: so it passes it to itself. */
async function startNginx(folder, isLogging) {
  const port = await freePort()
  mkdirSync(folder, { recursive: true })
  const socket = join(folder, 'sink.sock')
  const answering = 'location / { return 204; }'
  const logging = `
    access_log ${join(folder, 'bodies.log')} body;
    client_body_buffer_size 128k;
    location / { proxy_pass http://sink; proxy_http_version 1.1; proxy_set_header Connection ""; }`
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root root; ' : ''}daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 100000000;
  client_body_temp_path ${join(folder, 'body')}; proxy_temp_path ${join(folder, 'proxy')};
  fastcgi_temp_path ${join(folder, 'fastcgi')}; uwsgi_temp_path ${join(folder, 'uwsgi')}; scgi_temp_path ${join(folder, 'scgi')};
  log_format body escape=none '$request_body';
  upstream sink { server unix:${socket}; keepalive 64; }
  server { listen unix:${socket}; ${answering} }
  server { listen 127.0.0.1:${port}; ${isLogging ? logging : answering} }
}`,
  )
  const child = spawn(
    'nginx',
    ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
    {
      stdio: 'inherit',
    },
  )
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(url).catch(() => null))) await delay(20)
  return { child, url, pids: [child.pid, ...childrenOf(child.pid)] }
}

const startBare = async () => {
  const { child, found } = await launch(['test/bench/bare-server.mjs'])
  return { child, url: found[1], pids: [child.pid] }
}

export async function startTidemark(folder, env = {}) {
  const { child, found } = await launch(
    ['collector/dist/main.js', 'serve', '--site', 'demo', '--origin', 'https://shop.example'],
    {
      TIDEMARK_DATA: folder,
      TIDEMARK_PORT: '0',
      TIDEMARK_RATE_ADDRESS: '1000000',
      TIDEMARK_RATE_SITE: '1000000',
      ...env,
    },
  )
  return { child, url: found[1], pids: [child.pid] }
}

/** A number of `/metrics`. */
export async function metric(folder, name) {
  // Metrics are for the operator: the token of this machine's command line opens them.
  const { host, secret } = JSON.parse(readFileSync(join(folder, 'cli-token'), 'utf8'))
  const headers = { authorization: `Bearer ${secret}` }
  const text = await (await fetch(`http://${host}/metrics`, { headers })).text()
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? NaN)
}

/** Seconds until everything acknowledged is in the store. */
export async function drain(folder) {
  const startedAt = Date.now()
  while ((await metric(folder, 'tidemark_unloaded_bytes')) > 0) await delay(20)
  return (Date.now() - startedAt) / 1000
}

/** Starts it, loads it, and says what it did and cost. `load(url)` answers what the clients saw. */
async function measure(start, folder, events, load) {
  const { child, url, pids } = await start(folder)
  const before = usage(pids)
  const seen = load(url)
  const done = await seen.finish?.(folder)
  const after = usage(pids)
  await end(child)
  const count = done?.events ?? seen.requests * events
  const bytes = existsSync(folder) ? folderBytes(folder) : 0
  rmSync(folder, { recursive: true, force: true })
  return {
    rate: count / (seen.seconds + (done?.seconds ?? 0)),
    cpu: (1e6 * (after.cpuSeconds - before.cpuSeconds)) / count,
    p50: seen.p50,
    p99: seen.p99,
    p999: seen.p999,
    rss: after.rssBytes,
    bytes: bytes / count,
  }
}

const stored = async (folder) => ({
  events: await metric(folder, 'tidemark_events_accepted_total'),
  seconds: await drain(folder),
})

/** Each measures one round: `(folder, events, load) → figures`. */
export const SERVERS = {
  'nginx 204': (folder, events, load) =>
    measure((at) => startNginx(at, false), folder, events, load),
  'nginx log': (folder, events, load) =>
    measure((at) => startNginx(at, true), folder, events, load),
  bare: (folder, events, load) => measure(startBare, folder, events, load),
  tidemark: (folder, events, load) =>
    measure(startTidemark, folder, events, (url) => ({ ...load(url), finish: stored })),
}
