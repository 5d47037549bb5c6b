// What was changed on the shop, by whom and when, the newest first.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { AuditEntry } from '../../packages/wire/account.ts'
import { Failure } from './ask.ts'
import { instant } from './format.ts'
import type { ScreenProps } from './screens.ts'
import { askAudit } from './settings-api.ts'
import { Empty, Failed, Loading } from './ui/states.tsx'

interface Read {
  readonly entries: readonly AuditEntry[]
  readonly next: string | null
}

export function AuditSettings({ site }: ScreenProps): VNode {
  const [read, setRead] = useState<Read | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** The part that is asked for; null is the first. */
  const [after, setAfter] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    askAudit(site.id, after, stop.signal).then(
      ({ entries, next }) => {
        setFailure(null)
        setRead((last) => ({
          entries: after === null ? entries : [...(last?.entries ?? []), ...entries],
          next,
        }))
      },
      (error: unknown) => {
        if (stop.signal.aborted) return
        setFailure(error instanceof Failure ? error : new Failure(0, 'It was not understood.'))
      },
    )
    return () => stop.abort()
  }, [site.id, after, round])
  if (failure) return <Failed failure={failure} retry={() => setRound((last) => last + 1)} />
  if (!read) return <Loading what="the changes" />
  if (read.entries.length === 0)
    return (
      <Empty title="Nothing was changed yet">
        <p>Each change of settings, people, tokens, experiments and flags is written down here.</p>
      </Empty>
    )
  return (
    <>
      <ol class="rows panel audit">
        {read.entries.map((entry) => (
          <li key={entry.number}>
            <span class="row-name">
              {WORDS[entry.what] ?? entry.what}
              <span class="quiet">
                {' '}
                {entry.by} · {instant(entry.timeMs, 'fullHour', site.timeZone)}
              </span>
            </span>
            {entry.detail && <Detail text={entry.detail} />}
          </li>
        ))}
      </ol>
      {read.next !== null && (
        <button type="button" onClick={() => setAfter(read.next)}>
          Show older changes
        </button>
      )}
    </>
  )
}

const SHORT_CHARS = 120

/** What it was done with; what is long opens. */
function Detail({ text }: { text: string }): VNode {
  if (text.length <= SHORT_CHARS) return <code class="audit-detail">{text}</code>
  return (
    <details class="audit-detail">
      <summary>
        <code>{text.slice(0, SHORT_CHARS)} …</code>
      </summary>
      <code>{text}</code>
    </details>
  )
}

/** Operations as a reader says them. */
const WORDS: Readonly<Record<string, string>> = {
  writeSite: 'Settings of the shop changed',
  removeSite: 'The shop deleted',
  inviteMember: 'Somebody invited',
  changeMember: 'A role changed',
  removeMember: 'Somebody removed',
  makeToken: 'A token made',
  revokeToken: 'A token revoked',
  writeExperiment: 'An experiment written',
  turnExperiment: 'An experiment started, stopped or shipped',
  removeExperiment: 'A draft of an experiment removed',
  writeFlag: 'A flag written',
  removeFlag: 'A flag removed',
  writeRecommendRules: 'Rules of recommendations changed',
  trainRecommend: 'A training of recommendations asked for',
  writeProducts: 'The list of products sent',
  eraseVisitor: 'A visitor erased',
  forgetVisitor: 'A visitor erased, by the id that they sent',
  copyVisitor: 'A copy of what is stored of a visitor taken',
  addRequest: 'A privacy request written down',
  turnRequest: 'A privacy request extended, closed or taken back',
}
