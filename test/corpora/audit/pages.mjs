// Serves the pages that an audit is tried on from loopback: pages on one host, what they load from others on two more.
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'
import { htmlOf } from './page-texts.mjs'

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
/** Browsers that let nobody store in a frame of others throw. */
const FRAME = `<!doctype html><title>Frame</title><script>
document.cookie = 'frame_cookie=1; path=/; max-age=86400; SameSite=None; Secure'
try { localStorage.setItem('frame_id', 'f1') } catch {}
</script>`

const TAG = "document.cookie = '_ga=GA1.1.1.1; path=/; max-age=63072000'"

const send = (response, status, type, { body = '', headers = {} } = {}) => {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers })
  response.end(body)
}

/** Answers any origin, credentials included, as trackers do. */
const open = (request) => ({
  'Access-Control-Allow-Origin': request.headers.origin ?? '*',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*',
})

function sendScript(request, response, file) {
  if (!existsSync(file)) return send(response, 404, 'text/plain', { headers: open(request) })
  response.writeHead(200, { 'Content-Type': 'text/javascript', ...open(request) })
  createReadStream(file).pipe(response)
}

/** What PostHog asks beside events: its settings, with everything switched off. */
const SETTINGS = JSON.stringify({
  supportedCompression: [],
  featureFlags: {},
  flags: {},
  sessionRecording: false,
  surveys: false,
  heatmaps: false,
  capturePerformance: false,
  autocapture_opt_out: true,
  captureDeadClicks: false,
  hasFeatureFlags: false,
  status: 1,
})

function answerTracker({ posthog, snowplow, matomo }) {
  return (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    if (request.method === 'OPTIONS')
      return send(response, 204, 'text/plain', { headers: open(request) })
    if (pathname === '/snowplow.js')
      return sendScript(request, response, join(snowplow, 'dist/index.umd.min.js'))
    if (pathname === '/matomo.js') return sendScript(request, response, matomo ?? '')
    if (pathname.startsWith('/static/'))
      return sendScript(request, response, join(posthog, 'dist', basename(pathname)))
    if (pathname.endsWith('/config.js'))
      return send(response, 404, 'text/plain', { headers: open(request) })
    return send(response, 200, 'application/json', { body: SETTINGS, headers: open(request) })
  }
}

function answerThird(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost')
  const cookie = { 'Set-Cookie': 'px=1; Path=/; Max-Age=86400; SameSite=None; Secure' }
  if (pathname === '/pixel.gif')
    return send(response, 200, 'image/gif', { body: PIXEL, headers: cookie })
  if (pathname === '/frame.html') return send(response, 200, 'text/html', { body: FRAME })
  if (pathname === '/tag.js') return send(response, 200, 'text/javascript', { body: TAG })
  return send(response, 200, 'text/plain', { headers: open(request) })
}

function answerPage(origins) {
  return (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1')
    const html = htmlOf(pathname.slice(1), origins)
    if (!html) return send(response, pathname === '/beat' ? 204 : 404, 'text/plain')
    const cookies = ['visit=v1; Path=/; Max-Age=31536000; HttpOnly', 'ab_group=b; Path=/']
    const headers = pathname === '/header-cookie' ? { 'Set-Cookie': cookies } : {}
    return send(response, 200, 'text/html; charset=utf-8', { body: html, headers })
  }
}

async function listen(handler) {
  const server = createServer(handler)
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { server, port: server.address().port }
}

/**
 * `posthog` and `snowplow` are folders of the packages; `matomo` is the file of Matomo's tracker, for who has it.
 * Pages stand at `${page}/NAME`; hosts are told apart by name, since cookies know no port.
 */
export async function startAuditPages(trackers) {
  const tracker = await listen(answerTracker(trackers))
  const third = await listen(answerThird)
  const origins = {
    tracker: `http://localhost:${tracker.port}`,
    third: `http://ads.localhost:${third.port}`,
  }
  const page = await listen(answerPage(origins))
  const close = async () => {
    for (const { server } of [tracker, third, page]) {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  }
  return { ...origins, page: `http://127.0.0.1:${page.port}`, close }
}
