// An anchor as a marketer reads it: what the site itself calls the part, or where its link leads, then what lies within.

/** `[data-product-id="tidal-throw"] svg.picture` is `tidal-throw › svg.picture`. */
export function elementName(anchor: string): string {
  if (anchor === '') return 'the page itself'
  return anchor
    .split(' ')
    .map((key) => {
      const named = /^\[data-[\w-]+="(.*)"\]$/.exec(key)?.[1]
      if (named !== undefined) return named
      return key.startsWith('@') ? `link to ${key.slice(1)}` : key
    })
    .join(' › ')
}
