// The built collector with two sites, and everybody who could ask it something: people of every role, tokens, and keys that open nothing any more.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { ROLES, SCOPES } from '../../packages/wire/account.ts'
import type { Member, Role, Scope, Token } from '../../packages/wire/account.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'
import type { RunningCollector } from '../support/run-collector.ts'
import { cookieOf, send } from './send.ts'
import type { Answer, Asked } from './send.ts'

/** The site that is asked about, the one that others belong to, and one that is not there. */
export const SITE = 'alpha'
export const OTHER_SITE = 'beta'
export const NO_SITE = 'nowhere'
export const ORIGIN = 'https://alpha.example'
export const PASSWORD = 'a few words in a row'
export const SITE_SETTINGS = {
  name: 'Alpha',
  currency: 'EUR',
  timeZone: 'UTC',
  origins: [ORIGIN],
  rates: { USD: 0.9 },
  heatmap: { sample: 1 },
  recommend: { k: 2, learnsUnder: 'analytics' },
}
const OTHER_SETTINGS = { ...SITE_SETTINGS, name: 'Beta', origins: ['https://beta.example'] }
const TWO_DAYS_SECONDS = 172_800

export interface Caller {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  /** What they are on `SITE`, as the documentation of roles and scopes has it. */
  readonly role?: Role
  readonly isUser?: true
  readonly isOperator?: true
  readonly sendsEvents?: true
  /** Shows a key that opens nothing. */
  readonly isBad?: true
  /** May see `SITE` in no way. */
  readonly isStranger?: true
  readonly login?: string
}

export interface Stage {
  readonly collector: RunningCollector
  /** Host name and port of console and API. */
  readonly host: string
  readonly origin: string
  readonly callers: readonly Caller[]
  readonly send: (asked: Asked) => Promise<Answer>
  /** Asks the console's host with JSON; `who` are the caller's headers. */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    who?: Caller['headers'],
  ) => Promise<Answer>
  /** The same with the right of whoever reads the data folder; throws where it is refused. */
  readonly command: <T>(method: string, path: string, body?: unknown) => Promise<T>
  readonly commandHeaders: Caller['headers']
  readonly stop: () => Promise<void>
}

/** Starts with two sites, nobody signed in; `env` are further settings. */
export async function startBare(
  env: Readonly<Record<string, string>> = {},
  folder?: Awaited<ReturnType<typeof makeDataFolder>>,
): Promise<Omit<Stage, 'callers'>> {
  const { data, remove } = folder ?? (await makeDataFolder())
  const rates = { TIDEMARK_RATE_ADDRESS: '1000000', TIDEMARK_RATE_SITE: '1000000' }
  const collector = await runCollector({ data, env: { ...rates, ...env } })
  const { secret } = JSON.parse(await readFile(join(data, 'cli-token'), 'utf8')) as {
    secret: string
  }
  const { port } = new URL(collector.url)
  const url = `http://127.0.0.1:${port}`
  const host = `localhost:${port}`
  const origin = `http://${host}`
  const commandHeaders = { authorization: `Bearer ${secret}` }
  const ask: Stage['ask'] = (method, path, body, who = {}) =>
    send(url, {
      method,
      path,
      headers: {
        host,
        ...(method !== 'GET' && { 'content-type': 'application/json', origin }),
        ...who,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    collector,
    host,
    origin,
    send: (asked) => send(url, { ...asked, headers: { host, ...asked.headers } }),
    ask,
    commandHeaders,
    command: async <T>(method: string, path: string, body?: unknown) => {
      const answer = await ask(method, path, body, commandHeaders)
      if (answer.status >= 300)
        throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      return (answer.text && JSON.parse(answer.text)) as T
    },
    stop: async () => {
      await collector.stop()
      await remove()
    },
  }
}

/** Starts with two sites and all callers. Tokens of the first day have expired by the second start. */
export async function startStage(): Promise<Stage> {
  const folder = await makeDataFolder()
  const before = await startBare({}, folder)
  await makeSites(before)
  const short = await makeToken(before, SITE, 'write', 1)
  await before.collector.stop()
  const bare = await startBare({ TIDEMARK_CLOCK_AHEAD: String(TWO_DAYS_SECONDS) }, folder)
  const callers: Caller[] = [
    { name: 'nobody', headers: {}, isStranger: true },
    ...(await people(bare)),
    ...(await tokens(bare)),
    bearer('an expired token', short),
    bearer('a token of nobody', 'A'.repeat(43)),
    bearer('a token cut short', short.slice(0, 20)),
    bearer('a token with a space', `${short} x`),
  ]
  return { ...bare, callers }
}

export async function makeSites(stage: Pick<Stage, 'command'>): Promise<void> {
  await stage.command('PUT', `/api/v1/sites/${SITE}`, SITE_SETTINGS)
  await stage.command('PUT', `/api/v1/sites/${OTHER_SITE}`, OTHER_SETTINGS)
}

const bearer = (name: string, secret: string): Caller => ({
  name,
  headers: { authorization: `Bearer ${secret}` },
  isBad: true,
  isStranger: true,
})

async function people(stage: Omit<Stage, 'callers'>): Promise<Caller[]> {
  const operator: Caller = {
    name: 'the operator',
    headers: { cookie: await claimOperator(stage) },
    role: 'owner',
    isUser: true,
    isOperator: true,
    login: 'owner',
  }
  const ofSite: Caller[] = []
  for (const role of ROLES) {
    const login = `${role}@${SITE}.example`
    const { cookie } = await joinSite(stage, SITE, login, role)
    ofSite.push({ name: `a ${role}`, headers: { cookie }, role, isUser: true, login })
  }
  const others: Caller[] = []
  for (const role of ROLES) {
    const login = `${role}@${OTHER_SITE}.example`
    const { cookie } = await joinSite(stage, OTHER_SITE, login, role)
    const name = `a ${role} of another site`
    others.push({ name, headers: { cookie }, isUser: true, isStranger: true, login })
  }
  const removed = await joinSite(stage, SITE, 'removed@alpha.example', 'owner')
  await stage.command('DELETE', `/api/v1/sites/${SITE}/members/${removed.id}`)
  const moved = await joinSite(stage, SITE, 'moved@alpha.example', 'owner')
  await stage.command('POST', `/api/v1/sites/${OTHER_SITE}/members`, {
    login: 'moved@alpha.example',
    role: 'viewer',
  })
  await stage.command('DELETE', `/api/v1/sites/${SITE}/members/${moved.id}`)
  return [
    ...ofSite,
    ...others,
    operator,
    {
      name: 'the session of a removed owner',
      headers: { cookie: removed.cookie },
      isStranger: true,
    },
    {
      name: 'a former owner, now of another site',
      headers: { cookie: moved.cookie },
      isUser: true,
      isStranger: true,
      login: 'moved@alpha.example',
    },
  ]
}

/** Chooses the operator's password by the link that the collector prints; answers the session. */
export async function claimOperator(
  stage: Pick<Stage, 'ask' | 'collector'>,
  password = PASSWORD,
): Promise<string> {
  const link = await vi.waitUntil(() => stage.collector.signInLink, { timeout: 10_000 })
  const token = /sign-in=([\w-]+)/.exec(link)?.[1]
  const claimed = await stage.ask('POST', '/api/v1/claim', { token, password })
  if (claimed.status !== 204) throw new Error(`claim: ${claimed.text}`)
  return cookieOf(claimed)
}

/** Invites somebody, who comes and chooses `PASSWORD`. */
export async function joinSite(
  stage: Pick<Stage, 'ask' | 'command'>,
  site: string,
  login: string,
  role: Role,
): Promise<{ id: string; cookie: string }> {
  const { member, link } = await stage.command<{ member: Member; link: string }>(
    'POST',
    `/api/v1/sites/${site}/members`,
    { login, role },
  )
  const token = /sign-in=([\w-]+)/.exec(link)?.[1]
  const claimed = await stage.ask('POST', '/api/v1/claim', { token, password: PASSWORD })
  return { id: member.id, cookie: cookieOf(claimed) }
}

async function tokens(stage: Pick<Stage, 'command'>): Promise<Caller[]> {
  const made: Caller[] = []
  for (const scope of SCOPES) {
    const own = await makeToken(stage, SITE, scope)
    const other = await makeToken(stage, OTHER_SITE, scope)
    const headers = (secret: string) => ({ authorization: `Bearer ${secret}` })
    made.push({
      name: `a token to ${scope}`,
      headers: headers(own),
      ...(scope === 'events' && { sendsEvents: true }),
      ...(scope === 'read' && { role: 'analyst' }),
      ...(scope === 'write' && { role: 'marketer' }),
    })
    const name = `a token to ${scope} of another site`
    made.push({ name, headers: headers(other), isStranger: true })
  }
  return made
}

export async function makeToken(
  stage: Pick<Stage, 'command'>,
  site: string,
  scope: Scope,
  days = 30,
): Promise<string> {
  const asked = { name: `${scope} ${site}`, scope, days }
  const path = `/api/v1/sites/${site}/tokens`
  const { secret } = await stage.command<Token & { secret: string }>('POST', path, asked)
  return secret
}
