// Reads what the browser holds: cookies of everybody, and what each frame's origin keeps.
import type { Connection } from './cdp.ts'

export interface HeldCookie {
  readonly name: string
  readonly domain: string
  /** Seconds since 1970; -1 where it goes as the browser is closed. */
  readonly expires: number
  readonly session: boolean
  readonly httpOnly: boolean
}

export interface HeldEntry {
  readonly kind: 'local' | 'session' | 'database' | 'cache'
  readonly name: string
  readonly origin: string
  readonly characters?: number
}

export interface HeldEntries {
  /** Those that still have a frame. */
  readonly origins: ReadonlySet<string>
  readonly entries: ReadonlyMap<string, HeldEntry>
}

interface Frame {
  readonly origin: string
  readonly entries: readonly HeldEntry[]
}

interface FrameTree {
  readonly frame: { readonly id: string }
  readonly childFrames?: readonly FrameTree[]
}

const FRAMES_MAX = 200
const FRAME_MS = 3_000

/**
 * Runs apart from the page's own scripts, which could otherwise answer in the place of the browser. A frame may be allowed
 * one kind of storage and not another.
 */
const READ = `(async () => {
  const found = []
  const one = async (read) => { try { await read() } catch {} }
  const keys = (kind, store) => {
    for (let at = 0; at < store.length && at < 2000; at++) {
      const name = store.key(at)
      found.push({ kind, name, characters: name.length + (store.getItem(name) || '').length })
    }
  }
  await one(() => keys('local', localStorage))
  await one(() => keys('session', sessionStorage))
  await one(async () => { for (const { name } of await indexedDB.databases()) found.push({ kind: 'database', name }) })
  await one(async () => { for (const name of await caches.keys()) found.push({ kind: 'cache', name }) })
  return { origin: self.origin, found }
})()`

const keyOf = ({ kind, origin, name }: HeldEntry): string => `${kind} ${origin} ${name}`

export async function readCookies(
  { send }: Connection,
  context: object,
): Promise<readonly HeldCookie[]> {
  return (await send<{ cookies: HeldCookie[] }>('Storage.getCookies', context)).cookies
}

/** Of all frames of these sessions; a frame that goes away meanwhile is left out. */
export async function readEntries(
  connection: Connection,
  sessions: readonly string[],
): Promise<HeldEntries> {
  const lists = await Promise.all(
    sessions.map(async (session) => {
      const frames = await framesOf(connection, session)
      return (await Promise.all(frames.map((id) => readFrame(connection, session, id)))).flat()
    }),
  )
  const frames = lists.flat()
  return {
    origins: new Set(frames.map(({ origin }) => origin)),
    // Frames of one origin hold the same.
    entries: new Map(
      frames.flatMap(({ entries }) => entries).map((entry) => [keyOf(entry), entry]),
    ),
  }
}

async function framesOf({ send }: Connection, session: string): Promise<readonly string[]> {
  const answer = await send<{ frameTree: FrameTree }>('Page.getFrameTree', {}, session).catch(
    () => undefined,
  )
  const ids: string[] = []
  const waiting = answer ? [answer.frameTree] : []
  for (let tree = waiting.pop(); tree && ids.length < FRAMES_MAX; tree = waiting.pop()) {
    ids.push(tree.frame.id)
    waiting.push(...(tree.childFrames ?? []))
  }
  return ids
}

async function readFrame(
  { send }: Connection,
  session: string,
  frameId: string,
): Promise<readonly Frame[]> {
  const read = async (): Promise<readonly Frame[]> => {
    const world = { frameId, worldName: 'tidemark-audit' }
    const { executionContextId } = await send<{ executionContextId: number }>(
      'Page.createIsolatedWorld',
      world,
      session,
    )
    const { result } = await send<{ result: { value?: unknown } }>(
      'Runtime.evaluate',
      { expression: READ, contextId: executionContextId, awaitPromise: true, returnByValue: true },
      session,
    )
    const { origin, found } = result.value as { origin: string; found: HeldEntry[] }
    return [{ origin, entries: found.map((entry) => ({ ...entry, origin })) }]
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<readonly Frame[]>((resolve) => {
    timer = setTimeout(() => resolve([]), FRAME_MS)
  })
  return await Promise.race([read().catch(() => []), late]).finally(() => clearTimeout(timer))
}
