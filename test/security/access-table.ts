// Who may do what, written down from the documentation of roles and scopes and from nothing of the collector's code.
import { ROLES } from '../../packages/wire/account.ts'
import type { Role } from '../../packages/wire/account.ts'
import type { Caller } from './stage.ts'

export type Need = Role | 'anyone' | 'user' | 'operator' | 'command' | 'events'

export const NEEDS: Readonly<Record<string, Need>> = {
  claim: 'anyone',
  logIn: 'anyone',
  logOut: 'anyone',
  readMe: 'user',
  readHealth: 'user',
  changePassword: 'user',
  listSessions: 'user',
  endSession: 'user',
  beginCode: 'user',
  confirmCode: 'user',
  removeCode: 'user',
  listSites: 'user',
  readSite: 'analyst',
  writeSite: 'owner',
  removeSite: 'owner',
  countImported: 'analyst',
  readConsent: 'analyst',
  readNoticeTexts: 'analyst',
  readProofHead: 'analyst',
  verifyProofs: 'analyst',
  listProofs: 'analyst',
  readDeadlines: 'analyst',
  listRequests: 'analyst',
  addRequest: 'marketer',
  readRequest: 'analyst',
  turnRequest: 'marketer',
  copyVisitor: 'owner',
  forgetVisitor: 'owner',
  eraseVisitor: 'owner',
  backupFolder: 'command',
  verifyFolder: 'command',
  compactFolder: 'command',
  rotateErasureKey: 'command',
  listMembers: 'owner',
  inviteMember: 'owner',
  changeMember: 'owner',
  removeMember: 'owner',
  listTokens: 'owner',
  makeToken: 'owner',
  revokeToken: 'owner',
  listAudit: 'owner',
  listAllAudit: 'operator',
  listExperiments: 'viewer',
  readExperiment: 'viewer',
  writeExperiment: 'marketer',
  turnExperiment: 'marketer',
  removeExperiment: 'marketer',
  listFlags: 'viewer',
  readFlag: 'viewer',
  writeFlag: 'marketer',
  removeFlag: 'marketer',
  issueOverlay: 'viewer',
  spendOverlay: 'viewer',
  readRecommend: 'viewer',
  writeRecommendRules: 'marketer',
  trainRecommend: 'marketer',
  tryRecommend: 'viewer',
  findProducts: 'viewer',
  writeProducts: 'marketer',
  sendEvents: 'events',
  exportRows: 'analyst',
  reportOverview: 'viewer',
  reportPages: 'viewer',
  reportEvents: 'viewer',
  reportLive: 'viewer',
  reportDelivery: 'viewer',
  reportConsent: 'viewer',
  reportHeatmap: 'viewer',
  reportExperiments: 'viewer',
  reportRecommend: 'viewer',
}

/** Whether a caller may do to the site what takes this. */
export function may(caller: Caller, need: Need): boolean {
  if (caller.isBad) return false
  switch (need) {
    case 'anyone':
      return true
    case 'user':
      return caller.isUser === true
    case 'operator':
      return caller.isOperator === true
    case 'events':
      return caller.sendsEvents === true
    // Whoever can read the data folder, and no one who comes by the network.
    case 'command':
      return false
    default:
      return caller.role !== undefined && ROLES.indexOf(caller.role) >= ROLES.indexOf(need)
  }
}

export interface Cell {
  readonly operation: string
  readonly caller: Caller
  readonly status: number
  readonly code: string
}

/** A door that stays shut says one of these; what comes after the door may say 404 too, with another code. */
const isRefused = ({ status, code }: Cell): boolean =>
  status === 401 || status === 403 || code === 'site_unknown'

/** What was answered otherwise than the table has it, in words. */
export function mismatches(
  cells: readonly Cell[],
  needs: Readonly<Record<string, Need>> = NEEDS,
): string[] {
  return cells.flatMap((cell) => {
    const { operation, caller, status, code } = cell
    const need = needs[operation]
    if (!need) return [`${operation}: nothing is written of who may`]
    const isAllowed = may(caller, need)
    if (isAllowed === !isRefused(cell)) return []
    return [
      `${operation} by ${caller.name}: ${isAllowed ? 'may' : 'may not'}, was answered ${status} ${code}`,
    ]
  })
}
