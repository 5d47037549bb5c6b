// The items of the training sessions, the most popular first.

export interface Catalogue {
  readonly ids: readonly string[]
  /** Clicks on each of `ids`. */
  readonly clicks: Uint32Array
  readonly indexOf: ReadonlyMap<string, number>
}

/** Items with as many clicks keep the order in which they appeared. */
export function catalogueOf(sessions: readonly (readonly string[])[]): Catalogue {
  const counts = new Map<string, number>()
  for (const session of sessions)
    for (const id of session) counts.set(id, (counts.get(id) ?? 0) + 1)
  const entries = [...counts].sort((a, b) => b[1] - a[1])
  return {
    ids: entries.map(([id]) => id),
    clicks: Uint32Array.from(entries, ([, count]) => count),
    indexOf: new Map(entries.map(([id], index) => [id, index])),
  }
}

/** The sessions with each id replaced by its place in the catalogue. */
export function encode(
  sessions: readonly (readonly string[])[],
  { indexOf }: Catalogue,
): Uint32Array[] {
  return sessions.map((session) => Uint32Array.from(session, (id) => indexOf.get(id)!))
}
