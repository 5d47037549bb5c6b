// The register of privacy requests that came by mail, telephone or form: what is due when, and what was done.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RequestQueue } from '../../packages/wire/request.ts'
import { Failure, may } from './ask.ts'
import { csvOf } from './csv.ts'
import { RequestForm } from './request-form.tsx'
import { RequestRow } from './request-row.tsx'
import { VisitorSearch } from './request-visitor.tsx'
import { isOpen, lineOf } from './request-words.ts'
import { askQueue, askRegister } from './requests-api.ts'
import type { ScreenProps } from './screens.ts'
import { account, requestsChanged } from './state.ts'
import { Fault } from './ui/form-end.tsx'
import { saveFile } from './ui/save-file.ts'
import { Empty, Failed, Loading } from './ui/states.tsx'
import { useAction } from './use-action.ts'

export function RequestSettings({ site }: ScreenProps): VNode {
  const { queue, failure, reload, more } = useQueue(site.id)
  if (failure) return <Failed failure={failure} retry={reload} />
  if (!queue) return <Loading what="the requests" />
  return (
    <>
      <p class="quiet requests-about">
        Visitors take a copy and erase on the page itself, under Privacy choices. This is for those
        who write or call.
      </p>
      <Register {...{ site, queue, reload, more }} />
      {may(site, 'marketer') ? (
        <RequestForm site={site} today={queue.today} reload={reload} />
      ) : (
        <p class="quiet">Writing requests down takes the role of a marketer.</p>
      )}
      {may(site, 'owner') && <VisitorSearch site={site} />}
    </>
  )
}

interface RegisterProps extends ScreenProps {
  queue: RequestQueue
  reload: () => void
  more: () => void
}

function Register({ site, queue, reload, more }: RegisterProps): VNode {
  const { requests, today, next } = queue
  const open = requests.filter(isOpen)
  const closed = requests.filter((each) => !isOpen(each))
  const rows = (list: typeof requests) =>
    list.map((request) => <RequestRow key={request.id} {...{ request, site, today, reload }} />)
  if (requests.length === 0)
    return (
      <Empty title="No request has come yet">
        <p>
          When somebody asks for their data, its erasure or anything else that the law gives them,
          write it down here: you see by when it must be answered.
        </p>
      </Empty>
    )
  return (
    <>
      <section aria-labelledby="open-title">
        <header class="requests-head">
          <h2 id="open-title">To be answered</h2>
          {may(site, 'marketer') && (
            <button
              type="button"
              onClick={() => document.querySelector<HTMLElement>('[name="kind"]')?.focus()}
            >
              Write one down
            </button>
          )}
        </header>
        {open.length > 0 ? (
          <ul class="rows panel requests">{rows(open)}</ul>
        ) : (
          <p class="quiet requests-none">Nothing is open: all that came was answered.</p>
        )}
      </section>
      {closed.length > 0 && (
        <details class="requests-closed">
          <summary>
            Answered, for two years: {next === null ? closed.length : `the last ${closed.length}`}
          </summary>
          <ul class="rows panel requests">{rows(closed)}</ul>
        </details>
      )}
      <p class="form-end requests-end">
        {next !== null && (
          <button type="button" onClick={more}>
            Show more
          </button>
        )}
        <SaveRegister site={site} />
      </p>
    </>
  )
}

function SaveRegister({ site }: ScreenProps): VNode {
  const { busy, fault, run } = useAction()
  const save = () =>
    run(async () => {
      const lines = (await askRegister(site.id)).map((each) => lineOf(each, site.timeZone))
      saveFile(`privacy-requests-${site.id}.csv`, csvOf(lines), 'text/csv')
    })
  return (
    <>
      <button type="button" disabled={busy} onClick={save}>
        {busy ? 'One moment …' : 'Download the register (CSV)'}
      </button>
      <Fault words={fault} />
    </>
  )
}

interface Read {
  readonly queue: RequestQueue | null
  readonly failure: Failure | null
}

/** The register as far as it was asked for; from its beginning again once something has changed. */
function useQueue(site: string): Read & { reload: () => void; more: () => void } {
  const [read, setRead] = useState<Read>({ queue: null, failure: null })
  /** The part that is asked for; null is the first. */
  const [after, setAfter] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    askQueue(site, { after }, stop.signal).then(
      (part) =>
        setRead(({ queue }) => ({
          failure: null,
          queue: {
            ...part,
            requests:
              after === null ? part.requests : [...(queue?.requests ?? []), ...part.requests],
          },
        })),
      (error: unknown) => {
        if (stop.signal.aborted) return
        const failure =
          error instanceof Failure ? error : new Failure(0, 'The answer was not understood.')
        if (failure.status === 401) account.value = 'signed-out'
        setRead(({ queue }) => ({ queue, failure }))
      },
    )
    return () => stop.abort()
  }, [site, after, round])
  return {
    ...read,
    more: () => setAfter(read.queue?.next ?? null),
    reload: () => {
      requestsChanged.value += 1
      setAfter(null)
      setRound((last) => last + 1)
    },
  }
}
