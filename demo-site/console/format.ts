// How figures are written on the screen: counts, money, shares, durations and instants, each in one way.
import type { Minor } from '../../packages/wire/event.ts'

/** What a figure measures, and so how it is written. */
export type Kind = 'count' | 'money' | 'share' | 'duration'

const LOCALE = 'en-GB'
const NONE = '–'
const whole = new Intl.NumberFormat(LOCALE)
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 })

export function count(value: number): string {
  return whole.format(value)
}

/** A share between 0 and 1; little is not written as nothing. */
export function share(value: number): string {
  return value > 0 && value < 0.0005 ? '<0.1%' : percent.format(value)
}

/** A share of 1 that is never rounded up to it: what is not complete must not read 100 %. */
export function shareOfWhole(value: number): string {
  return percent.format(Math.floor(value * 1000 + 1e-9) / 1000)
}

/** Minor units in the currency's own digits; `brief` is for axes, where room is scarce. */
export function money(minor: Minor, currency: string, brief = false): string {
  if (!/^[A-Z]{3}$/.test(currency)) return NONE
  const format = new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    ...(brief && { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }),
  })
  return format.format(minor / minorPerUnit(currency))
}

/** How many of a currency's smallest units make one of its units: 100 cents, 1 yen, 1000 fils. */
function minorPerUnit(currency: string): number {
  const options = new Intl.NumberFormat(LOCALE, { style: 'currency', currency }).resolvedOptions()
  return 10 ** (options.maximumFractionDigits ?? 2)
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** Writes a figure by its kind; a figure that could not be computed is a dash. */
export function figure(value: number | null, kind: Kind, currency: string): string {
  if (value === null) return NONE
  if (kind === 'money') return money(value, currency)
  if (kind === 'share') return share(value)
  return kind === 'duration' ? duration(value) : count(value)
}

/** Writes a figure as short as an axis needs it. */
export function axisFigure(value: number, kind: Kind, currency: string): string {
  if (kind === 'money') return money(value, currency, true)
  return kind === 'count' ? short.format(value) : figure(value, kind, currency)
}

const instants = new Map<string, Intl.DateTimeFormat>()

/** The ways in which an instant is written. */
const STYLES = {
  day: { day: 'numeric', month: 'short' },
  fullDay: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short', year: '2-digit' },
  hour: { hour: '2-digit', minute: '2-digit' },
  fullHour: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** An instant by the site's own clock. */
export function instant(timeMs: number, style: keyof typeof STYLES, timeZone: string): string {
  const key = `${style} ${timeZone}`
  let format = instants.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE, { ...STYLES[style], timeZone, hourCycle: 'h23' })
    instants.set(key, format)
  }
  return format.format(timeMs)
}

const regions = new Intl.DisplayNames(LOCALE, { type: 'region', fallback: 'code' })

/** A country by its name. */
export function country(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : 'Unknown country'
}
