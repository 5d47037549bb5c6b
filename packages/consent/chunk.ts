// All that a visitor who has not chosen yet needs: what the law lets hold, the words in their language, and what is shown.
import { browserEnv } from '../core/index.ts'
import type { Env } from '../core/index.ts'
import type { Notice, PageConsent } from '../wire/notice.ts'
import type { Rule } from '../wire/region.ts'
import { createAsking } from './asking.ts'
import type { Asking } from './asking.ts'
import * as banner from './banner.ts'
import type { Asked } from './banner.ts'
import { law } from './law.ts'
import type { rights as makeRights } from './rights.ts'
import type { Before } from './law.ts'

/** What holds until a choice. `url`: the collector's origin. */
export function before(settings: PageConsent, url: string, env = browserEnv()): Promise<Before> {
  const { place } = settings
  return law({ ...settings, place: place ? () => read<Rule>(env, url + place) : undefined })()
}

/** What the tag knows. */
export interface Around {
  /** The collector's origin. */
  readonly url: string
  readonly site: string
  /** Fetches a chunk by its name. */
  readonly part: <C>(name: string) => Promise<C>
}

/** Banner, preferences and link, in the visitor's language. */
export function asking(
  gate: Asked,
  { texts, words, languages, privacy }: PageConsent,
  { url, site, part }: Around,
): Asking {
  const env = browserEnv()
  return createAsking({
    gate,
    words,
    load: () => Promise.resolve(banner),
    rights: async () => {
      const { rights } = await part<{ rights: typeof makeRights }>('consent-rights')
      return rights({ site, url: url + privacy }, env)
    },
    notice: () => read<Notice>(env, `${url}${texts}${words}/${languageOf(env, languages)}`),
  })
}

/** Without a cookie, and without saying from which page. */
async function read<T>(env: Env, url: string): Promise<T> {
  const answer = await env.fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' })
  if (!answer.ok) throw answer
  return (await answer.json()) as T
}

/** The page's language, where the notice is in it; else the browser's, else the first. */
function languageOf(env: Env, languages: readonly string[]): string {
  const wanted = [env.document.documentElement.lang, ...env.navigator.languages].filter(Boolean)
  const main = (tag: string) => tag.toLowerCase().split('-')[0]
  const exact = wanted.map((asked) =>
    languages.find((known) => known.toLowerCase() === asked.toLowerCase()),
  )
  const near = wanted.map((asked) => languages.find((known) => main(known) === main(asked)))
  return exact.find(Boolean) ?? near.find(Boolean) ?? languages[0]!
}
