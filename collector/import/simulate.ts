// Sends simulated shoppers through the public address that browsers use, and tells what is true of them.
import type { Clock } from '../clock.ts'
import type { Progress } from './progress.ts'
import { shopperOf } from './shopper.ts'
import type { Truth } from './truth.ts'

const IN_FLIGHT_MAX = 8
const ATTEMPTS_MAX = 60

export interface SimulateOptions {
  /** Origin of the collector. */
  readonly url: string
  readonly site: string
  /** Origin that the shoppers' pages have; it must be one of the site's. */
  readonly origin: string
  readonly shoppers: number
  readonly clock: Clock
  readonly progress: Progress
  readonly pause: (ms: number) => Promise<void>
  readonly stopped: AbortSignal
}

/** What was sent, by experiment and variation. */
export interface Simulated {
  readonly shoppers: number
  readonly orders: number
  readonly seen: ReadonlyMap<string, { visitors: number; orders: number }>
}

/** The collector would not take a visit. */
export class SimulateError extends Error {
  override readonly name = 'SimulateError'
}

export async function simulate(truth: Truth, options: SimulateOptions): Promise<Simulated> {
  const { site, origin, shoppers, clock, progress, stopped } = options
  const seen = new Map<string, { visitors: number; orders: number }>()
  let sent = 0
  let orders = 0
  let next = 0
  const work = async (): Promise<void> => {
    while (next < shoppers && !stopped.aborted) {
      const shopper = shopperOf(truth, site, origin, { number: next++, nowMs: clock.now() })
      for (const batch of shopper.batches)
        await send(JSON.stringify(batch), shopper.userAgent, options)
      sent++
      if (shopper.ordered) orders++
      for (const name of shopper.seen) {
        const { visitors = 0, orders: before = 0 } = seen.get(name) ?? {}
        seen.set(name, { visitors: visitors + 1, orders: before + Number(shopper.ordered) })
      }
      progress.show(`${sent} of ${shoppers} shoppers`)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT_MAX }, work))
  progress.end(`${sent} shoppers`)
  return { shoppers: sent, orders, seen }
}

async function send(body: string, userAgent: string, options: SimulateOptions): Promise<void> {
  const { url, origin, pause, stopped } = options
  let told = 'no answer'
  for (let attempt = 0; attempt < ATTEMPTS_MAX && !stopped.aborted; attempt++) {
    const answer = await fetch(`${url}/e`, {
      method: 'POST',
      body,
      headers: { origin, 'user-agent': userAgent, 'content-type': 'text/plain' },
    })
    told = await answer.text()
    if (answer.status === 202) return
    if (answer.status !== 429 && answer.status < 500) break
    await pause(Math.min(2, Number(answer.headers.get('retry-after') ?? 1)) * 1000)
  }
  if (!stopped.aborted) throw new SimulateError(`the collector did not take a visit: ${told}`)
}
