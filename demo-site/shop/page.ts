// The HTML of every page of the shop, as a customer would write it: the tag, its stub, and nothing else of ours.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The published stub, the only inline script there is. */
const STUB = readFileSync('dist/assets/stub.js', 'utf8').trim()

/** Where the collector is, and which site this is to it. */
export interface Tag {
  /** An origin, such as `https://t.example`. */
  collector: string
  site: string
}

/** `data` is JSON-LD that is safe inside a script element, '' for none. */
export function pageHtml(title: string, { collector, site }: Tag, data = ''): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="Cloth and clay for the house, made in small runs in harbour towns.">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/shop.css">
    <link rel="stylesheet" href="/assets/art.css">
    <link rel="stylesheet" href="/assets/privacy-panel.css">
    <script>${STUB}</script>
    <script src="${escapeHtml(collector)}/t/${escapeHtml(site)}.js" async></script>
    <script type="module" src="/assets/shop.js"></script>
    ${data && `<script type="application/ld+json">${data}</script>`}
  </head>
  <body>
    <div id="app"></div>
    <noscript>The shop draws its pictures with JavaScript. Please switch it on.</noscript>
  </body>
</html>
`
}

/** A policy that lets the shop's files, the stub and the tag run, and nothing else. */
export function securityPolicy({ collector }: Tag): string {
  const stubHash = createHash('sha256').update(STUB).digest('base64')
  return [
    `default-src 'none'`,
    `script-src 'self' ${collector} 'sha256-${stubHash}'`,
    `connect-src 'self' ${collector}`,
    `style-src 'self'`,
    `img-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
