// How far down a page has been seen.

/** Percent of the document's height that the bottom of the viewport has passed, 0 to 100. Reads layout. */
export function reach({
  document,
  scrollY,
  innerHeight,
}: Pick<Window, 'document' | 'scrollY' | 'innerHeight'>): number {
  const { scrollHeight } = document.documentElement
  return Math.min(100, Math.round((100 * (scrollY + innerHeight)) / (scrollHeight || 1)))
}
