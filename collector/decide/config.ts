// What of a site's settings goes down to its pages, in a form that is safe inside a script.
import type { SiteConfig } from '../../packages/wire/decision.ts'
import type { Site } from '../sites/site.ts'
import { chunksOf } from './chunks.ts'
import type { Chunks } from './chunks.ts'

/** The features that not every tag carries, in the order of their files' names, and the settings that each needs. */
const EXTRAS = {
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

/** The settings that a page needs, and no more; `console`: its origin. */
export function configOf(
  id: string,
  site: Site,
  { console, ...decided }: Decided & { readonly console?: string },
  chunks: Chunks,
): SiteConfig {
  const config: SiteConfig = {
    site: id,
    currency: site.currency,
    ...decided,
    ...(site.heatmap && { heatmap: { ...site.heatmap, ...(console && { console }) } }),
  }
  const needed = chunksOf(chunks, extrasOf(config))
  return needed ? { ...config, chunks: needed } : config
}

/** JSON is not quite JavaScript: `<` could end the script element, U+2028 and U+2029 a line. */
export function configScript(config: SiteConfig): string {
  return JSON.stringify(config).replaceAll(
    /[<\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
