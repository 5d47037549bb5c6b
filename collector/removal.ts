// Deletes a site with everything that belongs to it, to its end, also where the end of the process has come between.
import type { RemovedSite } from '../packages/wire/api.ts'
import type { Accounts } from './accounts/accounts.ts'
import { leaveAll } from './accounts/leave.ts'
import type { Experiments } from './decide/experiments.ts'
import type { Flags } from './decide/flags.ts'
import type { OpenFolder } from './folder/open.ts'
import { cause } from './logger.ts'
import type { Logger } from './logger.ts'
import type { Notices } from './notice/notices.ts'
import type { Proofs } from './proof/proofs.ts'
import type { Requests } from './privacy/requests.ts'
import type { Recommending } from './recommend/open.ts'
import type { SiteChanges } from './sites/changes.ts'
import type { Sites } from './sites/sites.ts'
import type { Documents } from './storage/documents.ts'
import { removeDocumentsOf } from './storage/site-documents.ts'

export interface RemovalParts {
  readonly sites: Sites
  readonly changes: SiteChanges
  readonly documents: Documents
  readonly decided: { readonly experiments: Experiments; readonly flags: Flags }
  readonly notices: Pick<Notices, 'forget'>
  readonly proofs: Pick<Proofs, 'remove'>
  readonly recommending: Pick<Recommending, 'forget'>
  readonly requests: Pick<Requests, 'forget'>
  readonly accounts: Pick<Accounts, 'users' | 'keys' | 'audit'>
  readonly folder: Pick<OpenFolder, 'checkErasing' | 'eraseSite'>
  readonly logger: Logger
}

export interface Removal {
  /** Answers once nothing of the site is left but what the audit log says, and bytes that go with the next compaction. */
  readonly remove: (site: string, by: string) => Promise<RemovedSite>
  /** Goes on with what was cut short; to be called now and then, never rejects. */
  readonly tick: () => Promise<void>
}

export function createRemoval(parts: RemovalParts): Removal {
  const { sites, changes, documents, decided, accounts, folder, logger } = parts
  const underWay = new Map<string, Promise<RemovedSite>>()

  /** Each step may be done again: after a crash all of them are. */
  async function rest(site: string): Promise<RemovedSite> {
    // What began while the site was there may write to it yet.
    await changes.settled(site)
    await leaveAll(accounts, site)
    await parts.recommending.forget(site)
    await parts.proofs.remove(site)
    await removeDocumentsOf(documents, site)
    const removed = await folder.eraseSite(site)
    decided.experiments.forget(site)
    decided.flags.forget(site)
    parts.requests.forget(site)
    parts.notices.forget(site)
    await sites.forget(site)
    logger.write('site_removed', { site, ...removed })
    return removed
  }

  function finish(site: string): Promise<RemovedSite> {
    const known = underWay.get(site)
    if (known) return known
    const mine = rest(site).finally(() => underWay.delete(site))
    underWay.set(site, mine)
    return mine
  }

  return {
    remove: async (site, by) => {
      await folder.checkErasing()
      // From here on it will be done, whatever comes between.
      await sites.close(site, by)
      return finish(site)
    },
    tick: async () => {
      for (const [site, by] of sites.closed()) {
        if (underWay.has(site)) continue
        try {
          await finish(site)
          await accounts.audit.add({ by, site, what: 'removeSite', detail: 'after a restart' })
        } catch (error) {
          logger.write('site_removal_failed', { site, cause: cause(error) })
        }
      }
    },
  }
}
