// The only way to the time: an interface, so that a simulation can own it.

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
}

export const systemClock: Clock = { now: Date.now }

/** A clock that runs ahead of the system's: how a retention or a repeat weeks later is rehearsed. */
export function clockAhead(aheadMs: number): Clock {
  return { now: () => Date.now() + aheadMs }
}
