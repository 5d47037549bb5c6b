// The question in the tag of a site that has us ask: where it is due, what asks it is fetched, and a way back stays.
import { createAsking } from '../../consent/asking.ts'
import type { listen } from '../../consent/elsewhere.ts'
import { consent as makeGate, law } from '../../consent/index.ts'
import type { PageConsent } from '../../wire/notice.ts'
import type { Rule } from '../../wire/region.ts'
import { fetchChunk } from '../fetch-chunk.ts'
import { fetchJson } from '../fetch-json.ts'
import type { MakeExtra } from '../run-tag.ts'

/** Set through the object model, which a policy for styles does not forbid. */
const WAY_STYLE =
  'position:fixed;inset:auto auto 1em 1em;z-index:2147483645;color-scheme:light dark;font:14px/1.5 system-ui,sans-serif;min-height:44px;max-width:calc(100vw - 2em);padding:.5em 1em;border:1px solid;border-radius:6px;background:Canvas;color:CanvasText'

/** The page's language, where the notice is in it; else the browser's, else the first. */
function languageOf({ languages }: PageConsent): string {
  const wanted = [document.documentElement.lang, ...navigator.languages]
  const find = (fits: (known: string, asked: string) => boolean) =>
    wanted.flatMap((asked) =>
      languages.filter((known) => fits(known.toLowerCase(), asked.toLowerCase())),
    )[0]
  const main = (tag: string) => tag.split('-')[0]
  return (
    find((known, asked) => known === asked) ??
    find((known, asked) => main(known) === main(asked)) ??
    languages[0]!
  )
}

/** The way back that stays once they have chosen; what it is called was kept with the choice, so that nothing is fetched. */
function wayBack(text: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.textContent = text
  button.dataset['tmPrivacy'] = ''
  button.style.cssText = WAY_STYLE
  return button
}

export const consent: MakeExtra = ({ consent: settings, notice, chunks }, { url }) => {
  // This code is in the tag exactly while they are there.
  const asked = settings!
  let button: HTMLButtonElement | undefined
  const { place, elsewhere } = asked
  const gate = makeGate({
    notice,
    dnt: asked.dnt,
    before: law({ ...asked, place: place ? () => fetchJson<Rule>(url + place) : undefined }),
    // Who has another tool ask is not asked twice.
    ask: elsewhere ? undefined : () => ui.banner(),
    elsewhere:
      elsewhere &&
      ((env, hear) =>
        fetchChunk<{ listen: typeof listen }>(url, chunks?.['consent-elsewhere']).then(
          ({ listen }) => listen(env, elsewhere, hear),
          () => 0,
        )),
  })
  const ui = createAsking({
    gate,
    load: () => fetchChunk(url, chunks?.['consent']),
    words: asked.words,
    notice: () => fetchJson(url + asked.texts + asked.words + '/' + languageOf(asked)),
  })
  return {
    gate,
    feature: {
      name: 'privacy',
      purpose: null,
      start({ listen, guard }) {
        listen('click', ({ target }) => {
          if ((target as Element).closest?.('[data-tm-privacy]')) ui.preferences()
        })
        const leave = gate.on(
          guard(() => {
            const { isChosen, link, rule } = gate.state()
            if (asked.ownLink || button) return
            if (isChosen && link) document.body.append((button = wayBack(link)))
            else if (!isChosen && rule.model === 'opt-out') ui.link()
          }),
        )
        return () => {
          leave()
          button?.remove()
        }
      },
    },
    calls: { privacy: ui.preferences },
  }
}
