// Kills the collector again and again under load, and compares what it acknowledged with what it has.
import { setTimeout as delay } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { makeBatch } from '../support/batches.ts'
import type { Prng } from '../support/prng.ts'
import { runCollector } from '../support/run-collector.ts'
import type { RunningCollector } from '../support/run-collector.ts'
import { compare } from './outcome.ts'
import type { Outcome } from './outcome.ts'

export interface KillOutcome extends Outcome {
  readonly resent: number
}

export const DEMO = ['--origin', 'https://shop.example']
const CLIENTS = 12
const EVENTS = 6
const ANSWER_MS = 10_000

/** What is stored, as `stream seq`, read through the collector's own export. */
export async function storedIdentities(
  data: string,
  exportRows: (data: string) => Promise<string>,
): Promise<string[]> {
  const text = await exportRows(data)
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { stream: string; seq: number })
    .map(({ stream, seq }) => `${stream} ${seq}`)
}

export interface Rounds {
  readonly data: string
  readonly kills: number
  readonly prng: Prng
  readonly args: readonly string[]
  readonly exportRows: (data: string) => Promise<string>
  /** How long a collector lives, at least and at most. @default [30, 700] */
  readonly aliveMs?: readonly [number, number]
  /** Started after each start: what goes on beside the load until the kill. */
  readonly beside?: (collector: RunningCollector) => Promise<void>
  /** Called between a kill and the next start: how a control does its damage. */
  readonly meanwhile?: () => Promise<void>
}

export async function killRounds(rounds: Rounds): Promise<KillOutcome> {
  const { data, kills, prng, args } = rounds
  const env = { TIDEMARK_RATE_ADDRESS: '1000000', TIDEMARK_RATE_SITE: '1000000' }
  const start = () => runCollector({ data, args, env })
  const acknowledged = new Set<string>()
  let collector: RunningCollector | undefined = await start()
  let sending = true
  let resent = 0

  const client = async () => {
    while (sending) {
      const stream = `kill-${randomUUID()}`
      const body = JSON.stringify(makeBatch(stream, 1, EVENTS))
      // Sent until it is acknowledged, sometimes once more: answers get lost.
      for (let times = prng.chance(0.1) ? 2 : 1; times > 0 && sending;) {
        const taken = await post(collector?.url, body)
        if (!taken) {
          resent++
          await delay(5)
          continue
        }
        times--
        for (let seq = 1; seq <= EVENTS; seq++) acknowledged.add(`${stream} ${seq}`)
      }
    }
  }
  const clients = Array.from({ length: CLIENTS }, client)
  for (let kill = 0; kill < kills; kill++) {
    // Killed with the collector, whatever it did.
    const beside = rounds.beside?.(collector).catch(() => {})
    await delay(prng.whole(...(rounds.aliveMs ?? ([30, 700] as const))))
    const dying: RunningCollector = collector!
    collector = undefined
    await dying.kill()
    await beside
    await rounds.meanwhile?.()
    collector = await start()
  }
  await delay(300)
  sending = false
  await Promise.all(clients)
  // Replays what the log still holds, then a graceful stop loads the rest.
  await collector!.stop()
  collector = await start()
  const stored = await storedIdentities(data, rounds.exportRows)
  await collector.stop()
  return { resent, ...compare(acknowledged, stored) }
}

async function post(url: string | undefined, body: string): Promise<boolean> {
  if (!url) return false
  try {
    const answer = await fetch(`${url}/e`, {
      method: 'POST',
      body,
      headers: { origin: 'https://shop.example' },
      // A request to a process that was killed is not always told so.
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    await answer.arrayBuffer()
    return answer.status === 202
  } catch {
    return false
  }
}
