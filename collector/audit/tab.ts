// The page under audit with all that belongs to it: frames in processes of their own, workers, windows that it opens.
import type { Connection } from './cdp.ts'

export interface Tab {
  readonly session: string
  readonly send: <T = unknown>(method: string, params?: object) => Promise<T>
  /** Of documents: the page first. */
  readonly documents: () => readonly string[]
  readonly frameId: string
}

interface Attached {
  readonly sessionId: string
  readonly targetInfo: { readonly targetId: string; readonly type: string }
}

export interface TabParts {
  readonly connection: Connection
  readonly agent: string
  readonly version: string
}

const ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
const PLATFORMS: Readonly<Record<string, string>> = { darwin: 'macOS', win32: 'Windows' }
const ATTACH_MS = 10_000

/** What a browser with a window would say of itself in headers. */
function identity({ agent, version }: TabParts): object {
  const full = version.split('/').at(-1) ?? ''
  const major = full.split('.')[0] ?? ''
  const brands = ['Chromium', 'Google Chrome'].map((brand) => ({ brand, version: major }))
  return {
    userAgent: agent,
    userAgentMetadata: {
      brands: [...brands, { brand: 'Not A(Brand', version: '24' }],
      platform: PLATFORMS[process.platform] ?? 'Linux',
      platformVersion: '',
      architecture: process.arch === 'arm64' ? 'arm' : 'x86',
      bitness: '64',
      model: '',
      mobile: false,
    },
  }
}

/** Opens an empty page. Everything that starts in it is halted until its network is heard. */
export async function openTab(parts: TabParts): Promise<Tab> {
  const { connection } = parts
  const agent = identity(parts)
  const documents = new Map<string, string>()
  let arrive: (session: string) => void = () => {}
  const sessions = new Map<string, string>()
  let wanted: string | undefined

  const prepare = ({ sessionId, targetInfo: { type } }: Attached): void => {
    const ask = (method: string, params: object = {}): void =>
      void connection.send(method, params, sessionId).catch(() => {})
    ask('Network.enable')
    ask('Emulation.setUserAgentOverride', agent)
    ask('Target.setAutoAttach', ATTACH)
    if (type === 'page' || type === 'iframe') {
      documents.set(sessionId, type)
      ask('Page.enable')
    }
    ask('Runtime.runIfWaitingForDebugger')
  }

  connection.on(({ method, params, sessionId }) => {
    if (method === 'Target.attachedToTarget') {
      const attached = params as Attached
      prepare(attached)
      sessions.set(attached.targetInfo.targetId, attached.sessionId)
      if (attached.targetInfo.targetId === wanted) arrive(attached.sessionId)
    }
    if (method === 'Target.detachedFromTarget')
      documents.delete((params as { sessionId: string }).sessionId)
    // Nobody is there to answer; the page would wait for ever. Leaving it is no yes to anything.
    if (method === 'Page.javascriptDialogOpening') {
      const accept = (params as { type?: string }).type === 'beforeunload'
      connection.send('Page.handleJavaScriptDialog', { accept }, sessionId).catch(() => {})
    }
  })
  await connection.send('Target.setAutoAttach', ATTACH)
  await connection.send('Browser.setDownloadBehavior', { behavior: 'deny' }).catch(() => {})
  const { targetId } = await connection.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
  })
  const session = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Chromium opened no page')), ATTACH_MS)
    arrive = (each) => {
      clearTimeout(late)
      resolve(each)
    }
    wanted = targetId
    const known = sessions.get(targetId)
    if (known !== undefined) arrive(known)
  })
  return {
    session,
    send: (method, params = {}) => connection.send(method, params, session),
    documents: () => [session, ...[...documents.keys()].filter((each) => each !== session)],
    // The frame of a page has the name of its target.
    frameId: targetId,
  }
}
