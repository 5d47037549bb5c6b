// The API in one map: what each operation is asked and answers, and at which address it is.
import type { AuditEntry, Health, Me, Member, Role, Scope, Session, Token } from './account.ts'
import type { Receipt } from './event.ts'
import type { Experiment, ExperimentStatus } from './experiment.ts'
import type { Flag } from './flag.ts'
import type { SlotName } from './model.ts'
import type { ConsentFacts, Language, NoticeTexts } from './notice.ts'
import type { VisitorData } from './privacy.ts'
import type { ProofHead, ProofLink, ProofVerdict } from './proof.ts'
import type {
  Answered,
  FeedProduct,
  Product,
  RecommendRules,
  RecommendStatus,
} from './recommend.ts'
import type { Answer, Ask, ReportName } from './report.ts'
import type {
  DeadlineFacts,
  PrivacyRequest,
  RequestDraft,
  RequestQueue,
  RequestState,
} from './request.ts'
import type { SiteSettings } from './site.ts'

type OfSite = { site: string }
type OfKey = OfSite & { key: string }
type OfId = OfSite & { id: string }

/** A part of a long list: `after` is the `next` of the part before. */
export interface PageQuery {
  limit?: number
  after?: string
}

/** What of an experiment is written; the collector keeps the rest. */
export type ExperimentDraft = Omit<
  Experiment,
  'key' | 'status' | 'startedMs' | 'endedMs' | 'shipped'
>
/** What of a flag is written; the collector keeps the rest. */
export type FlagDraft = Omit<Flag, 'key' | 'changedMs'>

/** Rows that an erasure has reached. */
export interface ErasedRows {
  readonly events: number
  readonly heat: number
  /** Orders that stay without their visitor. */
  readonly orders: number
  /** Segments that the disk has damaged and nobody has removed yet: they may still name the visitor. */
  readonly damagedSegments: number
}

/** What was left of a site when it was deleted. */
export interface RemovedSite {
  readonly events: number
  /** Segments that the disk has damaged and nobody has removed yet: they may still hold events of the site. */
  readonly damagedSegments: number
}

/** An operation on what is at its address. */
interface Operation {
  /** What stands at the `:names` of its path. */
  params?: object
  query?: object
  body?: object
  /** Nothing where it answers 204; `lines` are JSON, one a line. */
  answer?: unknown
}

type Reports = {
  [R in ReportName as `report${Capitalize<R>}`]: {
    params: OfSite
    query: Omit<Ask<R>, 'site'>
    answer: Answer<R>
  }
}

interface Operations {
  claim: { body: { token: string; password: string; login?: string } }
  logIn: { body: { login?: string; password: string; code?: string } }
  logOut: { body: object }
  readMe: { answer: Me }
  readHealth: { answer: Health }
  changePassword: { body: { password: string; next: string } }
  listSessions: { answer: { sessions: readonly Session[] } }
  endSession: { params: { id: string } }
  beginCode: { body: { password: string }; answer: { secret: string; uri: string } }
  confirmCode: { body: { code: string }; answer: { recoveryCodes: readonly string[] } }
  removeCode: { body: { password: string } }

  listSites: { query: PageQuery; answer: { sites: Me['sites']; next: string | null } }
  readSite: { params: OfSite; answer: SiteSettings }
  writeSite: { params: OfSite; body: SiteSettings; answer: SiteSettings }
  /** Deletes all that belongs to a site, for good; `confirm` is its name once more. */
  removeSite: { params: OfSite; query: { confirm: string }; answer: RemovedSite }
  countImported: { params: OfSite; answer: { rows: number } }
  listMembers: {
    params: OfSite
    query: PageQuery
    answer: { members: readonly Member[]; next: string | null }
  }
  inviteMember: {
    params: OfSite
    body: { login: string; role: Role }
    /** The link is for them alone, once, for seven days; null where they have an account, or an invitation of another site. */
    answer: { member: Member; link: string | null }
  }
  changeMember: { params: OfId; body: { role: Role }; answer: Member }
  removeMember: { params: OfId }
  listTokens: {
    params: OfSite
    query: PageQuery
    answer: { tokens: readonly Token[]; next: string | null }
  }
  makeToken: {
    params: OfSite
    body: { name: string; scope: Scope; days?: number }
    /** The secret is told once. */
    answer: Token & { secret: string }
  }
  revokeToken: { params: OfId }
  listAudit: {
    params: OfSite
    query: PageQuery
    answer: { entries: readonly AuditEntry[]; next: string | null }
  }
  listAllAudit: {
    query: PageQuery
    answer: { entries: readonly AuditEntry[]; next: string | null }
  }

  listExperiments: { params: OfSite; answer: { experiments: readonly Experiment[] } }
  readExperiment: { params: OfKey; answer: Experiment }
  writeExperiment: { params: OfKey; body: ExperimentDraft; answer: Experiment }
  turnExperiment: {
    params: OfKey
    body: { status: Exclude<ExperimentStatus, 'draft'>; shipped?: string }
    answer: Experiment
  }
  removeExperiment: { params: OfKey }
  listFlags: { params: OfSite; answer: { flags: readonly Flag[] } }
  readFlag: { params: OfKey; answer: Flag }
  writeFlag: { params: OfKey; body: FlagDraft; answer: Flag }
  removeFlag: { params: OfKey }
  issueOverlay: {
    params: OfSite
    body: { origin: string; page: string }
    answer: { token: string }
  }
  spendOverlay: { params: OfSite; body: { token: string; origin: string; page: string } }

  readRecommend: { params: OfSite; answer: RecommendStatus }
  writeRecommendRules: { params: OfSite; body: RecommendRules; answer: RecommendRules }
  trainRecommend: { params: OfSite; body: object; answer: RecommendStatus }
  tryRecommend: {
    params: OfSite
    body: { slot: SlotName; history: string[] }
    answer: { rows: readonly Answered[] }
  }
  findProducts: { params: OfSite; query: { q?: string }; answer: { rows: readonly Product[] } }
  writeProducts: {
    params: OfSite
    body: { products: FeedProduct[] }
    answer: { products: number }
  }

  /** The tables that asking is driven by. */
  readConsent: { params: OfSite; answer: ConsentFacts }
  /** What the notice says in a language where the site has no words of its own. */
  readNoticeTexts: { params: OfSite; query: { language: Language }; answer: NoticeTexts }
  /** Where the chain of proofs of consent ends. */
  readProofHead: { params: OfSite; answer: ProofHead }
  /** `seq` and `hash`: a head that was kept elsewhere. */
  verifyProofs: {
    params: OfSite
    query: { seq?: number; hash?: string }
    answer: ProofVerdict
  }
  listProofs: {
    params: OfSite
    query: PageQuery
    answer: { links: readonly ProofLink[]; next: string | null }
  }

  /** By which law a privacy request is due when. */
  readDeadlines: { params: OfSite; answer: DeadlineFacts }
  listRequests: { params: OfSite; query: PageQuery; answer: RequestQueue }
  addRequest: { params: OfSite; body: RequestDraft; answer: PrivacyRequest }
  readRequest: { params: OfId; answer: PrivacyRequest }
  /** `open` takes a close back; a reason belongs to what is extended or refused. */
  turnRequest: {
    params: OfId
    body: { to: RequestState; reason?: string }
    answer: PrivacyRequest
  }
  /** `visitor`: what their browser keeps, or what an export calls them. It stands in no address: those are written down on the way. */
  copyVisitor: { params: OfSite; body: { visitor: string }; answer: VisitorData }
  forgetVisitor: { params: OfSite; body: { visitor: string }; answer: ErasedRows }

  /** One batch or a list of them, with the sites that they name. */
  sendEvents: { body: object; answer: Receipt }
  /** Forgets a visitor in all that is stored, and in every backup that is restored later: how many rows. */
  eraseVisitor: { params: OfSite & { visitor: string }; answer: ErasedRows }
  /** Tasks on the data folder, told line by line. */
  backupFolder: { body: { target: string }; answer: 'lines' }
  verifyFolder: { body: object; answer: 'lines' }
  compactFolder: { body: object; answer: 'lines' }
  /** Remembers under another key who is erased from now on; `kept` earlier ones stay. */
  rotateErasureKey: { body: object; answer: { key: string; kept: number } }
  /** Stored rows, a line each. */
  exportRows: { params: OfSite; query: { fromMs?: number; toMs?: number }; answer: 'lines' }
}

export type ApiMap = Operations & Reports

/** The name of an operation: `operationId` in OpenAPI. */
export type OperationName = keyof ApiMap

export type ApiPart<N extends OperationName, P extends keyof Operation> = ApiMap[N] extends {
  [K in P]: infer Found
}
  ? Found
  : undefined

/** The method and the address of each operation; those of reports follow from their names. */
export const ADDRESSES = {
  claim: 'POST /api/v1/claim',
  logIn: 'POST /api/v1/login',
  logOut: 'POST /api/v1/logout',
  readMe: 'GET /api/v1/me',
  readHealth: 'GET /api/v1/health',
  changePassword: 'PUT /api/v1/me/password',
  listSessions: 'GET /api/v1/me/sessions',
  endSession: 'DELETE /api/v1/me/sessions/:id',
  beginCode: 'POST /api/v1/me/code',
  confirmCode: 'PUT /api/v1/me/code',
  removeCode: 'POST /api/v1/me/code/remove',
  listSites: 'GET /api/v1/sites',
  readSite: 'GET /api/v1/sites/:site',
  writeSite: 'PUT /api/v1/sites/:site',
  removeSite: 'DELETE /api/v1/sites/:site',
  countImported: 'GET /api/v1/sites/:site/imported',
  listMembers: 'GET /api/v1/sites/:site/members',
  inviteMember: 'POST /api/v1/sites/:site/members',
  changeMember: 'PUT /api/v1/sites/:site/members/:id',
  removeMember: 'DELETE /api/v1/sites/:site/members/:id',
  listTokens: 'GET /api/v1/sites/:site/tokens',
  makeToken: 'POST /api/v1/sites/:site/tokens',
  revokeToken: 'DELETE /api/v1/sites/:site/tokens/:id',
  listAudit: 'GET /api/v1/sites/:site/audit',
  listAllAudit: 'GET /api/v1/audit',
  listExperiments: 'GET /api/v1/sites/:site/experiments',
  readExperiment: 'GET /api/v1/sites/:site/experiments/:key',
  writeExperiment: 'PUT /api/v1/sites/:site/experiments/:key',
  turnExperiment: 'POST /api/v1/sites/:site/experiments/:key/status',
  removeExperiment: 'DELETE /api/v1/sites/:site/experiments/:key',
  listFlags: 'GET /api/v1/sites/:site/flags',
  readFlag: 'GET /api/v1/sites/:site/flags/:key',
  writeFlag: 'PUT /api/v1/sites/:site/flags/:key',
  removeFlag: 'DELETE /api/v1/sites/:site/flags/:key',
  issueOverlay: 'POST /api/v1/sites/:site/overlay',
  spendOverlay: 'POST /api/v1/sites/:site/overlay/spend',
  readRecommend: 'GET /api/v1/sites/:site/recommend',
  writeRecommendRules: 'PUT /api/v1/sites/:site/recommend/rules',
  trainRecommend: 'POST /api/v1/sites/:site/recommend/train',
  tryRecommend: 'POST /api/v1/sites/:site/recommend/try',
  findProducts: 'GET /api/v1/sites/:site/products',
  writeProducts: 'PUT /api/v1/sites/:site/products',
  readConsent: 'GET /api/v1/sites/:site/consent',
  readNoticeTexts: 'GET /api/v1/sites/:site/consent/texts',
  readProofHead: 'GET /api/v1/sites/:site/proofs/head',
  verifyProofs: 'GET /api/v1/sites/:site/proofs/verify',
  listProofs: 'GET /api/v1/sites/:site/proofs',
  readDeadlines: 'GET /api/v1/sites/:site/deadlines',
  listRequests: 'GET /api/v1/sites/:site/requests',
  addRequest: 'POST /api/v1/sites/:site/requests',
  readRequest: 'GET /api/v1/sites/:site/requests/:id',
  turnRequest: 'PUT /api/v1/sites/:site/requests/:id',
  copyVisitor: 'POST /api/v1/sites/:site/visitors/copy',
  forgetVisitor: 'POST /api/v1/sites/:site/visitors/forget',
  eraseVisitor: 'DELETE /api/v1/sites/:site/visitors/:visitor',
  backupFolder: 'POST /api/v1/folder/backup',
  verifyFolder: 'POST /api/v1/folder/verify',
  compactFolder: 'POST /api/v1/folder/compact',
  rotateErasureKey: 'POST /api/v1/folder/key',
  sendEvents: 'POST /api/v1/events',
  exportRows: 'GET /api/v1/sites/:site/export',
} as const satisfies Readonly<Record<keyof Operations, Address>>

export type Address = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`

/** How the operation that reads a report is called. */
export function reportOperation<R extends ReportName>(report: R): `report${Capitalize<R>}` {
  return `report${report.charAt(0).toUpperCase()}${report.slice(1)}` as `report${Capitalize<R>}`
}

/** The method and the address of an operation; undefined where there is none of that name. */
export function addressOf(name: string): Address | undefined {
  if (Object.hasOwn(ADDRESSES, name)) return ADDRESSES[name as keyof Operations]
  const [, first, rest = ''] = /^report([A-Z])([a-z]*)$/.exec(name) ?? []
  return first ? `GET /api/v1/sites/:site/reports/${first.toLowerCase()}${rest}` : undefined
}
