// Links that leave the site and links to files.
import { address } from '../core/index.ts'
import type { Context } from '../core/index.ts'
import { closestLink } from '../dom/closest-link.ts'

/** A last part of a path that is a file, and not a page with an old-fashioned ending. */
const FILE = /([^/]+\.(?!html?$|php$|aspx?$|jsp$)([a-z]\w{1,4}))$/i

/** Follows clicks with any button that opens a link, until the context ends. */
export function trackLinks({ emit, listen, env }: Context): void {
  const follow = (event: MouseEvent) => {
    const link = closestLink(event)
    const link_url = address(link?.href ?? '')
    // The right button opens nothing.
    if (!link_url || event.button > 1) return
    const [, file_name, file_extension] = FILE.exec(link!.pathname) ?? []
    if (file_name && file_extension) emit('file_download', { link_url, file_name, file_extension })
    else if (link!.hostname !== env.location.hostname)
      emit('click', { link_url, link_domain: link!.hostname, outbound: true })
  }
  listen('click', follow)
  // The middle button opens a tab without a click event.
  listen('auxclick', follow)
}
