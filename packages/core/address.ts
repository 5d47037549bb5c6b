// An address as it may leave the page: without fragment, and with the harmless part of its query alone.
import { KEPT_QUERY_NAMES, URL_CHARS_MAX } from '../wire/limits.ts'

/** The address of `href` as events carry it, or '' where it is no http(s) address. */
export function address(href: string): string {
  if (!/^https?:/.test(href)) return ''
  const url = new URL(href)
  const kept = new URLSearchParams()
  for (const name of KEPT_QUERY_NAMES)
    if (url.searchParams.has(name)) kept.set(name, url.searchParams.get(name)!)
  return (url.origin + url.pathname + ('' + kept && '?' + kept)).slice(0, URL_CHARS_MAX)
}
