// Sends batches at a chosen rate, whatever the answers take, or as fast as they come; run as a process of its own.
import { makeBody } from '../ingest/body.mjs'
import { openConnection } from './connection.mjs'

const EVENTS = 6
const TICK_MS = 10
const WAVE = 64

/** Sorted latencies' share, in ms. */
const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Makes requests that differ in their stream alone, and keeps what became of them. */
function createPost(host, run) {
  const [before, after] = makeBody(EVENTS).split('STREAM')
  const streamOf = (number) => `${run}-${String(number).padStart(8, '0')}`
  const length = Buffer.byteLength(before + streamOf(0) + after)
  const head = `POST /e HTTP/1.1\r\nhost: ${host}\r\norigin: https://shop.example\r\ncontent-length: ${length}\r\n\r\n`
  const seen = { count: 0, failed: 0, taken: [], refused: [], acknowledged: [] }
  async function post(connection, renew) {
    const stream = streamOf(++seen.count)
    const startedAt = performance.now()
    let status = await connection.ask(head + before + stream + after)
    // A server may close what is idle as it is used again: browsers then try once more, on another connection.
    if (status === 0) status = await renew().ask(head + before + stream + after)
    const ms = performance.now() - startedAt
    if (status === 202) {
      seen.taken.push(ms)
      seen.acknowledged.push(stream)
    } else if (status === 503) seen.refused.push(ms)
    else seen.failed++
  }
  return { post, seen }
}

/**
 * `perSecond` 0: each of `connections` sends its next as soon as it is answered.
 * Answers what was taken, refused and lost, and the streams of what was acknowledged.
 */
export async function sendFor({ url, seconds, perSecond, connections, run }) {
  const { host, port } = new URL(url)
  const { post, seen } = createPost(host, run)
  const idle = []
  /** Who found no connection free opens one, as a browser does. */
  async function postOnAny() {
    let connection = idle.pop()
    while (connection && !connection.isOpen()) connection = idle.pop()
    connection ??= openConnection(port)
    await post(connection, () => (connection = openConnection(port)))
    idle.push(connection)
  }

  // Open before it counts: a kernel that takes on thousands at once lets some try again after seconds.
  while (idle.length < connections) {
    const wave = Array.from({ length: WAVE }, () => openConnection(port))
    await Promise.all(wave.map(({ opened }) => opened))
    idle.push(...wave.slice(0, connections - idle.length))
  }
  const startedAt = performance.now()
  const isOver = () => performance.now() - startedAt > seconds * 1000
  if (perSecond > 0) await atRate(perSecond, postOnAny, isOver)
  else
    await Promise.all(
      idle.map(async () => {
        while (!isOver()) await postOnAny()
      }),
    )
  const took = (performance.now() - startedAt) / 1000
  for (const connection of idle) connection.close()
  const { count, failed, taken, refused, acknowledged } = seen
  for (const each of [taken, refused]) each.sort((a, b) => a - b)
  return {
    seconds: took,
    offered: count / took,
    rate: taken.length / took,
    taken: taken.length,
    refused: refused.length,
    failed,
    p50: percentile(taken, 0.5),
    p99: percentile(taken, 0.99),
    refusedP99: percentile(refused, 0.99),
    acknowledged,
  }
}

/** An open loop: a slow answer does not hold the next one back, as visitors do not wait for each other. */
async function atRate(perSecond, post, isOver) {
  const under = new Set()
  const startedAt = performance.now()
  let sent = 0
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isOver()) {
        clearInterval(timer)
        return resolve()
      }
      const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond)
      for (; sent < due; sent++) {
        const one = post().then(() => under.delete(one))
        under.add(one)
      }
    }, TICK_MS)
  })
  await Promise.all(under)
}

if (process.send) process.once('message', async (asked) => process.send(await sendFor(asked)))
