// Writes down a request that has come: what is asked, where whoever asks lives, when and how it came.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { DeadlineFacts, RequestKind, RequestManner } from '../../packages/wire/request.ts'
import { ELSEWHERE, KINDS, MANNERS, placeName } from './request-words.ts'
import { addRequest, askDeadlines } from './requests-api.ts'
import type { ScreenProps } from './screens.ts'
import { FormEnd, Select } from './ui/form-end.tsx'
import { useAction } from './use-action.ts'

interface FormProps extends ScreenProps {
  /** By the shop's clock. */
  today: string
  reload: () => void
}

/** Countries that ask for an answer, but of whose laws we know no number of days for certain. */
const WITHOUT_LINE = ['CN', 'IN', 'JP', 'MX', 'PE', 'VN', 'ZA', 'US', 'CA']

const KIND_OPTIONS = Object.entries(KINDS) as [RequestKind, string][]
const MANNER_OPTIONS = Object.entries(MANNERS) as [RequestManner, string][]

export function RequestForm({ site, today, reload }: FormProps): VNode {
  const action = useAction()
  const facts = useDeadlines(site.id)
  /** Each request begins with an empty form. */
  const [round, setRound] = useState(0)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget as HTMLFormElement)
    const textIn = (name: string) => String(typed.get(name) ?? '').trim()
    action.run(async () => {
      await addRequest(site.id, {
        kind: textIn('kind') as RequestKind,
        place: textIn('place'),
        manner: textIn('manner') as RequestManner,
        receivedDay: textIn('receivedDay'),
        reference: textIn('reference'),
      })
      setRound((last) => last + 1)
      reload()
    })
  }
  return (
    <form key={round} class="panel form-panel" onSubmit={submit}>
      <h2>Write a request down</h2>
      <div class="form-row">
        <Select name="kind" label="What is asked for" options={KIND_OPTIONS} chosen="copy" />
        <Select name="manner" label="How it came" options={MANNER_OPTIONS} chosen="letter" />
      </div>
      <div class="form-row">
        <label>
          Received on
          <input type="date" name="receivedDay" defaultValue={today} max={today} required />
        </label>
        <label>
          Your reference
          <input
            name="reference"
            autocomplete="off"
            maxLength={60}
            pattern="[^@＠]+"
            placeholder="Number of the ticket"
            aria-describedby="reference-hint"
            required
          />
        </label>
      </div>
      <p class="quiet" id="reference-hint">
        No names and no e-mail addresses here: your ticket or the letter itself says who asks.
      </p>
      <PlaceField facts={facts} />
      <FormEnd action={action} label="Write it down" told="It is in the list." />
    </form>
  )
}

/** Without the table a place can still be told, and the collector knows its days. */
function useDeadlines(site: string): DeadlineFacts | null {
  const [facts, setFacts] = useState<DeadlineFacts | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    askDeadlines(site, stop.signal).then(setFacts, () => {})
    return () => stop.abort()
  }, [site])
  return facts
}

/** Where the law is chosen, and what it says. */
function PlaceField({ facts }: { facts: DeadlineFacts | null }): VNode {
  const [place, setPlace] = useState('')
  const known = [...(facts?.laws.flatMap(({ places }) => places) ?? []), ...WITHOUT_LINE]
  const options = known
    .map((code) => [code, placeName(code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, 'en'))
  const line = facts?.laws.find(({ places }) => places.includes(place))
  return (
    <>
      <label>
        Where they live
        <select
          name="place"
          value={place}
          required
          aria-describedby="place-hint"
          onChange={(event) => setPlace(event.currentTarget.value)}
        >
          <option value="" disabled>
            Choose a place
          </option>
          {[...options, [ELSEWHERE, placeName(ELSEWHERE)] as const].map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p class="quiet" id="place-hint">
        {place === ''
          ? 'The law there says by when you must answer.'
          : line
            ? `${line.source}.`
            : 'No law of this place alone is in our table: the shortest of all that may hold is counted.'}
        {facts && ` Table of ${facts.readOn}, not reviewed by counsel.`}
      </p>
    </>
  )
}
