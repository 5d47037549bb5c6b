// One privacy request: how urgent it is, what can be done with it, and the words to answer with.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { PrivacyRequest } from '../../packages/wire/request.ts'
import { may } from './ask.ts'
import { instant } from './format.ts'
import { answersTo } from './request-answers.ts'
import { KINDS, MANNERS, STATES, dayWords, isOpen, placeName, urgencyOf } from './request-words.ts'
import { turnRequest } from './requests-api.ts'
import type { ScreenProps } from './screens.ts'
import { Choices } from './ui/choices.tsx'
import { Copied } from './ui/copied.tsx'
import { Fault } from './ui/form-end.tsx'
import { useAction } from './use-action.ts'

interface RowProps extends ScreenProps {
  request: PrivacyRequest
  /** By the shop's clock. */
  today: string
  reload: () => void
}

export function RequestRow(props: RowProps): VNode {
  const { request, site, today } = props
  const { kind, place, manner, receivedDay, reference, due, dueDay } = request
  const { level, words } = urgencyOf(request, today)
  const toConfirm = isOpen(request) && due.confirmDay !== null && due.confirmDay >= today
  return (
    <li class="request">
      <div class="request-what">
        <h3>
          {KINDS[kind]} <span class="request-name">{reference}</span>
        </h3>
        <p class="quiet">
          {placeName(place)} · came {MANNERS[manner]} on {dayWords(receivedDay)} ·{' '}
          <span title={due.source}>{due.law}</span>
        </p>
        {toConfirm && <p>Confirm that it has come by {dayWords(due.confirmDay ?? '')}.</p>}
      </div>
      <p class="request-due">
        <strong class={`due due-${level}`}>{words}</strong>
        <span class="quiet">
          {isOpen(request)
            ? `${request.state === 'extended' ? 'extended: ' : ''}answer by ${dayWords(dueDay)}`
            : closedWords(request, site.timeZone)}
        </span>
      </p>
      {may(site, 'marketer') && <Actions {...props} />}
      <div class="request-more">
        <Answers request={request} answering={{ shop: site.name, today }} />
        <History request={request} timeZone={site.timeZone} />
      </div>
    </li>
  )
}

function closedWords({ changes }: PrivacyRequest, timeZone: string): string {
  const { atMs = 0, by = '' } = changes.at(-1) ?? {}
  return `${instant(atMs, 'fullDay', timeZone)} by ${by}`
}

/** So long the collector takes a close back. */
const UNDO_MS = 14 * 86_400_000

type Asks = 'extended' | 'done' | 'refused'

const REASONS: Readonly<Record<'extended' | 'refused', readonly string[]>> = {
  extended: ['the request is complex', 'many requests have come at once'],
  refused: [
    'we cannot find out which data is yours (GDPR Art. 11)',
    'nothing is stored of you',
    'the law makes us keep it (GDPR Art. 17(3))',
    'the request is manifestly unfounded or excessive (GDPR Art. 12(5))',
  ],
}

function Actions({ request, site, today, reload }: RowProps): VNode {
  const { id, state, due, reference } = request
  const action = useAction()
  const [asks, setAsks] = useState<Asks | null>(null)
  const { busy, fault, run } = action
  const turn = (to: Asks | 'open', reason?: string) =>
    run(async () => {
      await turnRequest(site.id, id, { to, ...(reason && { reason }) })
      setAsks(null)
      reload()
    })
  const button = (to: Asks, label: string) => (
    <button
      type="button"
      disabled={busy}
      aria-pressed={asks === to}
      aria-label={`${label}: ${reference}`}
      onClick={() => setAsks(asks === to ? null : to)}
    >
      {label}
    </button>
  )
  const closedMs = request.changes.at(-1)?.atMs ?? 0
  const mayTakeBack = !isOpen(request) && Date.now() - closedMs < UNDO_MS
  const mayExtend = state === 'open' && due.extendedDay !== null && today <= due.firstDay
  return (
    <div class="request-actions">
      {isOpen(request) ? (
        <>
          {button('done', 'Done')}
          {mayExtend && button('extended', 'Extend')}
          {button('refused', 'Refuse')}
        </>
      ) : (
        mayTakeBack && (
          <button
            type="button"
            disabled={busy}
            aria-label={`Take back: ${reference}`}
            onClick={() => turn('open')}
          >
            Take back
          </button>
        )
      )}
      {asks && <Ask key={asks} {...{ asks, request, busy, turn }} />}
      <Fault words={fault} />
    </div>
  )
}

interface AskProps {
  asks: Asks
  request: PrivacyRequest
  busy: boolean
  turn: (to: Asks, reason?: string) => void
}

function Ask({ asks, request, busy, turn }: AskProps): VNode {
  const listId = `reasons-${asks}-${request.id}`
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget as HTMLFormElement)
    turn(asks, String(typed.get('reason') ?? '').trim())
  }
  return (
    <form class="request-ask" onSubmit={submit}>
      {asks === 'done' ? (
        <p>It was answered, and what was asked for is done.</p>
      ) : (
        <label>
          {asks === 'extended'
            ? `Why it takes longer: tell them by ${dayWords(request.due.firstDay)}`
            : 'Why it is refused'}
          <input
            name="reason"
            list={listId}
            maxLength={300}
            pattern="[^@＠]+"
            autocomplete="off"
            required
          />
          <datalist id={listId}>
            {REASONS[asks].map((words) => (
              <option key={words} value={words} />
            ))}
          </datalist>
        </label>
      )}
      <button type="submit" class="primary" disabled={busy}>
        {busy ? 'One moment …' : endOf(asks, request)}
      </button>
    </form>
  )
}

function endOf(asks: Asks, { due }: PrivacyRequest): string {
  if (asks === 'extended') return `Extend to ${dayWords(due.extendedDay ?? due.firstDay)}`
  return asks === 'done' ? 'Close as done' : 'Close as refused'
}

interface AnswersProps {
  request: PrivacyRequest
  answering: { shop: string; today: string }
}

function Answers({ request, answering }: AnswersProps): VNode {
  const [open, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const answers = answersTo(request, answering)
  const shown = answers.find((each) => each.title === title) ?? answers[0]
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Words to answer with</summary>
      {open && shown && (
        <div class="request-answers">
          <Choices
            label="Which answer"
            options={answers.map((each) => ({ value: each.title, label: each.title }))}
            chosen={shown.title}
            choose={setTitle}
          />
          <Copied key={shown.title} text={shown.text} label={shown.title} />
        </div>
      )}
    </details>
  )
}

function History({ request, timeZone }: { request: PrivacyRequest; timeZone: string }): VNode {
  return (
    <details>
      <summary>What was done</summary>
      <p class="quiet">{request.due.source}</p>
      <ol class="plain">
        {request.changes.map(({ to, atMs, by, reason }, at) => (
          <li key={at}>
            {at === 0 ? 'Written down' : STATES[to]}{' '}
            <span class="quiet">
              {instant(atMs, 'fullHour', timeZone)} · {by}
            </span>
            {reason && `: ${reason}`}
          </li>
        ))}
      </ol>
    </details>
  )
}
