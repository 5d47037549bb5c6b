// The receipt of a consent, for the person who gave it: what was granted when, in which words, and which links prove it.
import type { Language } from '../../packages/wire/notice.ts'
import type { ConsentReceipt } from '../../packages/wire/privacy.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import { REGIONS } from '../../packages/wire/region.ts'
import type { Notices } from '../notice/notices.ts'
import type { Entry, ProofRecord } from '../proof/entry.ts'
import type { Site } from '../sites/site.ts'

export interface ReceiptParts {
  readonly notices: Pick<Notices, 'language'>
}

interface Sealed extends Entry {
  readonly record: ProofRecord
}

/**
 * ISO/IEC TS 27560:2023, clause 6.3, as the W3C's DPV guide reads it. Undefined where nothing of it is proven any more. The
 * notice is the one that was shown last.
 */
export function receiptOf(
  { notices }: ReceiptParts,
  { id, site, links }: { id: string; site: Site; links: readonly Entry[] },
): ConsentReceipt | undefined {
  const sealed = links.filter((entry): entry is Sealed => entry.record !== undefined)
  const last = sealed.findLast(({ record }) => record.event === 'given') ?? sealed.at(-1)
  if (!last) return undefined
  const { consent, notice, words, language, region } = last.record
  const shown = notices.language(id, words, language as Language)
  const controller = shown?.controller ?? site.consent?.controller
  return {
    schemaVersion: 'ISO/IEC TS 27560:2023',
    receiptId: last.hash,
    recordId: consent,
    piiPrincipalId: consent,
    processing: {
      privacyNotice: notice,
      noticeWords: words,
      language,
      policyUrl: shown?.policyUrl ?? site.consent?.policyUrl ?? null,
      purposes: grantedIn(sealed).map((purpose) => toldOf(purpose, shown)),
      storageLocations: ['the collector of the controller', 'the device of the pii principal'],
      jurisdiction: `group ${region}: ${sourceOf(region)}`,
      withdrawalMethod: 'Privacy choices, on every page of the shop: Withdraw all',
    },
    parties: controller ? [{ id: 'controller', role: 'controller', ...controller }] : [],
    events: sealed.map(({ seq, hash, record }) => ({
      time: new Date(record.atMs).toISOString(),
      validUntil: new Date(record.untilMs).toISOString(),
      entity: 'pii principal',
      type: 'explicit',
      state: record.event,
      grants: record.grants,
      ui: record.ui,
      origin: record.origin,
      gpc: record.gpc,
      link: { seq, hash },
    })),
  }
}

/** Every purpose that was ever granted under this consent, in the order of the table. */
function grantedIn(sealed: readonly Sealed[]): Purpose[] {
  const granted = new Set(
    sealed.flatMap(({ record }) =>
      Object.entries(record.grants).flatMap(([purpose, grant]) =>
        grant === 'none' ? [] : [purpose],
      ),
    ),
  )
  return (Object.keys(PURPOSES) as Purpose[]).filter((purpose) => granted.has(purpose))
}

function toldOf(
  purpose: Purpose,
  shown: ReturnType<Notices['language']>,
): ConsentReceipt['processing']['purposes'][number] {
  const row = PURPOSES[purpose]
  const [, keptDays = row.keptDays, name = purpose, meaning = row.meaning] =
    shown?.purposes.find(([told]) => told === purpose) ?? []
  return {
    purpose,
    name,
    meaning,
    keptDays,
    lawfulBasis: 'consent',
    piiInformation: [
      ...row.mints.map((minted) => `a random id of the ${minted}`),
      ...row.deviceKeys,
    ],
    recipientThirdParties: [],
  }
}

const sourceOf = (group: string): string =>
  REGIONS.find((region) => region.group === group)?.source ?? ''
