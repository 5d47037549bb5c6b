// The console's state: the view, which is the address, and who is signed in.
import { computed, signal } from '@preact/signals'
import { Failure, askAccount } from './ask.ts'
import type { Account, Site } from './ask.ts'
import { formatView, parseSignIn, parseSignInName, parseView } from './view.ts'
import type { View } from './view.ts'

export { ALL_FLAGS, NEW } from './view.ts'

/** What is shown; change it with `go`. */
export const view = signal<View>(parseView(location.hash))

/** The token of the sign-in link the page was opened with, until it has been used. */
export const signInToken = signal<string | null>(parseSignIn(location.hash))

/** The name of whom that link is for; null where they choose one. */
export const signInName = signal<string | null>(parseSignInName(location.hash))

/** The account, or why there is none. */
export const account = signal<Account | 'asking' | 'signed-out' | Failure>('asking')

/** The site that the view names, else the account's first. */
export const site = computed<Site | null>(() => {
  const known = account.value
  if (known === 'asking' || known === 'signed-out' || known instanceof Failure) return null
  return known.sites.find((each) => each.id === view.value.site) ?? known.sites[0] ?? null
})

/** Grows with each change of the privacy requests: what counts them looks again. */
export const requestsChanged = signal(0)

/** Where pages find the tag. */
export const tagPath = computed(() => {
  const known = account.value
  return typeof known === 'object' && 'tagPath' in known ? known.tagPath : '/t'
})

/** Shows something else, as a step that the browser's back button undoes. */
export function go(change: Partial<View>): void {
  const next = { ...view.value, site: site.value?.id ?? null, ...change }
  const fragment = formatView(next)
  if (fragment !== location.hash) history.pushState(null, '', fragment)
  view.value = next
}

/** The address of a view, for links; not a bare fragment, which would be taken for a place within the page. */
export function hrefOf(change: Partial<View>): string {
  return `./${formatView({ ...view.value, site: site.value?.id ?? null, ...change })}`
}

/** Asks who is signed in. */
export async function loadAccount(): Promise<void> {
  account.value = 'asking'
  try {
    account.value = await askAccount(AbortSignal.timeout(20_000))
  } catch (error) {
    account.value = whyNone(error)
  }
}

function whyNone(error: unknown): 'signed-out' | Failure {
  if (!(error instanceof Failure)) return new Failure(0, 'The collector took too long to answer.')
  return error.status === 401 ? 'signed-out' : error
}

/** Forgets a used sign-in link, so that it stays in no history. */
export function forgetSignIn(): void {
  signInToken.value = null
  history.replaceState(null, '', formatView(view.value))
}

/** Keeps the view equal to the address when the reader moves through the history or edits it. */
export function followAddress(): void {
  addEventListener('popstate', () => {
    view.value = parseView(location.hash)
    signInToken.value = parseSignIn(location.hash)
    signInName.value = parseSignInName(location.hash)
  })
}
