// Walks a long list, part by part.

interface Part {
  readonly next: string | null
}

/**
 * Asks for one part after the other until there is no next.
 * @example for await (const { entries } of each(api.listAudit, { site: 'shop' })) …
 */
export async function* each<A extends object, P extends Part>(
  list: (at: A & { after?: string }) => Promise<P>,
  at: A,
): AsyncGenerator<P> {
  let after: string | null = null
  do {
    const part: P = await list(after === null ? at : { ...at, after })
    yield part
    after = part.next
  } while (after !== null)
}
