// Rates of currencies as a person writes them, a line each: `USD 0.92`.
import { Failure } from './ask.ts'

export function textOfRates(rates: Readonly<Record<string, number>>): string {
  return Object.entries(rates)
    .map(([currency, rate]) => `${currency} ${rate}`)
    .join('\n')
}

/** Throws `Failure` with the line that is none. */
export function ratesOf(text: string): Record<string, number> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return Object.fromEntries(
    lines.map((line) => {
      const found = /^([A-Za-z]{3})[\s:=]+(\d+(?:[.,]\d+)?)$/.exec(line)
      if (!found?.[1] || !found[2])
        throw new Failure(400, `“${line}” is no rate: write it like USD 0.92.`)
      return [found[1].toUpperCase(), Number(found[2].replace(',', '.'))]
    }),
  )
}
