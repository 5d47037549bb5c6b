// What the settings ask and write: the site, its people, its tokens, the audit log, and oneself.
import type {
  AuditEntry,
  Member,
  Role,
  Scope,
  Session,
  Token,
} from '../../packages/wire/account.ts'
import type { ConsentFacts, Language, NoticeTexts } from '../../packages/wire/notice.ts'
import type { ProofVerdict } from '../../packages/wire/proof.ts'
import type { SiteSettings } from '../../packages/wire/site.ts'
import { get, write } from './ask.ts'

const pathOf = (site: string, rest = '') => `/api/v1/sites/${encodeURIComponent(site)}${rest}`
const partOf = (name: string, id: string) => `/${name}/${encodeURIComponent(id)}`

export async function askSettings(site: string, signal: AbortSignal): Promise<SiteSettings> {
  return (await get(pathOf(site), signal)) as SiteSettings
}

export async function writeSettings(site: string, settings: SiteSettings): Promise<void> {
  await write('PUT', pathOf(site), settings)
}

export async function askConsent(site: string, signal: AbortSignal): Promise<ConsentFacts> {
  return (await get(pathOf(site, '/consent'), signal)) as ConsentFacts
}

/** What visitors are told in a language, where the site has no words of its own. */
export async function askNoticeTexts(
  site: string,
  language: Language,
  signal: AbortSignal,
): Promise<NoticeTexts> {
  return (await get(pathOf(site, `/consent/texts?language=${language}`), signal)) as NoticeTexts
}

/** Follows the chain of proofs from its beginning. */
export async function verifyProofs(site: string): Promise<ProofVerdict> {
  return (await get(pathOf(site, '/proofs/verify'), AbortSignal.timeout(60_000))) as ProofVerdict
}

export async function deleteSite(site: string): Promise<void> {
  await write('DELETE', pathOf(site, `?confirm=${encodeURIComponent(site)}`))
}

/** Where all stored events of a site are, a line each. */
export const exportPath = (site: string): string => pathOf(site, '/export')

export async function askMembers(site: string, signal: AbortSignal): Promise<readonly Member[]> {
  const path = pathOf(site, '/members?limit=500')
  return ((await get(path, signal)) as { members: Member[] }).members
}

export interface Invited {
  readonly member: Member
  readonly link: string | null
}

export async function invite(site: string, login: string, role: Role): Promise<Invited> {
  return (await write('POST', pathOf(site, '/members'), { login, role })) as Invited
}

export async function changeRole(site: string, id: string, role: Role): Promise<void> {
  await write('PUT', pathOf(site, partOf('members', id)), { role })
}

export async function removeMember(site: string, id: string): Promise<void> {
  await write('DELETE', pathOf(site, partOf('members', id)))
}

export async function askTokens(site: string, signal: AbortSignal): Promise<readonly Token[]> {
  const path = pathOf(site, '/tokens?limit=500')
  return ((await get(path, signal)) as { tokens: Token[] }).tokens
}

export async function makeToken(
  site: string,
  asked: { name: string; scope: Scope; days: number },
): Promise<Token & { secret: string }> {
  return (await write('POST', pathOf(site, '/tokens'), asked)) as Token & { secret: string }
}

export async function revokeToken(site: string, id: string): Promise<void> {
  await write('DELETE', pathOf(site, partOf('tokens', id)))
}

export interface AuditPart {
  readonly entries: readonly AuditEntry[]
  readonly next: string | null
}

export async function askAudit(
  site: string,
  after: string | null,
  signal: AbortSignal,
): Promise<AuditPart> {
  const query = after === null ? '' : `?after=${encodeURIComponent(after)}`
  return (await get(pathOf(site, `/audit${query}`), signal)) as AuditPart
}

export async function changePassword(password: string, next: string): Promise<void> {
  await write('PUT', '/api/v1/me/password', { password, next })
}

export async function askSessions(_: string, signal: AbortSignal): Promise<readonly Session[]> {
  return ((await get('/api/v1/me/sessions', signal)) as { sessions: Session[] }).sessions
}

export async function endSession(id: string): Promise<void> {
  await write('DELETE', `/api/v1/me${partOf('sessions', id)}`)
}

export async function beginCode(password: string): Promise<{ secret: string; uri: string }> {
  return (await write('POST', '/api/v1/me/code', { password })) as { secret: string; uri: string }
}

export async function confirmCode(code: string): Promise<readonly string[]> {
  const answer = await write('PUT', '/api/v1/me/code', { code })
  return (answer as { recoveryCodes: string[] }).recoveryCodes
}

export async function removeCode(password: string): Promise<void> {
  await write('POST', '/api/v1/me/code/remove', { password })
}
