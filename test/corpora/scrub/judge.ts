// Says whether a secret is still to be read in what a scrubber left.
import type { Positive } from './types.ts'

/** So many signs in a row give a secret away: a card may show its first six and its last four. */
const RUN = 8

function decoded(text: string): string {
  try {
    const once = decodeURIComponent(text.replaceAll('+', ' '))
    return once === text ? once : decoded(once)
  } catch {
    return text
  }
}

/** Eastern digits as ours, signs alone, so that no spelling hides a leak. */
const bare = (text: string): string =>
  decoded(text)
    .normalize('NFKC')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]/gu, '')

/** The secret of which something is left in `output`, if of any. */
export function leaked({ kind, secrets }: Positive, output: string): string | undefined {
  const rest = bare(output)
  return secrets.find((secret) => {
    if (output.includes(secret)) return true
    const signs = bare(secret)
    // The host alone is nobody's.
    if (kind === 'email' && signs.includes('@'))
      return rest.includes(signs.slice(0, signs.indexOf('@') + 1))
    const run = Math.min(RUN, signs.length)
    for (let at = 0; at + run <= signs.length; at++)
      if (rest.includes(signs.slice(at, at + run))) return true
    return false
  })
}
