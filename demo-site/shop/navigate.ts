// Moves through the shop: a full load for every link at the root, history steps within one page under `/app/`.
import { signal } from '@preact/signals'
import { routeOf, splitPath, titleOf } from './routes.ts'

const { base } = splitPath(location.pathname)

export const variant = base ? 'one-page' : 'many-pages'

/** The address shown, without the variant's base. */
export const address = signal(readAddress())

interface Address {
  path: string
  query: URLSearchParams
}

function readAddress(): Address {
  return {
    path: splitPath(location.pathname).path,
    query: new URLSearchParams(location.search),
  }
}

/** The link to a path of this variant. */
export function hrefOf(path: string): string {
  return base + path
}

/** Goes to a path of this variant. */
export function go(path: string): void {
  if (variant === 'many-pages') location.assign(hrefOf(path))
  else step(hrefOf(path))
}

function step(href: string): void {
  history.pushState(null, '', href)
  show()
  scrollTo(0, 0)
  document.querySelector('main')?.focus({ preventScroll: true })
}

function show(): void {
  const next = readAddress()
  document.title = titleOf(routeOf(next.path))
  address.value = next
}

/** Takes over the links of the single-page variant. */
export function takeOverLinks(): void {
  if (variant === 'many-pages') return
  addEventListener('popstate', show)
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const isInside = link.origin === location.origin && splitPath(link.pathname).base === base
    if (!isInside || link.target || link.hasAttribute('download') || link.hash) return
    event.preventDefault()
    step(link.href)
  })
}
