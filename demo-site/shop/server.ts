// Serves the shop: `node shop-server.js --port 4700 --collector http://127.0.0.1:4600 --site demo`.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { respond } from './respond.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['SHOP_PORT'] ?? '4700' },
    host: { type: 'string', default: process.env['SHOP_HOST'] ?? '127.0.0.1' },
    collector: {
      type: 'string',
      default: process.env['SHOP_COLLECTOR'] ?? 'http://127.0.0.1:4600',
    },
    site: { type: 'string', default: process.env['SHOP_SITE'] ?? 'demo' },
  },
})

function collectorOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Error(`--collector: expected an http(s) address, got ${text}`)
  return url.origin
}

function builtFile(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}

const tag = { collector: collectorOrigin(values.collector), site: values.site }
const server = createServer(
  respond(tag, {
    'shop.js': { type: 'text/javascript; charset=utf-8', body: builtFile('shop.js') },
    'shop.css': { type: 'text/css; charset=utf-8', body: builtFile('shop.css') },
    'art.css': { type: 'text/css; charset=utf-8', body: builtFile('art.css') },
    'privacy-panel.css': { type: 'text/css; charset=utf-8', body: builtFile('privacy-panel.css') },
  }),
)
server.listen(Number(values.port), values.host, () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(
    `shop: http://${values.host}:${port}/ and /app/, tag from ${tag.collector}\n`,
  )
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server.closeAllConnections()
    server.close()
  })
