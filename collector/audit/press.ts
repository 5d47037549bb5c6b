// Presses what accepts or rejects, wherever it is: in the page, in shadow roots, closed ones too, and in frames.
import { attributeOf, candidatesIn, textOf, walk } from './buttons.ts'
import type { DomNode, Want } from './buttons.ts'
import type { Connection } from './cdp.ts'
import type { Pressed } from './facts.ts'
import { BANNERS } from './presets/words.ts'

export interface Button {
  readonly text: string
  readonly by: Pressed['by']
  readonly press: () => Promise<void>
  readonly remains: () => Promise<boolean>
}

/** The selector that was given cannot be read. */
export class BadSelector extends Error {
  override readonly name = 'BadSelector'
}

interface Place {
  readonly connection: Connection
  readonly session: string
  readonly root: DomNode
  readonly isPage: boolean
}

interface Look {
  readonly isVisible: boolean
  readonly isOver: boolean
}

type Spot = Place & { readonly node: DomNode }

const ROOTS_MAX = 400

/** Runs in the page: whether it can be seen, and lies over the rest. */
const LOOK = `function () {
  const { width, height } = this.getBoundingClientRect()
  const isShown = !this.checkVisibility || this.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  let isOver = false
  for (let at = this, left = 200; at && at.nodeType === 1 && left > 0; left--) {
    if (/fixed|sticky/.test(getComputedStyle(at).position)) isOver = true
    at = at.parentElement || at.getRootNode().host
  }
  return { isVisible: isShown && width > 0 && height > 0, isOver }
}`

/** The button that would be pressed; undefined where none can be seen. Throws BadSelector. */
export async function findButton(
  connection: Connection,
  sessions: readonly string[],
  { want, selector }: { readonly want: Want; readonly selector: string | undefined },
): Promise<Button | undefined> {
  const places = await readPlaces(connection, sessions)
  if (selector !== undefined) {
    const spot = await bySelector(places, selector)
    return spot && buttonAt(spot, 'selector')
  }
  const known = await bySelector(places, BANNERS[want].join(','))
  if (known) return buttonAt(known, 'known banner')
  const named = await byWords(places, want)
  return named && buttonAt(named, 'words')
}

async function readPlaces(
  connection: Connection,
  sessions: readonly string[],
): Promise<readonly Place[]> {
  const places = sessions.map(async (session, at): Promise<Place[]> => {
    const ask = { depth: -1, pierce: true }
    const answer = await connection
      .send<{ root: DomNode }>('DOM.getDocument', ask, session)
      .catch(() => undefined)
    return answer ? [{ connection, session, root: answer.root, isPage: at === 0 }] : []
  })
  return (await Promise.all(places)).flat()
}

/** Selectors do not look into shadow roots and frames: each is asked by itself. */
async function bySelector(places: readonly Place[], selector: string): Promise<Spot | undefined> {
  for (const place of places) {
    const byId = new Map<number, DomNode>()
    const roots: DomNode[] = []
    for (const node of walk(place.root)) {
      byId.set(node.nodeId, node)
      if ((node.nodeType === 9 || node.nodeType === 11) && roots.length < ROOTS_MAX)
        roots.push(node)
    }
    for (const root of roots)
      for (const node of (await query(place, root, selector)).map((id) => byId.get(id)))
        if (node && (await look({ ...place, node }))?.isVisible) return { ...place, node }
  }
  return undefined
}

async function query(
  { connection, session }: Place,
  { nodeId }: DomNode,
  selector: string,
): Promise<readonly number[]> {
  try {
    const { nodeIds } = await connection.send<{ nodeIds: number[] }>(
      'DOM.querySelectorAll',
      { nodeId, selector },
      session,
    )
    return nodeIds
  } catch (error) {
    if (error instanceof Error && /DOM Error|syntax|selector/i.test(error.message))
      throw new BadSelector(`\`${selector}\` is no selector`, { cause: error })
    return []
  }
}

const FRAME_OF_BANNER = /consent|cookie|cmp|privacy|gdpr/i

async function byWords(places: readonly Place[], want: Want): Promise<Spot | undefined> {
  let best: { spot: Spot; score: number } | undefined
  for (const place of places) {
    const address = place.root.documentURL ?? ''
    const isBannerFrame = !place.isPage && FRAME_OF_BANNER.test(address)
    for (const { node, score, needsBanner } of candidatesIn(place.root, want, isBannerFrame)) {
      const spot = { ...place, node }
      const seen = await look(spot)
      if (!seen?.isVisible || (needsBanner && !seen.isOver)) continue
      const whole = score + (seen.isOver ? 2 : 0)
      if (!best || whole > best.score) best = { spot, score: whole }
    }
  }
  return best?.spot
}

/** Calls a function with the node as `this`; undefined where it is gone. */
async function call<T>(
  { connection, session, node: { backendNodeId } }: Spot,
  functionDeclaration: string,
): Promise<T | undefined> {
  try {
    const { object } = await connection.send<{ object: { objectId: string } }>(
      'DOM.resolveNode',
      { backendNodeId },
      session,
    )
    const { result } = await connection.send<{ result: { value?: T } }>(
      'Runtime.callFunctionOn',
      { objectId: object.objectId, functionDeclaration, returnByValue: true, userGesture: true },
      session,
    )
    return result.value
  } catch {
    return undefined
  }
}

const look = (spot: Spot): Promise<Look | undefined> => call<Look>(spot, LOOK)

function buttonAt(spot: Spot, by: Pressed['by']): Button {
  return {
    text: textOf(spot.node) || attributeOf(spot.node, 'id') || spot.node.nodeName.toLowerCase(),
    by,
    press: async () => {
      if (!(await pressByMouse(spot))) await call(spot, 'function () { this.click() }')
    },
    remains: async () => (await look(spot))?.isVisible === true,
  }
}

/** As a hand would, where nothing lies over it: some banners heed nothing else. */
async function pressByMouse(spot: Spot): Promise<boolean> {
  const { connection, session, node, isPage } = spot
  // Frames of other processes count from a corner of their own.
  if (!isPage) return false
  const ask = <T>(method: string, params: object): Promise<T> =>
    connection.send<T>(method, params, session)
  const { backendNodeId } = node
  let isPressed = false
  try {
    await ask('DOM.scrollIntoViewIfNeeded', { backendNodeId })
    const { quads } = await ask<{ quads: number[][] }>('DOM.getContentQuads', { backendNodeId })
    const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = quads[0] ?? []
    const [x, y] = [Math.round((x1 + x2) / 2), Math.round((y1 + y2) / 2)]
    const { cssVisualViewport: view } = await ask<{
      cssVisualViewport: { pageX: number; pageY: number }
    }>('Page.getLayoutMetrics', {})
    // Asked by the place in the document, pressed by that in the window.
    const place = { x: Math.round(x + view.pageX), y: Math.round(y + view.pageY) }
    const hit = await ask<{ backendNodeId: number }>('DOM.getNodeForLocation', place)
    if (![...walk(node)].some((each) => each.backendNodeId === hit.backendNodeId)) return false
    const mouse = { x, y, button: 'left', clickCount: 1 }
    await ask('Input.dispatchMouseEvent', { ...mouse, type: 'mouseMoved', button: 'none' })
    isPressed = true
    await ask('Input.dispatchMouseEvent', { ...mouse, type: 'mousePressed' })
    await ask('Input.dispatchMouseEvent', { ...mouse, type: 'mouseReleased' })
    return true
  } catch {
    // A page that goes elsewhere at once gives no answer: it has been pressed all the same.
    return isPressed
  }
}
