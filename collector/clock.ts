// The only way to the time: an interface, so that a simulation can own it.

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
}

export const systemClock: Clock = { now: Date.now }
