// The console's one door to the collector: typed questions, and failures that say what to do about them.
import type { Me, Role, SeenSite } from '../../packages/wire/account.ts'
import type { Experiment, ExperimentStatus } from '../../packages/wire/experiment.ts'
import type { Answer, Ask, ReportName } from '../../packages/wire/report.ts'

export type Site = SeenSite
/** Who is signed in, and what they may see. */
export type Account = Me

/** Thrown when the collector cannot be reached (`status` 0) or says no. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly status: number
  readonly code: string
  /** Seconds until another try makes sense, where the collector said so. */
  readonly retryAfter: number | null

  constructor(status: number, message: string, code = '', retryAfter: number | null = null) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
  }
}

const MESSAGE_CHARS_MAX = 300

/** Reads what went wrong from an answer, whatever its body is. */
export async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null)
  const told = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  // What is wrong with a field says more than that one is.
  const message = [told['detail'], told['title']].find((each) => typeof each === 'string') ?? ''
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new Failure(
    response.status,
    String(message).slice(0, MESSAGE_CHARS_MAX) || `The collector answered ${response.status}.`,
    typeof told['code'] === 'string' ? told['code'] : '',
    Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null,
  )
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Failure(0, 'The collector cannot be reached.')
  }
  if (!response.ok) throw await failureOf(response)
  return response
}

/** Reads what is at an address of the API. */
export async function get(path: string, signal: AbortSignal): Promise<unknown> {
  const response = await request(path, { signal })
  try {
    return (await response.json()) as unknown
  } catch (error) {
    if (signal.aborted) throw error
    throw new Failure(response.status, 'The answer was cut short on its way.')
  }
}

/** Writes to an address of the API; answers what it says. */
export async function write(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: object = {},
): Promise<unknown> {
  const response = await request(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method !== 'DELETE' && { body: JSON.stringify(body) }),
  })
  return response.status === 204 ? undefined : response.json()
}

async function send(...written: Parameters<typeof write>): Promise<void> {
  await write(...written)
}

const sitePath = (site: string): string => `/api/v1/sites/${encodeURIComponent(site)}`

/** Records heatmaps of this share of sessions from now on; 0 switches them off. */
export async function writeHeatmap(site: string, sample: number): Promise<void> {
  const path = sitePath(site)
  const settings = (await get(path, AbortSignal.timeout(20_000))) as object
  await send('PUT', path, { ...settings, heatmap: sample > 0 ? { sample } : undefined })
}

/** The secret by which one page of the shop may be drawn over, once and soon. */
export async function askOverlay(site: string, origin: string, page: string): Promise<string> {
  const response = await request(`${sitePath(site)}/overlay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ origin, page }),
  })
  return ((await response.json()) as { token: string }).token
}

/** Spends that secret, once the page that was opened has shown it. */
export function spendOverlay(
  site: string,
  opened: { readonly token: string; readonly origin: string; readonly page: string },
): Promise<void> {
  return send('POST', `${sitePath(site)}/overlay/spend`, opened)
}

/** Where a report is found. */
export function reportPath<R extends ReportName>(name: R, asked: Ask<R>): string {
  const { site, ...rest } = asked
  const query = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, `${value}`]))
  const path = `/api/v1/sites/${encodeURIComponent(site)}/reports/${name}`
  return query.size > 0 ? `${path}?${query}` : path
}

/** Asks for a report; throws `Failure`, or the signal's reason once it is aborted. */
export async function ask<R extends ReportName>(
  name: R,
  asked: Ask<R>,
  signal: AbortSignal,
): Promise<Answer<R>> {
  return (await get(reportPath(name, asked), signal)) as Answer<R>
}

export async function askAccount(signal: AbortSignal): Promise<Account> {
  return (await get('/api/v1/me', signal)) as Account
}

/** Turns a link's token into an account with a password; `login` names it, where the link is the first. */
export function claim(token: string, password: string, login?: string): Promise<void> {
  return send('POST', '/api/v1/claim', { token, password, login })
}

/** `code`: of an authenticator app, where the account asks for one. */
export function logIn(login: string, password: string, code?: string): Promise<void> {
  return send('POST', '/api/v1/login', { login, password, code })
}

const ORDER: readonly Role[] = ['viewer', 'analyst', 'marketer', 'owner']

/** Whether who is signed in may do there what takes this role. */
export function may(site: Site, least: Role): boolean {
  return ORDER.indexOf(site.role) >= ORDER.indexOf(least)
}

export function logOut(): Promise<void> {
  return send('POST', '/api/v1/logout')
}

const experimentPath = (site: string, key = ''): string =>
  `/api/v1/sites/${encodeURIComponent(site)}/experiments${key && `/${encodeURIComponent(key)}`}`

/** All experiments of a site, the newest first. */
export async function askExperiments(site: string, signal: AbortSignal): Promise<Experiment[]> {
  const { experiments } = (await get(experimentPath(site), signal)) as { experiments: Experiment[] }
  return experiments
}

/** What of an experiment the marketer writes. */
export type Draft = Omit<Experiment, 'key' | 'status' | 'startedMs' | 'endedMs' | 'shipped'>

export function writeExperiment(site: string, key: string, draft: Draft): Promise<void> {
  return send('PUT', experimentPath(site, key), draft)
}

/** Starts, stops or ships; `shipped` is the variation that everybody gets. */
export function turnExperiment(
  site: string,
  key: string,
  status: ExperimentStatus,
  shipped?: string,
): Promise<void> {
  return send('POST', `${experimentPath(site, key)}/status`, { status, shipped })
}

/** Removes a draft. */
export function removeExperiment(site: string, key: string): Promise<void> {
  return send('DELETE', experimentPath(site, key))
}
