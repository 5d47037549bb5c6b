// Lets wrong guesses come slower and slower: by login and address together, by login, and by address. In memory alone.
import { createBoundedMap } from '../bounded-map.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import type { Random } from '../random.ts'
import { hashOf } from './secret.ts'

const DELAY_FIRST_MS = 500
const DELAY_MAX_MS = 60_000
/** Failures are forgotten once there was none for so long. */
const FORGOTTEN_MS = 24 * 3_600_000
const REMEMBERED_MAX = 20_000

/**
 * A person mistypes; a machine guesses. Who guesses at one login from many addresses slows that login down for all,
 * but only after many failures: else anybody could keep its owner out.
 */
const FREE_FAILURES = { pair: 3, login: 20, address: 20 } as const

interface Failures {
  count: number
  openFromMs: number
  lastMs: number
}

export interface Throttle {
  /** Throws `Fault`: `login_throttled` while the delay after failures lasts. */
  readonly check: (login: string, address: string) => void
  readonly failed: (login: string, address: string) => void
  readonly succeeded: (login: string, address: string) => void
}

export function createThrottle({ clock, random }: { clock: Clock; random: Random }): Throttle {
  const remembered = createBoundedMap<Failures>(REMEMBERED_MAX)
  // No address and no login is kept, only what nobody can guess back.
  const salt = Buffer.from(random.bytes(32)).toString('base64url')
  const keysOf = (login: string, address: string) =>
    [
      ['pair', hashOf(`${salt} pair ${login} ${address}`)],
      ['login', hashOf(`${salt} login ${login}`)],
      ['address', hashOf(`${salt} address ${address}`)],
    ] as const

  function current(key: string): Failures | undefined {
    const known = remembered.get(key)
    return known && known.lastMs > clock.now() - FORGOTTEN_MS ? known : undefined
  }

  return {
    check: (login, address) => {
      const waits = keysOf(login, address).map(
        ([, key]) => (current(key)?.openFromMs ?? 0) - clock.now(),
      )
      const waitMs = Math.max(...waits)
      if (waitMs > 0) fail('login_throttled', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
    },
    failed: (login, address) => {
      const nowMs = clock.now()
      for (const [kind, key] of keysOf(login, address)) {
        const count = (current(key)?.count ?? 0) + 1
        const beyond = count - FREE_FAILURES[kind] - 1
        const delayMs = beyond < 0 ? 0 : Math.min(DELAY_FIRST_MS * 2 ** beyond, DELAY_MAX_MS)
        remembered.set(key, { count, openFromMs: nowMs + delayMs, lastMs: nowMs })
      }
    },
    succeeded: (login, address) => {
      const [[, pair], [, ofLogin]] = keysOf(login, address)
      remembered.delete(pair)
      remembered.delete(ofLogin)
    },
  }
}
