// The shop's addresses: what each shows, and its title; the server and both variants of the page read them here.
import { CATEGORIES, productById } from './products.ts'
import type { Category, Product } from './products.ts'

type Route =
  | { page: 'home' }
  | { page: 'category'; category: Category }
  | { page: 'product'; product: Product }
  | { page: 'search' }
  | { page: 'cart' }
  | { page: 'checkout' }
  | { page: 'confirmation' }
  | { page: 'missing' }

/** Where the single-page variant lives; the multi-page one has the root. */
const SPA_BASE = '/app'

const PLAIN = {
  '/': 'home',
  '/search': 'search',
  '/cart': 'cart',
  '/checkout': 'checkout',
  '/thank-you': 'confirmation',
} as const

/** Takes the variant's base off a path. */
export function splitPath(pathname: string): { base: '' | typeof SPA_BASE; path: string } {
  if (pathname === SPA_BASE || pathname.startsWith(`${SPA_BASE}/`))
    return { base: SPA_BASE, path: pathname.slice(SPA_BASE.length) || '/' }
  return { base: '', path: pathname }
}

/** What a path, without its base, shows. */
export function routeOf(path: string): Route {
  if (Object.hasOwn(PLAIN, path)) return { page: PLAIN[path as keyof typeof PLAIN] }
  const [, kind, id = '', ...rest] = path.split('/')
  if (rest.length > 0) return { page: 'missing' }
  if (kind === 'c' && Object.hasOwn(CATEGORIES, id))
    return { page: 'category', category: id as Category }
  const product = kind === 'p' ? productById(id) : undefined
  return product ? { page: 'product', product } : { page: 'missing' }
}

const TITLES = {
  home: 'Home textiles and tableware',
  search: 'Search',
  cart: 'Your cart',
  checkout: 'Checkout',
  confirmation: 'Thank you',
  missing: 'Page not found',
} as const

/** The document's title. */
export function titleOf(route: Route): string {
  return `${ownTitle(route)} · Harbour & Loom`
}

function ownTitle(route: Route): string {
  if (route.page === 'category') return CATEGORIES[route.category]
  return route.page === 'product' ? route.product.name : TITLES[route.page]
}
