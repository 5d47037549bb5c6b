// Deletes the shop: says what goes, offers its data first, and asks for its name.
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Site } from './ask.ts'
import type { ScreenProps } from './screens.ts'
import { deleteSite, exportPath } from './settings-api.ts'
import { go, loadAccount } from './state.ts'
import { Fault } from './ui/form-end.tsx'
import { useAction } from './use-action.ts'

export function DeleteSite({ site }: ScreenProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <section class="panel form-panel">
      <h2>Delete this shop</h2>
      <p>
        With everything that was recorded for it. That cannot be undone: who only wants to pause can
        switch it off above.
      </p>
      <button type="button" class="grave" onClick={() => dialog.current?.showModal()}>
        Delete this shop …
      </button>
      <dialog ref={dialog} aria-labelledby="delete-title">
        <Question site={site} close={() => dialog.current?.close()} />
      </dialog>
    </section>
  )
}

function Question({ site, close }: { site: Site; close: () => void }): VNode {
  const { busy, fault, run } = useAction()
  const [typed, setTyped] = useState('')
  const isMeant = typed.trim() === site.id
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!isMeant) return
    run(async () => {
      await deleteSite(site.id)
      close()
      go({ site: null, part: null })
      await loadAccount()
    })
  }
  return (
    <>
      <h2 id="delete-title">Delete {site.name}?</h2>
      <What />
      <p>
        <a href={exportPath(site.id)} download={`${site.id}.ndjson`}>
          Download all events first
        </a>
      </p>
      <form onSubmit={submit}>
        <label>
          <span>
            Type <code>{site.id}</code> to confirm
          </span>
          <input
            value={typed}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <Fault words={fault} />
        <p class="form-end">
          <button type="submit" class="grave" disabled={!isMeant || busy}>
            {busy ? 'One moment …' : 'Delete it for good'}
          </button>
          <button type="button" disabled={busy} onClick={close}>
            Keep it
          </button>
        </p>
      </form>
    </>
  )
}

function What(): VNode {
  return (
    <>
      <p>These go at once, and no backup that is restored later brings them back:</p>
      <ul class="plain">
        <li>all events, orders and heatmaps</li>
        <li>experiments, flags, recommendations and the list of products</li>
        <li>settings and tokens, and the roles of everybody on this shop</li>
      </ul>
      <p class="quiet">
        Their bytes leave the disk within a day. The log of changes goes on saying who did what.
        Pages that still carry the tag are told that there is no such site.
      </p>
    </>
  )
}
