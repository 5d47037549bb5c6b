// The elements that an overlay lives in: a canvas over the page that takes no click, a legend, and a button that ends it.
import { LEGEND } from './draw.ts'

export interface Frame {
  readonly canvas: HTMLCanvasElement
  readonly resize: (width: number, height: number) => void
  readonly tell: (words: string) => void
  readonly remove: () => void
}

const ON_TOP = '2147483647'

/** Puts it before the page; `close` hears the button. */
export function createFrame(document: Document, close: () => void): Frame {
  const host = document.createElement('div')
  host.id = 'tm-overlay'
  // Neither side's styles reach the other.
  const root = host.attachShadow({ mode: 'open' })
  const canvas = document.createElement('canvas')
  const bar = document.createElement('p')
  const words = document.createElement('span')
  const colours = document.createElement('span')
  const button = document.createElement('button')
  // By property: a policy against inline styles does not see it.
  host.style.cssText = `position:fixed;inset:0;z-index:${ON_TOP};pointer-events:none`
  bar.style.cssText =
    'position:absolute;left:16px;bottom:16px;max-width:calc(100% - 60px);margin:0;padding:10px 14px;display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center;pointer-events:auto;font:14px/1.4 system-ui,sans-serif;color:#fff;background:#12202e;border-radius:10px'
  colours.style.cssText = `flex:none;width:96px;height:10px;background:${LEGEND}`
  words.style.cssText = 'flex:1 1 14em'
  button.style.cssText = 'font:inherit;cursor:pointer'
  words.setAttribute('role', 'status')
  button.type = 'button'
  button.textContent = 'Close'
  button.addEventListener('click', close)
  bar.append('few', colours, 'many', words, button)
  root.append(canvas, bar)
  document.documentElement.append(host)
  return {
    canvas,
    resize(width, height) {
      canvas.width = width
      canvas.height = height
    },
    tell(text) {
      words.textContent = text
    },
    remove: () => host.remove(),
  }
}
