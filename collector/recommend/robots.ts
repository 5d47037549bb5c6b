// Reads robots.txt (RFC 9309): which paths of an origin may be fetched by us, and how slowly.

const LINES_MAX = 10_000
const RULES_MAX = 2_000
const DELAY_MAX_MS = 60_000

export interface Robots {
  readonly allows: (path: string) => boolean
  /** What the shop wants between two of our requests; 0 where it says nothing. */
  readonly delayMs: number
}

/** Where it could not be read, all is forbidden; where there is none, nothing is. */
export const FORBIDDEN: Robots = { allows: () => false, delayMs: 0 }
export const ALLOWED: Robots = { allows: () => true, delayMs: 0 }

interface Rule {
  readonly pattern: string
  readonly isAllowed: boolean
}

interface Group {
  readonly agents: string[]
  readonly rules: Rule[]
  delayMs: number
}

/** `agent`: our name, in small letters. */
export function readRobots(text: string, agent: string): Robots {
  const groups = groupsOf(text)
  const named = groups.filter(({ agents }) => agents.includes(agent))
  const mine = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'))
  const rules = mine.flatMap((group) => group.rules).slice(0, RULES_MAX)
  return {
    delayMs: Math.max(0, ...mine.map(({ delayMs }) => delayMs)),
    allows: (path) => {
      let best: Rule = { pattern: '', isAllowed: true }
      for (const rule of rules) {
        const { length } = rule.pattern
        if (length < best.pattern.length || !isMatch(rule.pattern, path)) continue
        // The longest counts; of two that are equal, the one that allows.
        if (length > best.pattern.length || rule.isAllowed) best = rule
      }
      return best.isAllowed
    },
  }
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = []
  let isHead = false
  for (const line of text.split(/\r\n|\r|\n/, LINES_MAX)) {
    const plain = line.split('#', 1)[0] ?? ''
    const colon = plain.indexOf(':')
    if (colon < 0) continue
    const [field, value] = [
      plain.slice(0, colon).trim().toLowerCase(),
      plain.slice(colon + 1).trim(),
    ]
    if (field === 'user-agent') {
      if (!isHead) groups.push({ agents: [], rules: [], delayMs: 0 })
      // `tidemark/1.0` means us as well.
      groups.at(-1)?.agents.push(value.toLowerCase().split('/', 1)[0] ?? '')
      isHead = true
    } else if (field === 'allow' || field === 'disallow') {
      isHead = false
      if (value) groups.at(-1)?.rules.push({ pattern: value, isAllowed: field === 'allow' })
    } else if (field === 'crawl-delay') setDelay(groups.at(-1), Number(value))
  }
  return groups
}

function setDelay(group: Group | undefined, seconds: number): void {
  if (group && seconds > 0) group.delayMs = Math.min(1_000 * seconds, DELAY_MAX_MS)
}

/** `*` stands for anything, `$` for the end; in time that grows with both lengths at most. */
function isMatch(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$')
  const parts = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  const [first = '', ...others] = parts
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = isWhole ? others.pop() : undefined
  for (const part of others) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (!isWhole) return true
  if (last === undefined) return at === path.length
  return path.length - last.length >= at && path.endsWith(last)
}
