// A variation that the page's address asks for, so that people can look at each before they run an experiment.

/**
 * The index of the variation that the query of `url` names under the experiment's `key`; `null` where it names none,
 * no whole number, or one that is not below `count`.
 * @example queryStringOverride('hero', 'https://shop.example/?hero=1', 2) // 1
 */
export function queryStringOverride(key: string, url: string, count: number): number | null {
  // Not `new URL`: it throws for what is no address, and an empty one must do no harm.
  const query = /^[^#?]*\?([^#]*)/.exec(url)?.[1]
  const asked = new URLSearchParams(query).get(key) ?? ''
  return /^\d+$/.test(asked) && +asked < count ? +asked : null
}
