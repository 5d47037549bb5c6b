// The link that an event happened in, through open shadow roots too.

/** The nearest link with an address around the event's target, or undefined. */
export function closestLink(event: Event): HTMLAnchorElement | undefined {
  const target = event.composedPath()[0] ?? event.target
  const link = (target as Element | null)?.closest?.('a[href]')
  // An SVG link has an object for its address.
  return link && typeof (link as HTMLAnchorElement).href === 'string'
    ? (link as HTMLAnchorElement)
    : undefined
}
