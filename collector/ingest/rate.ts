// Bounds how often one site or one address may send, with token buckets in memory; no address is kept, only its hash.
import { hash } from 'node:crypto'
import { createBoundedMap } from '../bounded-map.ts'
import type { Clock } from '../clock.ts'
import { RATE } from '../limits.ts'
import type { Random } from '../random.ts'

const DAY_MS = 86_400_000

interface Bucket {
  tokens: number
  filledMs: number
}

export interface RateOptions {
  readonly clock: Clock
  readonly random: Random
  /** Batches a second from one address, on average. */
  readonly addressPerSecond: number
  /** Batches a second for one site, on average. */
  readonly sitePerSecond: number
}

export interface Rate {
  readonly allowsAddress: (address: string) => boolean
  readonly allowsSite: (site: string) => boolean
}

export function createRate(options: RateOptions): Rate {
  const { clock, random } = options
  const buckets = createBoundedMap<Bucket>(RATE.buckets)
  let salt = createSalt(random)
  let saltDay = Math.floor(clock.now() / DAY_MS)

  function takes(key: string, perSecond: number): boolean {
    const nowMs = clock.now()
    const tokensMax = perSecond * RATE.burstSeconds
    let bucket = buckets.get(key)
    if (!bucket) {
      bucket = { tokens: tokensMax, filledMs: nowMs }
      buckets.set(key, bucket)
    }
    const grown = (Math.max(0, nowMs - bucket.filledMs) / 1000) * perSecond
    bucket.tokens = Math.min(tokensMax, bucket.tokens + grown)
    bucket.filledMs = nowMs
    if (bucket.tokens < 1) return false
    bucket.tokens--
    return true
  }

  function hashOf(address: string): string {
    const day = Math.floor(clock.now() / DAY_MS)
    if (day !== saltDay) {
      salt = createSalt(random)
      saltDay = day
    }
    return hash('sha256', salt + address, 'base64')
  }

  return {
    // Loopback is a proxy that nobody declared, or a test: never one visitor.
    allowsAddress: (address) =>
      isLoopback(address) || takes(hashOf(address), options.addressPerSecond),
    allowsSite: (site) => takes(`site ${site}`, options.sitePerSecond),
  }
}

function createSalt(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64')
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
