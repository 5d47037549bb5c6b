// A product's picture as a file of its own, for everything that takes the address of one.
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Product } from '../products.ts'
import { Picture } from './picture.tsx'

/** The text of an SVG file; `style` is the style sheet of pictures, since a file has no other. */
export function pictureFile(product: Product, style: string): string {
  const svg = renderToString(h(Picture, { product }))
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"${attributes}><style>svg{color-scheme:light dark}${style}</style>`,
  )
}
