// What the console remembers on the reader's device: how it looks and listens, nothing of the shop.

type Key = 'tidemark_theme' | 'tidemark_shortcuts'

/** What was remembered; null where nothing was, or where the browser blocks storage. */
export function recall(key: Key): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function remember(key: Key, text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    // The choice then holds for this page only.
  }
}
