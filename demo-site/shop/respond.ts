// Answers every request to the shop: pages of both variants, its files, and a download.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pictureFile } from './art/file.ts'
import { pageHtml, securityPolicy } from './page.ts'
import type { Tag } from './page.ts'
import { productById } from './products.ts'
import { routeOf, splitPath, titleOf } from './routes.ts'
import { productData } from './structured-data.ts'

interface Asset {
  type: string
  body: string
}

/** The shop's files by name, such as `shop.js`. */
type Assets = Readonly<Record<string, Asset>>

const CARE_GUIDE = `Harbour & Loom: care guide

Linen     40 degrees, hang it up wet, do not iron it flat.
Wool      Air it. If you must, 20 degrees by hand, dried lying down.
Cotton    60 degrees, no softener: it closes the loops.
Stoneware Dishwasher and oven. Never from the freezer to the flame.
`

const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1b4753"/><path d="M6 12h20M6 20h20" stroke="#dfa93f" stroke-width="3"/><path d="M11 6v20M21 6v20" stroke="#dcebe8" stroke-width="3"/></svg>`

const HTML = 'text/html; charset=utf-8'
const TEXT = 'text/plain; charset=utf-8'

/** Makes the shop's request handler. */
export function respond(tag: Tag, assets: Assets) {
  const headers = {
    'content-security-policy': securityPolicy(tag),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-cache',
  }
  return (request: IncomingMessage, response: ServerResponse): void => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const [status, { type, body }] = isRead
      ? answer(placeOf(request), tag, assets)
      : ([405, { type: TEXT, body: 'Only GET and HEAD.\n' }] as const)
    response.writeHead(status, {
      ...headers,
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      ...(!isRead && { allow: 'GET, HEAD' }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

interface Place {
  path: string
  /** As the visitor's browser has it. */
  origin: string
}

function placeOf({ url = '/', headers }: IncomingMessage): Place {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  // Whoever asks may write anything here.
  const host = /^[\w.-]+(:\d+)?$/.exec(headers.host ?? '')?.[0] ?? 'localhost'
  return { path: url.split('?', 1)[0] ?? '/', origin: `${scheme}://${host}` }
}

function answer(
  { path, origin }: Place,
  tag: Tag,
  assets: Assets,
): readonly [status: number, asset: Asset] {
  if (path === '/healthz') return [200, { type: TEXT, body: 'ok\n' }]
  if (path === '/plain/care-guide.txt') return [200, { type: TEXT, body: CARE_GUIDE }]
  if (path === '/favicon.svg') return [200, { type: 'image/svg+xml', body: FAVICON }]
  const name = path.startsWith('/assets/') ? path.slice('/assets/'.length) : ''
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined
  if (asset) return [200, asset]
  const pictured = productById(/^\/art\/([a-z-]+)\.svg$/.exec(path)?.[1] ?? '')
  if (pictured)
    return [
      200,
      { type: 'image/svg+xml', body: pictureFile(pictured, assets['art.css']?.body ?? '') },
    ]
  const route = routeOf(splitPath(path).path)
  const status = route.page === 'missing' ? 404 : 200
  const data = route.page === 'product' ? productData(route.product, origin, path) : ''
  return [status, { type: HTML, body: pageHtml(titleOf(route), tag, data) }]
}
