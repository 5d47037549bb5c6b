// Draws a heatmap over the page it is of: fetched when the console that has opened the page sends what to draw.
import type { Context, Stop } from '../core/index.ts'
import { resolve } from '../dom/anchor.ts'
import { placeIn } from '../dom/share.ts'
import { drawHeat } from './draw.ts'
import type { Glow } from './draw.ts'
import { createFrame } from './frame.ts'
import type { Frame } from './frame.ts'

/** What is fetched. */
export interface OverlayChunk {
  readonly showOverlay: typeof showOverlay
}

/** What the console sends: places in elements, and what to write beside the colours. */
export interface OverlayData {
  readonly title: string
  readonly spots: readonly {
    readonly anchor: string
    readonly across: number
    readonly down: number
    readonly clicks: number
  }[]
}

/** A place is one of 16 across and 16 down: drawn in its middle. */
const middle = (step: number): number => step * 16 + 7.5

/** Draws until the button is pressed, or what is returned is called. */
export function showOverlay({ env, guard, listen }: Context, data: OverlayData): Stop {
  let frame: Frame | undefined
  let timer = 0

  const draw = () => {
    timer = 0
    if (!frame) return
    const { glows, lost } = glowsOf(data, env)
    frame.resize(env.innerWidth, env.innerHeight)
    drawHeat(frame.canvas, glows)
    frame.tell(`${data.title} ${lost ? `${lost} elements are not on this page now.` : ''}`)
  }
  const drawSoon = () => {
    timer ||= env.setTimeout(guard(draw), 50)
  }
  const close = () => {
    env.clearTimeout(timer)
    frame?.remove()
    frame = undefined
  }

  const { location, history } = env
  // The secret has been spent: nobody is to think that the address is of use.
  history.replaceState(history.state, '', location.pathname + location.search)
  frame = createFrame(env.document, close)
  listen('scroll', drawSoon)
  listen('resize', drawSoon)
  draw()
  return close
}

/** What shines where in the viewport, and how many elements are not there any more. */
function glowsOf(
  { spots }: OverlayData,
  { document, innerHeight, innerWidth }: Pick<Window, 'document' | 'innerHeight' | 'innerWidth'>,
): { glows: Glow[]; lost: number } {
  const found = new Map<string, Element | undefined>()
  const glows = spots.flatMap(({ anchor, across, down, clicks }): Glow[] => {
    if (!found.has(anchor)) found.set(anchor, resolve(anchor, document))
    const element = found.get(anchor)
    if (!element) return []
    const { x, y } = placeIn(element.getBoundingClientRect(), middle(across), middle(down))
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return []
    // What lies under a menu or a dialog was not clicked through it.
    const top = document.elementFromPoint(x, y)
    return top && (element.contains(top) || top.contains(element)) ? [{ x, y, clicks }] : []
  })
  return { glows, lost: [...found.values()].filter((element) => !element).length }
}
