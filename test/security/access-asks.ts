// A request for each operation that would be served were its asker allowed to: what it names is there, what it says is well formed.
import { may, NEEDS } from './access-table.ts'
import type { ListedOperation } from './openapi.ts'
import { ORIGIN, OTHER_SITE, PASSWORD, SITE, SITE_SETTINGS } from './stage.ts'
import type { Caller, Stage } from './stage.ts'

/** What a change is made to; each is there again before it is asked for. */
export interface Targets {
  /** Somebody with a role on the site, to be changed or removed. */
  readonly member: string
  readonly token: string
  /** A privacy request that is open. */
  readonly request: string
  /** The operator's own session, which is nobody else's to end. */
  readonly session: string
  readonly overlay: string
  /** A link by which somebody may choose a password. */
  readonly link: string
  /** Of an experiment that has not been started. */
  readonly key: string
}

export interface Ask {
  readonly path: string
  readonly body: unknown
}

const FLAG = { description: '', on: true, value: true, rules: [] }
export const DRAFT = {
  name: 'Hero',
  hypothesis: '',
  coverage: 1,
  targeting: {},
  metrics: [{ kind: 'conversion' }],
  variations: ['control', 'b'].map((key) => ({ key, name: key, weight: 0.5, changes: [] })),
}
const REQUEST = {
  kind: 'erasure',
  place: 'DE',
  manner: 'letter',
  receivedDay: new Date().toISOString().slice(0, 10),
  reference: 'T-1',
}
const API = `/api/v1/sites/${SITE}`
const PAGE = `${ORIGIN}/`

let made = 0

/** One page view of a site, as a server sends it. */
export function batchOf(site: string, nowMs: number): object {
  const stream = `access-matrix-${(made += 1)}`
  return {
    site,
    sdk: '0.1.0',
    stream,
    sentMs: nowMs,
    emitted: 1,
    grant: { analytics: 'full' },
    visitor: 'visitor-of-the-matrix',
    events: [
      {
        seq: 1,
        type: 'page_view',
        timeMs: nowMs - 50,
        session: 'session-of-the-matrix',
        url: PAGE,
        body: { title: 'Start' },
      },
    ],
  }
}

async function memberOf(stage: Stage): Promise<string> {
  const login = `spare-${(made += 1)}@alpha.example`
  const { member } = await stage.command<{ member: { id: string } }>('POST', `${API}/members`, {
    login,
    role: 'viewer',
  })
  return member.id
}

async function linkOf(stage: Stage): Promise<string> {
  const login = `guest-${(made += 1)}@alpha.example`
  const invited = await stage.command<{ link: string }>('POST', `${API}/members`, {
    login,
    role: 'viewer',
  })
  return /sign-in=([\w-]+)/.exec(invited.link)?.[1] ?? ''
}

/** A session of the operator beside the one that the matrix asks with. */
async function otherSessionOf(stage: Stage): Promise<string> {
  await stage.ask('POST', '/api/v1/login', { login: 'owner', password: PASSWORD })
  const { headers } = operatorOf(stage)
  const { text } = await stage.ask('GET', '/api/v1/me/sessions', undefined, headers)
  const { sessions } = JSON.parse(text) as { sessions: { id: string; isThis: boolean }[] }
  return sessions.find(({ isThis }) => !isThis)?.id ?? ''
}

async function draftOf(stage: Stage): Promise<string> {
  const key = `hero-${(made += 1)}`
  await stage.command('PUT', `${API}/experiments/${key}`, DRAFT)
  return key
}

async function requestFor(stage: Stage, operation: string): Promise<Partial<Targets>> {
  if (!/^(read|turn)Request$/.test(operation)) return {}
  return { request: (await stage.command<{ id: string }>('POST', `${API}/requests`, REQUEST)).id }
}

async function overlayOf(stage: Stage): Promise<string> {
  const headers = { ...operatorOf(stage).headers }
  const asked = { origin: ORIGIN, page: PAGE }
  const { text } = await stage.ask('POST', `${API}/overlay`, asked, headers)
  return (JSON.parse(text) as { token: string }).token
}

export function operatorOf({ callers }: Pick<Stage, 'callers'>): Caller {
  const operator = callers.find(({ isOperator }) => isOperator)
  if (!operator) throw new Error('nobody is the operator')
  return operator
}

/** Puts in its place what this operation is done to, whatever became of it before. */
export async function targetsOf(stage: Stage, operation: string): Promise<Partial<Targets>> {
  switch (operation) {
    case 'claim':
      return { link: await linkOf(stage) }
    case 'writeSite':
      await stage.command('PUT', API, SITE_SETTINGS)
      return {}
    case 'changeMember':
    case 'removeMember':
      return { member: await memberOf(stage) }
    case 'revokeToken': {
      const asked = { name: 'spare', scope: 'read' }
      return { token: (await stage.command<{ id: string }>('POST', `${API}/tokens`, asked)).id }
    }
    case 'endSession':
      return { session: await otherSessionOf(stage) }
    case 'spendOverlay':
      return { overlay: await overlayOf(stage) }
    case 'turnExperiment':
    case 'removeExperiment':
    case 'readExperiment':
    case 'reportExperiments':
      return { key: await draftOf(stage) }
    case 'removeFlag':
    case 'readFlag':
      await stage.command('PUT', `${API}/flags/spare`, FLAG)
      return {}
    default:
      return requestFor(stage, operation)
  }
}

/** Body by operation; what is not here takes none. */
export function bodyOf(
  operation: string,
  targets: Partial<Targets>,
  caller: Caller,
  nowMs: number,
): unknown {
  const bodies: Readonly<Record<string, unknown>> = {
    claim: { token: targets.link, password: PASSWORD },
    logIn: { login: 'owner', password: PASSWORD },
    logOut: {},
    changePassword: { password: PASSWORD, next: PASSWORD },
    beginCode: { password: PASSWORD },
    // No code is right before a secret was asked for: after the door this is a fault of form.
    confirmCode: { code: 0 },
    removeCode: { password: PASSWORD },
    writeSite: { ...SITE_SETTINGS, name: `Taken over by ${caller.name}` },
    inviteMember: { login: `friend-${(made += 1)}@thief.example`, role: 'owner' },
    changeMember: { role: 'owner' },
    makeToken: { name: `of ${caller.name}`, scope: 'write' },
    writeExperiment: { ...DRAFT, name: `By ${caller.name}` },
    turnExperiment: { status: 'running' },
    writeFlag: { ...FLAG, description: `By ${caller.name}` },
    issueOverlay: { origin: ORIGIN, page: PAGE },
    spendOverlay: { origin: ORIGIN, page: PAGE, token: targets.overlay },
    writeRecommendRules: { pins: [], excluded: [caller.name] },
    trainRecommend: {},
    tryRecommend: { slot: 'related', history: [] },
    writeProducts: { products: [{ id: caller.name.replaceAll(' ', '-') }] },
    addRequest: { ...REQUEST, reference: `By ${caller.name}` },
    turnRequest: { to: 'done' },
    copyVisitor: { visitor: 'visitor-of-nobody' },
    forgetVisitor: { visitor: 'visitor-of-nobody' },
    sendEvents: batchOf(SITE, nowMs),
    backupFolder: { target: '/nowhere/to/be/found' },
    verifyFolder: {},
    compactFolder: {},
    rotateErasureKey: {},
  }
  return bodies[operation]
}

/** Path and body of an operation on `SITE`, done to the targets. */
export function askOf(
  operation: ListedOperation,
  targets: Partial<Targets>,
  caller: Caller,
  nowMs: number,
): Ask {
  const id = targets.member ?? targets.token ?? targets.request ?? targets.session ?? 'nobody'
  const key = operation.path.includes('/flags/') ? 'spare' : (targets.key ?? 'hero')
  const path = operation.path
    .replace('{site}', SITE)
    .replace('{id}', id)
    .replace('{key}', key)
    .replace('{visitor}', 'visitor-of-nobody')
  const { name, method } = operation
  return {
    path: path + queryOf(operation, { key, caller, nowMs }),
    body: method === 'GET' ? undefined : (bodyOf(name, targets, caller, nowMs) ?? {}),
  }
}

function queryOf(
  { name: operation, query }: ListedOperation,
  { key, caller, nowMs }: { key: string; caller: Caller; nowMs: number },
): string {
  const known: Readonly<Record<string, string>> = {
    fromMs: String(nowMs - 86_400_000),
    toMs: String(nowMs),
    experiment: key,
    limit: '10',
    language: 'de',
    // Who may would delete what all the others are asked about.
    confirm: may(caller, NEEDS[operation] ?? 'operator') ? OTHER_SITE : SITE,
  }
  const asked = query.flatMap(({ name }) => (known[name] ? [`${name}=${known[name]}`] : []))
  return asked.length > 0 ? `?${asked.join('&')}` : ''
}

/** All that a caller could have changed, as the operator sees it. */
export async function stateOf(stage: Stage, hasEvents: boolean): Promise<string> {
  const parts = [
    API,
    `${API}/members`,
    `${API}/tokens`,
    `${API}/experiments`,
    `${API}/flags`,
    `${API}/requests`,
    `${API}/recommend`,
    `${API}/products`,
    '/api/v1/audit?limit=5',
    // Counts what is stored once all is that was acknowledged.
    ...(hasEvents ? [`${API}/imported`, `${API}/export`] : []),
  ]
  const read: string[] = []
  for (const path of parts) {
    const { status, text } = await stage.ask('GET', path, undefined, stage.commandHeaders)
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
    read.push(text)
  }
  const sessions = await stage.ask(
    'GET',
    '/api/v1/me/sessions',
    undefined,
    operatorOf(stage).headers,
  )
  return JSON.stringify([...read, sessions.status, sessions.text])
}
