// The shop's server answers every address of both variants under a policy without holes.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { respond } from './respond.ts'

const TAG = { collector: 'https://t.example:8443', site: 'demo' }
const ASSETS = { 'shop.js': { type: 'text/javascript', body: '1' } }
let server: Server
let origin = ''

beforeAll(async () => {
  server = createServer(respond(TAG, ASSETS))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test.each([
  ['/', 200, 'Home textiles and tableware'],
  ['/app', 200, 'Home textiles and tableware'],
  ['/p/skerry-mug?utm_source=x', 200, 'Skerry mug'],
  ['/app/p/skerry-mug', 200, 'Skerry mug'],
  ['/app/nowhere', 404, 'Page not found'],
  ['/p/%3Cscript%3E', 404, 'Page not found'],
  ['/assets/../server.ts', 404, 'Page not found'],
  ['/assets/toString', 404, 'Page not found'],
])('%s answers %d, titled %s', async (path, status, title) => {
  const response = await fetch(origin + path)
  expect(response.status).toBe(status)
  expect(await response.text()).toContain(`<title>${title} · Harbour &#38; Loom</title>`)
})

test('every product has its picture as a file, and says where', async () => {
  const html = await (await fetch(`${origin}/p/skerry-mug`)).text()
  expect(html).toContain(`"image":"${origin}/art/skerry-mug.svg"`)
  const picture = await fetch(`${origin}/art/skerry-mug.svg`)
  expect(picture.headers.get('content-type')).toBe('image/svg+xml')
  expect(await picture.text()).toMatch(/^<svg xmlns=.*class="art-wall".*<\/svg>$/s)
  expect((await fetch(`${origin}/art/nothing.svg`)).status).toBe(404)
})

test('the policy allows exactly the inline script that is there', async () => {
  const response = await fetch(origin)
  const html = await response.text()
  const policy = response.headers.get('content-security-policy') ?? ''
  const inline = [...html.matchAll(/<script>(.*?)<\/script>/g)].map(([, code = '']) => code)
  expect(inline).toHaveLength(1)
  const hash = createHash('sha256')
    .update(inline[0] ?? '')
    .digest('base64')
  expect(policy).toContain(`script-src 'self' https://t.example:8443 'sha256-${hash}'`)
  expect(policy).not.toContain('unsafe')
  expect(html).toContain('<script src="https://t.example:8443/t/demo.js" async></script>')
  expect(html).not.toMatch(/\sstyle=|\son\w+=/)
})

test('files, the download and the health check have their types', async () => {
  const types = await Promise.all(
    ['/assets/shop.js', '/plain/care-guide.txt', '/healthz', '/favicon.svg'].map(async (path) => {
      const response = await fetch(origin + path)
      return [response.status, response.headers.get('content-type')]
    }),
  )
  expect(types).toEqual([
    [200, 'text/javascript'],
    [200, 'text/plain; charset=utf-8'],
    [200, 'text/plain; charset=utf-8'],
    [200, 'image/svg+xml'],
  ])
})

test('nothing can be sent to the shop', async () => {
  const response = await fetch(`${origin}/checkout`, { method: 'POST', body: 'name=x' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD')
})

test('HEAD answers without a body', async () => {
  const response = await fetch(origin, { method: 'HEAD' })
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
})
