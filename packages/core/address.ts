// An address as it may leave the page: without fragment and credentials, and with the harmless part of its query alone.
import { KEPT_QUERY, URL_CHARS_MAX } from '../wire/limits.ts'

/** The address of `href`, as browsers write addresses, as events carry it; '' where it is no http(s) address. */
export function address(href: string): string {
  const [, scheme = '', page = '', query = ''] =
    /^(https?:\/\/)(?:[^/?#]*@)?([^?#]*)\??([^#]*)/.exec(href) ?? []
  const kept = `&${query}`.match(KEPT_QUERY)?.join('').slice(1)
  return (scheme + page + (kept ? `?${kept}` : '')).slice(0, URL_CHARS_MAX)
}
