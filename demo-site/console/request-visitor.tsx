// Looks for a visitor by the id that they have sent: their copy, their erasure, or the word that nothing is stored.
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { ErasedRows } from '../../packages/wire/api.ts'
import type { VisitorData } from '../../packages/wire/privacy.ts'
import { csvOf } from './csv.ts'
import { count, instant } from './format.ts'
import { copyVisitor, forgetVisitor } from './requests-api.ts'
import type { ScreenProps } from './screens.ts'
import { Fault, FormEnd } from './ui/form-end.tsx'
import { saveFile } from './ui/save-file.ts'
import { useAction } from './use-action.ts'

interface Found {
  /** As it was typed: with it they are erased. */
  readonly id: string
  readonly data: VisitorData
}

export function VisitorSearch({ site }: ScreenProps): VNode {
  const action = useAction()
  const [found, setFound] = useState<Found | null>(null)
  const [erased, setErased] = useState<ErasedRows | null>(null)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const id = String(new FormData(form).get('visitor') ?? '').trim()
    action.run(async () => {
      setFound(null)
      setErased(null)
      setFound({ id, data: await copyVisitor(site.id, id) })
    })
  }
  const done = (rows: ErasedRows) => {
    setErased(rows)
    setFound(null)
  }
  return (
    <section class="panel form-panel" aria-labelledby="visitor-title">
      <h2 id="visitor-title">Find a visitor</h2>
      <p>
        By the id that they have sent you: <code>tm_visitor</code> in the copy that Privacy choices
        gave them, or the column <code>visitor</code> of an export. It is written down nowhere, and
        in no request.
      </p>
      <form onSubmit={submit}>
        <label>
          The visitor’s id
          <input
            name="visitor"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxLength={64}
            pattern="[A-Za-z0-9_\-]+"
            title="Letters, digits, - and _"
            required
          />
        </label>
        <FormEnd action={action} label="Look what is stored" isPrimary={false} />
      </form>
      {found && <Result key={found.id} {...{ site, found, done }} />}
      {erased && <Erased {...erased} />}
    </section>
  )
}

interface ResultProps extends ScreenProps {
  found: Found
  done: (rows: ErasedRows) => void
}

function Result({ site, found, done }: ResultProps): VNode {
  const { data } = found
  const dialog = useRef<HTMLDialogElement>(null)
  if (data.events.length === 0)
    return (
      <p role="status">
        Nothing is stored under this id. If whoever asks has no other, you may answer that nobody
        can be found (GDPR Article 11): the words stand at each request.
      </p>
    )
  const name = `visitor-${site.id}`
  return (
    <div class="visitor-found">
      <p role="status">
        <strong>{told(data)}</strong>, from {spanOf(data, site.timeZone)}.
        {!data.isWhole && ' There is more than one copy holds: it begins with the oldest.'}
      </p>
      <p class="visitor-actions">
        <button
          type="button"
          onClick={() =>
            saveFile(`${name}.json`, JSON.stringify(data, null, 2), 'application/json')
          }
        >
          Save the copy (JSON)
        </button>
        <button
          type="button"
          onClick={() => saveFile(`${name}.csv`, csvOf(data.events), 'text/csv')}
        >
          Save the events (CSV)
        </button>
        <button type="button" class="grave" onClick={() => dialog.current?.showModal()}>
          Erase this visitor …
        </button>
      </p>
      <dialog ref={dialog} aria-labelledby="erase-title">
        <Question {...{ site, found, done }} close={() => dialog.current?.close()} />
      </dialog>
    </div>
  )
}

const told = ({ events, sessions }: VisitorData): string =>
  `${events.length === 1 ? 'One event' : `${count(events.length)} events`} in ${sessions.length === 1 ? 'one visit' : `${count(sessions.length)} visits`}`

function spanOf({ sessions, events }: VisitorData, timeZone: string): string {
  const times = [
    ...sessions.flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
    ...events.flatMap(({ time_ms: timeMs }) => (typeof timeMs === 'number' ? [timeMs] : [])),
  ].toSorted((a, b) => a - b)
  const [first, last] = [times[0], times.at(-1)].map((ms) => instant(ms ?? 0, 'fullDay', timeZone))
  return first === last ? `${first}` : `${first} to ${last}`
}

function Question({ site, found, done, close }: ResultProps & { close: () => void }): VNode {
  const { busy, fault, run } = useAction()
  const erase = () =>
    run(async () => {
      const rows = await forgetVisitor(site.id, found.id)
      close()
      done(rows)
    })
  return (
    <>
      <h2 id="erase-title">Erase this visitor?</h2>
      <p>These go at once, and no backup that is restored later brings them back:</p>
      <ul class="plain">
        <li>{told(found.data)}, with all that their page loads have told</li>
        <li>what of them is still on its way</li>
      </ul>
      <p>
        Orders keep amount, day and country for your books, and no longer say who ordered. Proofs of
        consent stay: they name nobody.
      </p>
      <p>
        <strong>This cannot be taken back.</strong> If they asked for a copy too, save it first.
      </p>
      <Fault words={fault} />
      <p class="form-end">
        <button type="button" class="grave" disabled={busy} onClick={erase}>
          {busy ? 'One moment …' : 'Erase for good'}
        </button>
        <button type="button" disabled={busy} onClick={close}>
          Keep
        </button>
      </p>
    </>
  )
}

function Erased({ events, orders, damagedSegments }: ErasedRows): VNode {
  const more = orders === 0 ? '' : ` ${count(orders)} orders stay without their visitor.`
  return (
    <p role="status" class="good">
      {events === 1 ? 'One event is' : `${count(events)} events are`} erased.{more}
      {damagedSegments > 0 &&
        ' Parts of the log that the disk has damaged may still name them: remove log/*.damaged from the data folder.'}
    </p>
  )
}
