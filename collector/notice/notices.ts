// Every version of every site's notice that was ever shown: what a proof of consent refers to, in the words that were read.
import type { Language, Notice } from '../../packages/wire/notice.ts'
import type { Clock } from '../clock.ts'
import type { Site } from '../sites/site.ts'
import type { Documents } from '../storage/documents.ts'
import { versionOf } from './version.ts'
import type { NoticeVersion } from './version.ts'

const KIND = 'notice'

interface ShownVersion extends NoticeVersion {
  readonly fromMs: number
}

export interface Notices {
  readonly load: () => Promise<void>
  /** Keeps what a site's notice is about to say, where it is another than before. */
  readonly note: (site: string, settings: Pick<Site, 'consent' | 'retention'>) => Promise<void>
  readonly language: (site: string, words: string, language: string) => Notice | undefined
  /** Nothing of a site is known any more. */
  readonly forget: (site: string) => void
}

export function createNotices(documents: Documents, clock: Clock): Notices {
  const known = new Map<string, ShownVersion>()
  const note: Notices['note'] = async (site, { consent, retention }) => {
    if (!consent) return
    const version = versionOf(consent, retention?.eventsDays)
    const key = `${site}/${version.words}`
    if (known.has(key)) return
    const shown = { ...version, fromMs: clock.now() }
    await documents.put(KIND, key, shown)
    known.set(key, shown)
  }
  return {
    load: async () => {
      for (const { key, body } of await documents.list<ShownVersion>(KIND)) known.set(key, body)
    },
    note,
    language: (site, words, language) =>
      known.get(`${site}/${words}`)?.languages[language as Language],
    forget: (site) => {
      for (const key of known.keys()) if (key.startsWith(`${site}/`)) known.delete(key)
    },
  }
}
