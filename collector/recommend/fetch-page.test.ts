// A page is fetched from the shop's own origins on the open net, and from nowhere else, however its name and its answers turn.
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createFetchPage, PAGE_BYTES_MAX } from './fetch-page.ts'
import type { FetchPageParts } from './fetch-page.ts'
import { isPublicAddress } from './public-address.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const html: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' })
  response.end(Buffer.from('caf\u00e9', 'latin1'))
}

/** What came of it: the text, or why there is none. */
async function fetched(
  address: string,
  more: Partial<FetchPageParts> & { origins?: readonly string[] } = {},
): Promise<string> {
  const { origins, ...parts } = more
  const url = new URL(address)
  const fetchPage = createFetchPage({ userAgent: 'tidemark/test', isLoopback: true, ...parts })
  const { signal } = new AbortController()
  return fetchPage({ url, origins: origins ?? [url.origin], types: ['text/html'], signal }).then(
    ({ status, text }) => (status === 200 ? text : String(status)),
    (error: { code?: string }) => error.code ?? String(error),
  )
}

const strict = { isLoopback: false }

test('a page, in the letters it is written in, by one who says who they are', async () => {
  let agent: string | undefined
  const url = await serve((request, response) => {
    agent = request.headers['user-agent']
    html(request, response)
  })
  expect(await fetched(`${url}/p/a`)).toBe('café')
  expect(agent).toBe('tidemark/test')
})

test.each([
  'http://shop.example/p',
  'https://user:secret@shop.example/p',
  'https://127.0.0.1/p',
  'https://[::1]/p',
  'https://0.0.0.0/p',
  'https://2130706433/p',
  'https://0x7f.1/p',
  'https://[::ffff:10.0.0.1]/p',
  'https://169.254.169.254/latest/meta-data',
  'https://[fe80::1]/p',
  'https://[64:ff9b::7f00:1]/p',
  'https://[2002:7f00:1::]/p',
  'file:///etc/passwd',
])('nothing is asked of %s', async (address) => {
  expect(await fetched(address, strict)).toMatch(/^not_(allowed|public)$/)
})

test('an origin that is not on the list is not asked, nor where one leads to', async () => {
  let asked = 0
  const elsewhere = await serve((request, response) => {
    asked++
    html(request, response)
  })
  const url = await serve((request, response) => {
    const to = request.url === '/own' ? '/p' : `${elsewhere}/p`
    if (request.url === '/p') return html(request, response)
    response.writeHead(302, { location: request.url === '/loop' ? '/loop' : to }).end()
  })
  expect(await fetched(`${url}/p`, { origins: ['https://shop.example', '*'] })).toBe('not_allowed')
  expect(await fetched(`${url}/off`)).toBe('not_allowed')
  expect(await fetched(`${url}/loop`)).toBe('not_allowed')
  expect(asked).toBe(0)
  expect(await fetched(`${url}/own`)).toBe('café')
  expect(await fetched(`${url}/off`, { origins: [url, elsewhere] })).toBe('café')
})

test('a name is trusted only where all it leads to is public', async () => {
  for (const addresses of [['127.0.0.1'], ['93.184.215.14', '10.0.0.1'], ['::1'], []]) {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    expect(await fetched('https://shop.example/p', { ...strict, resolve })).toBe('not_public')
  }
})

test('the socket goes to the address that was looked at, though the name leads elsewhere a moment later', async () => {
  const { port } = new URL(await serve(html))
  let asked = 0
  const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
  expect(await fetched(`http://shop.example:${port}/p`, { resolve })).toBe('café')
  expect(asked).toBe(1)
  // And the next page is looked up anew.
  const turned = async () => [{ address: asked++ === 1 ? '10.0.0.1' : '127.0.0.1', family: 4 }]
  expect(await fetched(`http://shop.example:${port}/p`, { resolve: turned })).toBe('not_public')
})

test('what is too large, packed, no page, or too slow is given up', async () => {
  const answers: Record<string, RequestListener> = {
    '/large': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const part = Buffer.alloc(65_536, 'x')
      for (let bytes = 0; bytes <= PAGE_BYTES_MAX; bytes += part.length) response.write(part)
      // It would go on for ever.
    },
    '/packed': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('x')
    },
    '/picture': (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end('x')
    },
    '/slow': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('x')
    },
    '/silent': () => {},
    '/gone': (_, response) => void response.writeHead(404).end('x'.repeat(100)),
    '/cut': (request) => void request.socket.destroy(),
  }
  const url = await serve((request, response) => answers[request.url ?? '']?.(request, response))
  const found: Record<string, string> = {}
  for (const path of Object.keys(answers)) found[path] = await fetched(url + path, { lastsMs: 300 })
  expect(found).toEqual({
    '/large': 'too_large',
    '/packed': 'not_html',
    '/picture': 'not_html',
    '/slow': 'no_answer',
    '/silent': 'no_answer',
    '/gone': '404',
    '/cut': 'no_answer',
  })
})

test('which addresses are public', () => {
  const open = ['93.184.215.14', '1.1.1.1', '223.255.255.255', '2606:4700::1111', '2a00:1450::1']
  const closed = `0.1.2.3 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.31.0.1
    192.168.1.1 192.0.0.8 192.0.2.1 198.19.0.1 203.0.113.7 224.0.0.1
    255.255.255.255 :: ::1 ::ffff:8.8.8.8 fc00::1 fe80::1
    fe80::1%eth0 ff02::1 2001::1 2001:db8::1 2002:808:808:: 64:ff9b::808:808
     a.b`.split(/\s+/)
  expect(open.filter((each) => !isPublicAddress(each))).toEqual([])
  expect(closed.filter(isPublicAddress)).toEqual([])
})
