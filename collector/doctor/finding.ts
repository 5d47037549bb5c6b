// What a check has found: whether it is as it should be, and what to do where it is not.

export interface Finding {
  readonly level: 'ok' | 'warn' | 'wrong'
  /** What was looked at, in a word or two. */
  readonly about: string
  readonly what: string
  /** The way out; of what is not ok. */
  readonly way?: string
}

export const ok = (about: string, what: string): Finding => ({ level: 'ok', about, what })

export const warn = (about: string, what: string, way: string): Finding => ({
  level: 'warn',
  about,
  what,
  way,
})

export const wrong = (about: string, what: string, way: string): Finding => ({
  level: 'wrong',
  about,
  what,
  way,
})

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const

/** @example spanOf(7_300_000) // '2 hours' */
export function spanOf(ms: number): string {
  const [unitMs, name] = UNITS.find(([each]) => Math.abs(ms) >= each) ?? UNITS[3]
  const count = Math.round(Math.abs(ms) / unitMs)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
