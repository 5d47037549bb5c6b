// What was searched on the site, read from the address of the page of results.

/** The search term in `search`, the query of an address, by any of `names`; undefined where there is none. */
export function searchTerm(search: string, names: readonly string[]): string | undefined {
  const query = new URLSearchParams(search)
  return names.map((name) => query.get(name)).find((term) => term) ?? undefined
}
