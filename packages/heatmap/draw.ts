// Paints a heatmap: glows add up to a density, and the density becomes a colour.

/** A place that was clicked, in pixels of the canvas. */
export interface Glow {
  readonly x: number
  readonly y: number
  readonly clicks: number
}

const RADIUS = 24
/** Of the hottest place, what a place glows with at least: a single click must still be seen. */
const FAINT = 0.12
/** From cold to hot. */
const COLOURS = ['#3b5bdb', '#15aabf', '#82c91e', '#fcc419', '#f03e3e'] as const

/** A row of 256 colours as bytes. */
function paletteOf(document: Document): Uint8ClampedArray {
  const canvas = document.createElement('canvas')
  canvas.width = 256
  canvas.height = 1
  const context = canvas.getContext('2d')!
  const gradient = context.createLinearGradient(0, 0, 256, 0)
  COLOURS.forEach((colour, at) => gradient.addColorStop(at / (COLOURS.length - 1), colour))
  context.fillStyle = gradient
  context.fillRect(0, 0, 256, 1)
  return context.getImageData(0, 0, 256, 1).data
}

/** Paints `glows` on a canvas of the size it has; what was there is gone. */
export function drawHeat(canvas: HTMLCanvasElement, glows: readonly Glow[]): void {
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  const { width, height, ownerDocument } = canvas
  context.clearRect(0, 0, width, height)
  if (!glows[0] || !width || !height) return
  const most = glows.reduce((max, { clicks }) => Math.max(max, clicks), 0)
  for (const { x, y, clicks } of glows) {
    const glow = context.createRadialGradient(x, y, 0, x, y, RADIUS)
    glow.addColorStop(0, `rgba(0,0,0,${Math.max(FAINT, clicks / most)})`)
    glow.addColorStop(1, 'rgba(0,0,0,0)')
    context.fillStyle = glow
    context.fillRect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS)
  }
  const palette = paletteOf(ownerDocument)
  const picture = context.getImageData(0, 0, width, height)
  const { data } = picture
  for (let at = 3; at < data.length; at += 4) {
    const density = data[at]!
    if (!density) continue
    data.set(palette.subarray(4 * density, 4 * density + 3), at - 3)
    // Thin at the edge of a glow, and never so thick that the page is hidden.
    data[at] = Math.min(200, 80 + density)
  }
  context.putImageData(picture, 0, 0)
}

/** The colours for a legend, as a CSS gradient. */
export const LEGEND = `linear-gradient(to right, ${COLOURS.join(', ')})`
