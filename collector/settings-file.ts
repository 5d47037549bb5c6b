// Reads the settings file: a line a setting, `name = value`; what is wrong is named with its line.
import { readFileSync } from 'node:fs'

export interface FileSetting {
  readonly value: string
  /** Where it stands, `tidemark.conf:3`. */
  readonly where: string
}

/** A settings file that cannot be used; the message names the line. */
export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError'
}

const BYTES_MAX = 100_000

/** By the variable that each stands for: `console_url` is `TIDEMARK_CONSOLE_URL`. */
export function readSettingsFile(
  path: string,
  known: readonly string[],
): ReadonlyMap<string, FileSetting> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : String(error)
    throw new SettingsFileError(`${path}: ${why}`)
  }
  if (text.length > BYTES_MAX) throw new SettingsFileError(`${path}: too large for settings`)
  return parseSettingsFile(text, path, known)
}

export function parseSettingsFile(
  text: string,
  path: string,
  known: readonly string[],
): ReadonlyMap<string, FileSetting> {
  const settings = new Map<string, FileSetting>()
  text.split('\n').forEach((written, at) => {
    const where = `${path}:${at + 1}`
    const line = written.trim()
    if (line === '' || line.startsWith('#')) return
    const [, name, value = ''] = /^([a-z_]+)\s*=\s*(.*)$/.exec(line) ?? []
    if (name === undefined)
      throw new SettingsFileError(
        `${where}: expected \`name = value\`, found \`${line.slice(0, 60)}\``,
      )
    const variable = `TIDEMARK_${name.toUpperCase()}`
    if (!known.includes(variable)) throw new SettingsFileError(`${where}: ${unknown(name, known)}`)
    const before = settings.get(variable)
    if (before)
      throw new SettingsFileError(`${where}: \`${name}\` stands in ${before.where} already`)
    settings.set(variable, { value: unquoted(value), where })
  })
  return settings
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? value
}

/** Names the setting that was meant, where one is near. */
function unknown(name: string, known: readonly string[]): string {
  const names = known.map((variable) => variable.slice('TIDEMARK_'.length).toLowerCase())
  const near = names.find((each) => distance(each, name) <= 2)
  return near
    ? `there is no setting \`${name}\`: did you mean \`${near}\`?`
    : `there is no setting \`${name}\`. There are: ${names.join(', ')}`
}

/** How many letters one must change, add or leave out (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1
      next.push(Math.min((next[to - 1] ?? 0) + 1, (row[to] ?? 0) + 1, (row[to - 1] ?? 0) + same))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
