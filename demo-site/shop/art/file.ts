// A product's picture as a file of its own, for everything that takes the address of one.
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Product } from '../products.ts'
import { Picture } from './picture.tsx'

/** What the shop's style sheet says of pictures, since a file has no other. */
const STYLE = `<style>
svg{--wall:#e4ecea;--floor:#d5e0de;--wood:#8d7350;--table:#c9ad85;--table-edge:#a98c63}
@media (prefers-color-scheme:dark){svg{--wall:#1e323d;--floor:#182a34;--wood:#a3865d;--table:#6d583a;--table-edge:#4d3d28}}
.art-wall{fill:var(--wall)}
.art-floor{fill:var(--floor)}
.art-shadow{fill:#0b1f28;opacity:.16}
.art-wood{stroke:var(--wood)}
.art-table{fill:var(--table)}
.art-table-edge{fill:var(--table-edge)}
</style>`

/** The text of an SVG file. */
export function pictureFile(product: Product): string {
  const svg = renderToString(h(Picture, { product }))
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"${attributes}>${STYLE}`,
  )
}
