// What is on the visitor's device and what was sent, live: nothing has to be believed.
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { readKept } from './kept.ts'
import type { Kept } from './kept.ts'
import { sent } from './sent-log.ts'
import type { Sent } from './sent-log.ts'
import { grants } from './shelf.ts'

const EVERY_MS = 1_000

/** What the keys are for. */
const MEANINGS: readonly (readonly [start: string, meaning: string])[] = [
  ['hl_', 'the shop’s own: cart, currency'],
  ['tm_consent', 'what you chose, until when'],
  ['tm_visitor', 'a random number, so that your visits count as one visitor'],
  ['tm_session', 'a random number for this visit, and when it last went on'],
  ['tm_left.', 'what was not confirmed yet, for the next page to send'],
  ['tm_experiments', 'which versions you were told to have seen'],
  ['tm_recommend', 'products you looked at, to recommend others; never sent'],
]

export function PrivacyPanel(): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState(false)
  const show = () => {
    dialog.current?.showModal()
    setOpen(true)
  }
  return (
    <>
      <button type="button" class="link" data-test="privacy-panel" onClick={show}>
        What is on my device, and what was sent?
      </button>
      <dialog
        ref={dialog}
        class="privacy-panel"
        aria-labelledby="privacy-title"
        onClose={() => setOpen(false)}
      >
        <h2 id="privacy-title">On your device, and on its way</h2>
        {open && <Contents />}
        <form method="dialog">
          <button class="primary">Close</button>
        </form>
      </dialog>
    </>
  )
}

function Contents(): VNode {
  const kept = useKept()
  const granted = Object.entries(grants.value ?? {}).filter(([, grant]) => grant !== 'none')
  return (
    <>
      <p>
        {grants.value
          ? granted.length > 0
            ? `You granted: ${granted.map(([purpose]) => purpose).join(', ')}.`
            : 'You granted nothing.'
          : 'You have not chosen yet, so nothing is kept and nothing is sent.'}
      </p>
      <h3>Kept here ({kept.length})</h3>
      {kept.length === 0 ? <p class="quiet">Nothing.</p> : <KeptList kept={kept} />}
      <h3>Sent by this page ({sent.value.length})</h3>
      {sent.value.length === 0 ? (
        <p class="quiet">Nothing.</p>
      ) : (
        sent.value.map((each) => <SentEntry key={`${each.atMs} ${each.body.length}`} {...each} />)
      )}
    </>
  )
}

function useKept(): readonly Kept[] {
  const [kept, setKept] = useState<readonly Kept[]>([])
  useEffect(() => {
    let live = true
    const look = () =>
      void readKept().then((found) => {
        if (live) setKept(found)
      })
    look()
    const timer = setInterval(look, EVERY_MS)
    return () => {
      live = false
      clearInterval(timer)
    }
  }, [])
  return kept
}

function KeptList({ kept }: { kept: readonly Kept[] }): VNode {
  return (
    <dl>
      {kept.map(({ place, key, value }, at) => (
        <div key={`${key} ${at}`}>
          <dt>
            <code>{key}</code> <span class="quiet">{place}</span>
          </dt>
          <dd>
            {MEANINGS.find(([start]) => key.startsWith(start))?.[1] ?? ''}
            <code class="value" tabIndex={0}>
              {value}
            </code>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function SentEntry({ atMs, method, path, body, status }: Sent): VNode {
  return (
    <details>
      <summary>
        {new Date(atMs).toLocaleTimeString('en-GB')} {method} {path}, {body.length} characters
        {status > 0 ? `, answered ${status}` : ', under way'}
      </summary>
      <pre tabIndex={0}>{pretty(body)}</pre>
    </details>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
