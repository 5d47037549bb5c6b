// Queries as text and values kept apart, so that nothing from outside can become SQL.

export type SqlValue = string | number | boolean

/** A query or a piece of one: `parts` has one element more than `values`. */
export interface Sql {
  readonly parts: readonly string[]
  readonly values: readonly SqlValue[]
}

/**
 * Writes a query; what is put in is bound as a value, another `sql` is woven in.
 * @example sql`select count(*) from ${dialect.events()} where site = ${site}`
 */
export function sql(texts: TemplateStringsArray, ...inserts: readonly (Sql | SqlValue)[]): Sql {
  const parts: string[] = [texts[0] ?? '']
  const values: SqlValue[] = []
  const append = (text: string): void => {
    parts[parts.length - 1] += text
  }
  inserts.forEach((insert, index) => {
    if (typeof insert === 'object') {
      append(insert.parts[0] ?? '')
      values.push(...insert.values)
      parts.push(...insert.parts.slice(1))
    } else {
      values.push(insert)
      parts.push('')
    }
    append(texts[index + 1] ?? '')
  })
  return { parts, values }
}

/** Text of ours taken as SQL, word for word; only for `storage/`. */
export function raw(text: string): Sql {
  return { parts: [text], values: [] }
}
