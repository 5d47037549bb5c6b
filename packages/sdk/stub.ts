// The inline snippet: holds calls made before the tag has come, has Google's tags wait for consent, and hides what may change.
type Stub = { (...call: unknown[]): void; q?: unknown[]; show?: () => unknown }
type Page = Window & { tm?: Stub; dataLayer?: unknown[] }
const denied = 'denied'
const sheet = new CSSStyleSheet()

const tm = ((window as Page).tm ??= (...call) => {
  ;(tm.q ??= []).push(call)
})

// Google's tags know their own calls by `arguments`. Whoever has made the layer before has a consent tool of their own.
;(window as Page).dataLayer ??= [
  (function (..._call: unknown[]) {
    // oxlint-disable-next-line prefer-rest-params
    return arguments
  })('consent', 'default', {
    ad_storage: denied,
    ad_user_data: denied,
    ad_personalization: denied,
    analytics_storage: denied,
    wait_for_update: 500,
  }),
]

// A sheet of its own needs no leave of a policy for styles, and what is hidden so keeps its place.
// Without selectors it is one for elements named "undefined".
sheet.replaceSync(document.currentScript!.dataset['tmHide'] + '{visibility:hidden}')
document.adoptedStyleSheets.push(sheet)
setTimeout((tm.show = () => (sheet.disabled = true)), 1e3)
