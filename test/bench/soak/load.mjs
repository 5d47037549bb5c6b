// Sends batches at a chosen rate, whatever the answers take, or as fast as they come; run as a process of its own.
import { Agent, request } from 'node:http'
import { makeBody } from '../ingest/body.mjs'

const EVENTS = 6
const TICK_MS = 10

/** Sorted latencies' share, in ms. */
const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/**
 * `perSecond` 0: each of `connections` sends its next as soon as it is answered.
 * Answers what was taken, refused and lost, and the streams of what was acknowledged.
 */
export async function sendFor({ url, seconds, perSecond, connections, run }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const [before, after] = makeBody(EVENTS).split('STREAM')
  const taken = []
  const refused = []
  const acknowledged = []
  let failed = 0
  let count = 0
  const post = () =>
    new Promise((resolve) => {
      const stream = `${run}-${String(++count).padStart(8, '0')}`
      const startedAt = performance.now()
      const asked = request(
        `${url}/e`,
        { method: 'POST', agent, headers: { origin: 'https://shop.example' } },
        (answer) => {
          answer.resume()
          answer.on('end', () => {
            const ms = performance.now() - startedAt
            if (answer.statusCode === 202) {
              taken.push(ms)
              acknowledged.push(stream)
            } else if (answer.statusCode === 503) refused.push(ms)
            else failed++
            resolve()
          })
        },
      )
      asked.on('error', () => {
        failed++
        resolve()
      })
      asked.end(before + stream + after)
    })

  const startedAt = performance.now()
  const isOver = () => performance.now() - startedAt > seconds * 1000
  if (perSecond === 0)
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (!isOver()) await post()
      }),
    )
  else await atRate(perSecond, post, isOver)
  const took = (performance.now() - startedAt) / 1000
  agent.destroy()
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
