// Real nginx and Caddy with the files of collector/deploy, in a folder of the test's own, on free ports of this machine.
import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { request as requestTls } from 'node:https'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

export const NGINX = '/usr/sbin/nginx'
export const CADDY = '/usr/bin/caddy'
export const DEPLOY = 'collector/deploy'

export const SHOP_HOST = 'shop.example'
export const CONSOLE_HOST = 'console.example'

/** What stands in front of the collector. */
export interface Proxy {
  readonly stop: () => Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export interface Asked {
  readonly method?: string
  readonly path: string
  readonly port: number
  readonly host: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Where a visitor comes from, as the PROXY protocol tells a server that takes its word. */
  readonly from?: string
  /** An address of this machine from which to connect. */
  readonly localAddress?: string
  /** Over TLS; the certificate is the test's own. */
  readonly tls?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** One request on a connection of its own. */
export function ask(asked: Asked): Promise<Answer> {
  const { method = 'GET', path, port, host, headers = {}, body, from, tls } = asked
  return new Promise((resolve, reject) => {
    const options = {
      method,
      path,
      port,
      host: '127.0.0.1',
      headers: { ...headers, host },
      ...(asked.localAddress && { localAddress: asked.localAddress }),
      // Without an agent, or `createConnection` is not asked.
      ...(from ? { createConnection: () => told(from, port) } : { agent: false as const }),
      ...(tls && { servername: host.replace(/:\d+$/, ''), rejectUnauthorized: false }),
    }
    const sent = (tls ? requestTls : request)(options, (answer) => {
      buffer(answer)
        .then((read) =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
        )
        .catch(reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function told(from: string, port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  const family = from.includes(':') ? ['TCP6', '::1'] : ['TCP4', '127.0.0.1']
  socket.write(`PROXY ${family[0]} ${from} ${family[1]} 40000 ${port}\r\n`)
  return socket
}

export interface NginxParts {
  readonly folder: string
  readonly collectorUrl: string
  readonly shopPort: number
  readonly consolePort: number
  /** The shop over TLS, for programs that know nothing of the PROXY protocol. */
  readonly shopTlsPort?: number
  /** Changes a file of collector/deploy/nginx as an operator would. */
  readonly edit?: (name: string, text: string) => string
}

/** Starts nginx as Debian has it, with our files beside its own; the shop's server takes the PROXY protocol. */
export async function startNginx(parts: NginxParts): Promise<Proxy> {
  const { folder, collectorUrl, shopPort, consolePort, edit = (_, text) => text } = parts
  mkdirSync(join(folder, 'conf.d'), { recursive: true })
  const certificate = makeCertificate(folder)
  cpSync(join(DEPLOY, 'nginx'), join(folder, 'tidemark'), { recursive: true })
  for (const name of ['proxy.conf', 'public.conf', 'shop.conf', 'console.conf']) {
    const path = join(folder, 'tidemark', name)
    writeFileSync(path, edit(name, readFileSync(path, 'utf8')))
  }
  const consoleConf = readFileSync(join(folder, 'tidemark/console.conf'), 'utf8')
    .replace('127.0.0.1:4600', new URL(collectorUrl).host)
    .replace('listen 443', `listen 127.0.0.1:${consolePort}`)
    .replace(/ {4}listen \[::\].*\n/, '')
    .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate.cert};`)
    .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${certificate.key};`)
  writeFileSync(join(folder, 'conf.d/console.conf'), consoleConf)
  writeFileSync(join(folder, 'nginx.conf'), mainConf(parts, certificate))
  const child = spawn(NGINX, ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'start.log')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await accepts(child, shopPort)
  return { stop: () => end(child, 'SIGTERM') }
}

/** What Debian's nginx.conf says, as far as it matters here, and the server of a shop. */
function mainConf(
  { folder, shopPort, shopTlsPort }: NginxParts,
  { cert, key }: Certificate,
): string {
  const tls = shopTlsPort
    ? `listen 127.0.0.1:${shopTlsPort} ssl default_server; ssl_certificate ${cert}; ssl_certificate_key ${key};`
    : ''
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n  ')
  return `daemon off;
pid ${join(folder, 'nginx.pid')};
error_log ${join(folder, 'error.log')};
events { worker_connections 256; }
http {
  ${temp}
  access_log ${join(folder, 'access.log')};
  gzip on;
  include conf.d/*.conf;
  server {
    listen 127.0.0.1:${shopPort} proxy_protocol;
    ${tls}
    set_real_ip_from 127.0.0.1;
    real_ip_header proxy_protocol;
    server_name ${SHOP_HOST};
    location ~ \\.js$ { return 200 "a script of the shop"; }
    include tidemark/shop.conf;
    location = / { return 200 "the shop"; }
    location / { return 404 "the shop has no such page"; }
  }
  server {
    listen 127.0.0.1:${shopPort} proxy_protocol;
    server_name careless.example;
    location / { include tidemark/proxy.conf; proxy_set_header Host $host; }
  }
}
`
}

interface Certificate {
  readonly cert: string
  readonly key: string
}

/** For all names of these tests, good for a day. */
export function makeCertificate(folder: string): Certificate {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  if (!existsSync(cert))
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
        .concat(['-days', '1', '-subj', `/CN=${CONSOLE_HOST}`])
        .concat([
          '-addext',
          `subjectAltName=DNS:${CONSOLE_HOST},DNS:${SHOP_HOST},DNS:localhost,IP:127.0.0.1`,
        ])
        .concat(['-keyout', key, '-out', cert]),
      { stdio: 'ignore' },
    )
  return { cert, key }
}

export interface CaddyParts {
  readonly folder: string
  /** The whole Caddyfile. */
  readonly text: string
  readonly port: number
}

export async function startCaddy({ folder, text, port }: CaddyParts): Promise<Proxy> {
  writeFileSync(join(folder, 'Caddyfile'), text)
  const child = spawn(CADDY, ['run', '--config', join(folder, 'Caddyfile')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    writeFileSync(join(folder, 'caddy.log'), said)
  })
  await accepts(child, port)
  return { stop: () => end(child, 'SIGTERM') }
}

/** Resolves once something listens there; rejects where the program ends before. */
async function accepts(child: ChildProcess, port: number): Promise<void> {
  let hasEnded = false
  child.once('exit', () => (hasEnded = true))
  const isOpen = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => socket.destroy())
      socket.once('error', () => resolve(false))
      socket.once('close', (failed) => resolve(!failed))
    })
  while (!(await isOpen())) {
    if (hasEnded) throw new Error(`${child.spawnfile} ended before it listened on ${port}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
