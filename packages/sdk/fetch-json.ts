// Asks the collector for JSON without telling it anything: no cookie, and not from which page.

/** Rejects where there is no answer, or none that is good. */
export async function fetchJson<T>(url: string): Promise<T> {
  const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' })
  if (!answer.ok) throw answer
  return (await answer.json()) as T
}
