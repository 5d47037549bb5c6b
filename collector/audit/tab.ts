// The page under audit with all that belongs to it: frames in processes of their own, workers, windows that it opens.
import type { Browser } from './browser.ts'

export interface Tab {
  readonly session: string
  readonly send: <T = unknown>(method: string, params?: object) => Promise<T>
  /** Of documents: the page first. */
  readonly documents: () => readonly string[]
  readonly frameId: string
  /** Where its cookies are, as Chromium is asked for them. */
  readonly context: { readonly browserContextId?: string }
}

interface Attached {
  readonly sessionId: string
  readonly targetInfo: { readonly targetId: string; readonly type: string }
}

const ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
const PLATFORMS: Readonly<Record<string, string>> = { darwin: 'macOS', win32: 'Windows' }
const ATTACH_MS = 10_000

/** What a browser with a window would say of itself in headers. */
function identity({ agent, version }: Browser): object {
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
export async function openTab(browser: Browser): Promise<Tab> {
  const { connection } = browser
  const agent = identity(browser)
  const documents = new Set<string>()
  let arrive: (session: Promise<string>) => void = () => {}
  const sessions = new Map<string, Promise<string>>()
  let wanted: string | undefined

  const prepare = async ({ sessionId, targetInfo: { type } }: Attached): Promise<void> => {
    const isDocument = type === 'page' || type === 'iframe'
    if (isDocument) documents.add(sessionId)
    const ask = (method: string, params: object = {}): Promise<unknown> =>
      connection.send(method, params, sessionId).catch(() => {})
    await Promise.all([
      ask('Network.enable'),
      ask('Emulation.setUserAgentOverride', agent),
      ask('Target.setAutoAttach', ATTACH),
      ...(isDocument ? [ask('Page.enable')] : []),
      ask('Runtime.runIfWaitingForDebugger'),
    ])
  }

  connection.on(({ method, params, sessionId }) => {
    if (method === 'Target.attachedToTarget') {
      const attached = params as Attached
      const { targetId } = attached.targetInfo
      // A page that goes elsewhere before it has heard all of this would tell nothing of what follows.
      const prepared = prepare(attached).then(() => attached.sessionId)
      sessions.set(targetId, prepared)
      if (targetId === wanted) arrive(prepared)
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
  const context = browser.blocksThirdParties
    ? await connection.send<{ browserContextId: string }>('Target.createBrowserContext')
    : {}
  const { targetId } = await connection.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    ...context,
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
    context,
    send: (method, params = {}) => connection.send(method, params, session),
    documents: () => [session, ...[...documents].filter((each) => each !== session)],
    // The frame of a page has the name of its target.
    frameId: targetId,
  }
}
