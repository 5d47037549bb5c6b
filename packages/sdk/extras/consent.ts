// The question in the tag of a site that has us ask: what asks it is fetched for those who have not chosen, and a way back stays.
import type * as Chunk from '../../consent/chunk.ts'
import type { listen as listenTo } from '../../consent/elsewhere.ts'
import { consent as makeGate } from '../../consent/index.ts'
import type { Merge } from '../../consent/says.ts'
import { fetchChunk } from '../fetch-chunk.ts'
import type { MakeExtra } from '../run-tag.ts'

/** Set through the object model, which a policy for styles does not forbid. */
const WAY_STYLE =
  'position:fixed;bottom:1em;left:1em;z-index:9999999;font:14px system-ui;padding:1em;border:1px solid;border-radius:6px;background:Canvas;color:CanvasText;color-scheme:light dark'

export const consent: MakeExtra = ({ site, consent: settings, notice, chunks = {} }, { url }) => {
  // This code is in the tag exactly while they are there.
  const asked = settings!
  const { elsewhere, ownLink, dnt } = asked
  // Until the tools have spoken nobody has answered.
  let leave: Merge | undefined = elsewhere && (() => null)
  let button: HTMLButtonElement | undefined
  let loading: Promise<typeof Chunk> | undefined
  const part = <C>(name: string) => fetchChunk<C>(url, chunks[name])
  const chunk = () => (loading ??= part<typeof Chunk>('consent'))
  const show = (what: 'banner' | 'preferences' | 'link') =>
    void chunk().then(
      ({ asking }) => asking(gate, asked, { url, site, part })[what](),
      () => (loading = undefined),
    )
  const gate = makeGate({
    notice,
    dnt,
    before: () => chunk().then(({ before }) => before(asked, url)),
    leave: (grants, how) => (leave ? leave(grants, how) : grants),
    // Who has another tool ask is not asked twice.
    ask: () => elsewhere || show('banner'),
  })
  return {
    gate,
    feature: {
      name: 'privacy',
      purpose: null,
      start({ env, listen, guard }) {
        listen('click', ({ target }) => {
          if ((target as Element).closest?.('[data-tm-privacy]')) show('preferences')
        })
        if (elsewhere)
          part<{ listen: typeof listenTo }>('consent-elsewhere').then(
            ({ listen }) =>
              listen(
                env,
                elsewhere,
                guard((next) => {
                  leave = next
                  gate.again()
                }),
              ),
            () => 0,
          )
        const stop = gate.on(
          guard(() => {
            const { isChosen, link, rule } = gate.state()
            if (ownLink || button) return
            if (isChosen && link) {
              button = document.createElement('button')
              button.textContent = link
              button.dataset['tmPrivacy'] = ''
              button.style.cssText = WAY_STYLE
              document.body.append(button)
            } else if (!isChosen && rule.model === 'opt-out') show('link')
          }),
        )
        return () => {
          stop()
          button?.remove()
        }
      },
    },
    calls: { privacy: () => show('preferences') },
  }
}
