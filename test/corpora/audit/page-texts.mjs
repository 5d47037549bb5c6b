// The pages themselves: what each loads, stores and asks, before and after its banner is answered.

/** Two buttons at the bottom; `accept` and `reject` are scripts. */
const banner = (accept, reject) => `
<div id="banner" role="region" aria-label="Cookies" style="position:fixed;bottom:0;left:0;right:0;padding:1em;background:#eee">
  <p>We use cookies to measure and to advertise.</p>
  <button id="accept">Accept all</button>
  <button id="reject">Reject all</button>
</div>
<script>
const gone = () => document.getElementById('banner').remove()
document.getElementById('accept').onclick = () => { ${accept}; gone() }
document.getElementById('reject').onclick = () => { ${reject}; gone() }
</script>`

/** A banner as sold: an element with its buttons in a shadow root, words in German. */
const shadowBanner = (mode, accept, reject) => `
<cmp-root></cmp-root>
<script>
customElements.define('cmp-root', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: '${mode}' })
    root.innerHTML = '<style>.box{position:fixed;inset:auto 1em 1em;padding:1em;background:#fff;border:1px solid}</style>' +
      '<div class="box" role="dialog" aria-label="Datenschutz"><p>Wir verwenden Cookies.</p>' +
      '<button class="a">Alle akzeptieren</button> <button class="r">Ablehnen</button></div>'
    root.querySelector('.a').onclick = () => { ${accept}; this.remove() }
    root.querySelector('.r').onclick = () => { ${reject}; this.remove() }
  }
})
</script>`

const script = (address) => `
const tag = document.createElement('script'); tag.src = '${address}'; document.head.append(tag)`

const remember = (value) => `localStorage.setItem('cmp_choice', '${value}')`

const posthogScript = ({ tracker }) => `<script src="${tracker}/static/array.js"></script>`
const posthogInit = ({ tracker }, gated) => `posthog.init('phc_test', {
  api_host: '${tracker}',
  persistence: 'localStorage+cookie',
  cross_subdomain_cookie: false,
  person_profiles: 'always',
  disable_session_recording: true,
  disable_surveys: true,
  opt_out_capturing_by_default: ${gated}
})`

const snowplowScript = ({ tracker }) => `<script src="${tracker}/snowplow.js"></script>`
const snowplowStart = ({
  tracker,
}) => `const { newTracker, trackPageView } = snowplowBrowserTracking
newTracker('sp', '${tracker}', { appId: 'shop', eventMethod: 'post' })
trackPageView()`

const matomoStart = ({ tracker }) => `window._paq = window._paq || []
_paq.push(['setTrackerUrl', '${tracker}/matomo.php'], ['setSiteId', '1'], ['trackPageView'])
${script(`${tracker}/matomo.js`)}`

/** The bodies, by the last part of their address. */
const BODIES = {
  clean: () => '<p>Nothing here.</p>',
  posthog: (at) => `${posthogScript(at)}<script>${posthogInit(at, false)}</script>`,
  'posthog-gated': (at) =>
    `${posthogScript(at)}<script>${posthogInit(at, true)}</script>
    ${banner('posthog.opt_in_capturing()', 'posthog.opt_out_capturing()')}`,
  'posthog-late': (at) =>
    banner(
      `${remember('yes')}; const tag = document.createElement('script'); tag.src = '${at.tracker}/static/array.js';
      tag.onload = () => { ${posthogInit(at, false)} }; document.head.append(tag)`,
      remember('no'),
    ),
  snowplow: (at) => `${snowplowScript(at)}<script>${snowplowStart(at)}</script>`,
  'snowplow-gated': (at) =>
    `${snowplowScript(at)}${banner(`${remember('yes')}; ${snowplowStart(at)}`, remember('no'))}`,
  matomo: (at) => `<script>${matomoStart(at)}</script>`,
  'shadow-banner': ({ third }) =>
    shadowBanner('open', `${remember('yes')}; ${script(`${third}/tag.js`)}`, remember('no')),
  'closed-banner': ({ third }) =>
    shadowBanner('closed', `${remember('yes')}; ${script(`${third}/tag.js`)}`, remember('no')),
  'header-cookie': () => banner(remember('yes'), remember('no')),
  'lying-reject': ({ third }) =>
    banner(
      `${remember('yes')}; document.cookie = 'uid=u1; path=/; max-age=86400'`,
      `${remember('no')}; document.cookie = 'uid=u1; path=/; max-age=86400';
      sessionStorage.setItem('seen', '1'); fetch('${third}/beat', { mode: 'no-cors', method: 'POST', body: 'u1' })`,
    ),
  pixel: ({ third }) =>
    `<img src="${third}/pixel.gif?u=1" alt="" width="1" height="1">
    <iframe src="${third}/frame.html" title="Advertisement"></iframe>`,
  'first-party-storage': () => `<script>
    localStorage.setItem('cart', '[]'); sessionStorage.setItem('scroll', '0')
    const open = indexedDB.open('history', 1)
    open.onupgradeneeded = () => open.result.createObjectStore('views')
    caches.open('assets')
    fetch('/beat')
    </script>`,
}

export const PAGE_NAMES = Object.keys(BODIES)

/** The whole page; none for another name. An empty icon, so that no request of the browser's own is counted. */
export function htmlOf(name, origins) {
  const body = Object.hasOwn(BODIES, name) && BODIES[name](origins)
  return body
    ? `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,"></head><body><h1>Shop</h1>${body}</body></html>`
    : undefined
}
