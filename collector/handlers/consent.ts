// Tells of consent on a site: the tables that asking is driven by, and the proofs of what was answered.
import { LANGUAGES } from '../../packages/wire/notice.ts'
import type { ConsentFacts } from '../../packages/wire/notice.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import { REGIONS, REGIONS_VERSION } from '../../packages/wire/region.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { knowsPlaces } from '../notice/place.ts'
import { TEXTS } from '../notice/texts.ts'
import { versionOf } from '../notice/version.ts'
import { linkOf } from '../proof/link.ts'
import type { Proofs } from '../proof/proofs.ts'
import type { Settings } from '../settings.ts'
import type { Site } from '../sites/site.ts'

const PAGE_ROWS = 100

type Names = 'readConsent' | 'readNoticeTexts' | 'readProofHead' | 'verifyProofs' | 'listProofs'

export interface ConsentParts {
  readonly proofs: Proofs
  readonly settings: Pick<Settings, 'countryHeader' | 'countryTable'>
}

export function consentHandlers({ proofs, settings }: ConsentParts): Pick<ApiHandlers, Names> {
  const purposes = Object.entries(PURPOSES).map(([purpose, row]) => ({
    ...row,
    purpose: purpose as Purpose,
  }))
  const tables = {
    purposes,
    regions: REGIONS,
    regionsVersion: REGIONS_VERSION,
    knowsPlaces: knowsPlaces(settings),
    languages: LANGUAGES,
  }
  return {
    readConsent: ({ site }) => ({ ...tables, shown: shownOn(site.settings) }),
    readNoticeTexts: ({ query: { language } }) => TEXTS[language],
    readProofHead: ({ site }) => proofs.head(site.id),
    verifyProofs: async ({ site, query: { seq, hash } }) => {
      const anchor = seq === undefined || hash === undefined ? undefined : { seq, hash }
      const { links, head, broken } = await proofs.verify(site.id, anchor)
      return { links, head, broken: broken ?? null }
    },
    listProofs: async ({ site, query: { limit = PAGE_ROWS, after } }) => {
      const before = after === undefined ? undefined : Number(after)
      const links = (await proofs.newest(site.id, limit + 1, before)).map(linkOf)
      const more = links.length > limit
      const shown = links.slice(0, limit)
      return { links: shown, next: more ? String(shown.at(-1)?.seq) : null }
    },
  }
}

function shownOn({ consent, retention }: Site): ConsentFacts['shown'] {
  if (!consent) return null
  const { notice, words } = versionOf(consent, retention?.eventsDays)
  return { notice, words }
}
