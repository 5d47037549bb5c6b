// Lets wrong guesses come slower and slower: by login and address together, by login, and by address. In memory alone.
import { createBoundedMap } from '../bounded-map.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import { GUESSES } from '../limits.ts'
import type { Random } from '../random.ts'
import { hashOf } from './secret.ts'

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
  const remembered = createBoundedMap<Failures>(GUESSES.remembered)
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
    return known && known.lastMs > clock.now() - GUESSES.forgottenMs ? known : undefined
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
        const beyond = count - GUESSES.free[kind] - 1
        const delayMs =
          beyond < 0 ? 0 : Math.min(GUESSES.delayFirstMs * 2 ** beyond, GUESSES.delayMaxMs)
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
