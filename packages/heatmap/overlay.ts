// Draws a heatmap over the page it is of, for the console that has opened the page: fetched with a token and never without.
import { post } from '../core/index.ts'
import type { Context, Stop } from '../core/index.ts'
import { resolve } from '../dom/anchor.ts'
import { placeIn } from '../dom/share.ts'
import { drawHeat } from './draw.ts'
import type { Glow } from './draw.ts'
import { createFrame } from './frame.ts'

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

/** What the page says once it listens. */
const READY = 'tm-overlay'
/** A place is one of 16 across and 16 down: drawn in its middle. */
const middle = (step: number): number => step * 16 + 7.5

/** Spends the token, asks the console that it names, and draws what comes. */
export function showOverlay(context: Context, url: string, token: string): Stop {
  const { env, guard, listen } = context
  const { document, opener, location } = env
  let frame: ReturnType<typeof createFrame> | undefined
  let data: OverlayData | undefined
  let timer = 0

  const draw = () => {
    timer = 0
    if (!frame || !data) return
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

  const { pathname: page, search } = location
  // Whoever copies the address copies no token.
  env.history.replaceState(env.history.state, '', page + search)
  post(env, `${url}/e/overlay`, JSON.stringify({ token, page }))
    .then((answer) => (answer.ok ? (answer.json() as Promise<{ console: string }>) : undefined))
    .then((answer) => {
      if (!answer) return
      listen('message', (event) => {
        if (event.source !== opener || event.origin !== answer.console) return
        data = event.data as OverlayData
        frame ??= createFrame(document, close)
        draw()
      })
      listen('scroll', drawSoon)
      listen('resize', drawSoon)
      ;(opener as Window).postMessage(READY, answer.console)
    })
    .catch(() => undefined)
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
