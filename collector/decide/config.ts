// What of a site's settings goes down to its pages, in a form that is safe inside a script.
import type { SiteConfig } from '../../packages/wire/decision.ts'
import type { Language } from '../../packages/wire/notice.ts'
import { pageRegions } from '../../packages/wire/region.ts'
import { versionOf } from '../notice/version.ts'
import type { Site } from '../sites/site.ts'
import { chunksOf } from './chunks.ts'
import type { Chunks } from './chunks.ts'

/** The features that not every tag carries, in the order of their files' names, and the settings that each needs. */
const EXTRAS = {
  consent: ['consent'],
  experiments: ['experiments', 'flags'],
  heatmap: ['heatmap'],
  recommend: ['recommend'],
} as const satisfies Readonly<Record<string, readonly (keyof SiteConfig)[]>>

/** What is decided elsewhere than in the site's settings. */
export type Decided = Pick<SiteConfig, 'experiments' | 'flags'>

/** The features that `config` brings settings for: what its tag must carry. */
export function extrasOf(config: SiteConfig): string[] {
  return Object.entries(EXTRAS).flatMap(([name, settings]) =>
    settings.some((each) => config[each] !== undefined) ? [name] : [],
  )
}

/** What is decided elsewhere, and where the collector is found. */
export interface Around extends Decided {
  /** Origin of the console. */
  readonly console?: string
  /** Path of the notices; absent where the collector knows of no place. */
  readonly notices?: { readonly path: string; readonly privacy: string; readonly canAsk: boolean }
}

/** The settings that a page needs, and no more. */
export function configOf(
  id: string,
  site: Site,
  { console, notices, ...decided }: Around,
  chunks: Chunks,
): SiteConfig {
  const config: SiteConfig = {
    site: id,
    currency: site.currency,
    ...(notices && consentOf(id, site, notices)),
    ...decided,
    ...(site.heatmap && { heatmap: { ...site.heatmap, ...(console && { console }) } }),
  }
  const needed = chunksOf(chunks, extrasOf(config), (name) => isOfNoUse(name, config))
  return needed ? { ...config, chunks: needed } : config
}

/** Parts that only some of the sites with a feature fetch: where one lies costs others bytes. */
const isOfNoUse = (name: string, { consent }: SiteConfig): boolean =>
  name === 'consent-elsewhere' && consent?.elsewhere === undefined

function consentOf(
  id: string,
  { consent: settings, retention }: Site,
  { path, privacy, canAsk }: NonNullable<Around['notices']>,
): Pick<SiteConfig, 'notice' | 'consent'> {
  if (!settings) return {}
  const { notice, words, languages } = versionOf(settings, retention?.eventsDays)
  return {
    notice,
    consent: {
      texts: `${path}/${id}/`,
      privacy,
      words,
      languages: Object.keys(languages) as Language[],
      purposes: settings.purposes,
      regions: pageRegions(settings, canAsk),
      ...(canAsk && { place: `${path}/${id}` }),
      ...(settings.dnt === false && { dnt: false }),
      ...(settings.ownLink && { ownLink: true }),
      ...(settings.elsewhere?.length && { elsewhere: settings.elsewhere }),
    },
  }
}

/** JSON is not quite JavaScript: `<` could end the script element, U+2028 and U+2029 a line. */
export function configScript(config: SiteConfig): string {
  return JSON.stringify(config).replaceAll(
    /[<\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
