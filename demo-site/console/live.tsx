// What is happening right now: the newest events as they are stored, announced without haste.
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { LiveEvent } from '../../packages/wire/report.ts'
import { count, country, instant, money } from './format.ts'
import { arrivals } from './live-arrivals.ts'
import type { Arrival } from './live-arrivals.ts'
import type { ScreenProps } from './screens.ts'
import { Icon } from './ui/icon.tsx'
import { Empty, WithReport } from './ui/states.tsx'
import { useReport } from './ui/use-report.ts'

const EVERY_MS = 2_000

export function Live({ site }: ScreenProps): VNode {
  const [paused, setPaused] = useState(false)
  const report = useReport('live', { site: site.id }, { everyMs: EVERY_MS, paused })
  const rows = useArrivals(report.answer?.events ?? null)
  const fresh = rows.filter((row) => row.fresh).length
  return (
    <div class="live">
      <div class="table-head">
        <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          <Icon name={paused ? 'play' : 'pause'} /> {paused ? 'Continue' : 'Pause'}
        </button>
        <p class="quiet">
          {paused ? 'Paused.' : 'Asks every 2 seconds while this tab is visible.'}
        </p>
      </div>
      <p class="unseen" aria-live="polite">
        {fresh > 0 && `${count(fresh)} new ${fresh === 1 ? 'event' : 'events'}`}
      </p>
      <WithReport report={{ ...report, loading: report.loading && !report.answer }}>
        {() =>
          rows.length === 0 ? (
            <Empty title="Quiet so far" withSnippet>
              <p>
                Open your shop in another tab and agree to analytics: the page view appears here.
              </p>
            </Empty>
          ) : (
            <ol class="feed panel">
              {rows.map(({ key, event, fresh: isFresh }) => (
                <Line key={key} event={event} fresh={isFresh} timeZone={site.timeZone} />
              ))}
            </ol>
          )
        }
      </WithReport>
    </div>
  )
}

/** The feed's rows, told apart from those of the answer before. */
function useArrivals(events: readonly LiveEvent[] | null): readonly Arrival[] {
  const before = useRef<readonly Arrival[] | null>(null)
  const [rows, setRows] = useState<readonly Arrival[]>([])
  useEffect(() => {
    if (!events) return
    before.current = arrivals(events, before.current)
    setRows(before.current)
  }, [events])
  return rows
}

interface LineProps {
  event: LiveEvent
  fresh: boolean
  timeZone: string
}

function Line({ event, fresh, timeZone }: LineProps): VNode {
  const { timeMs, name, path, device, browser, value, currency } = event
  return (
    <li class={fresh ? 'fresh' : ''}>
      <time dateTime={new Date(timeMs).toISOString()}>{instant(timeMs, 'second', timeZone)}</time>
      <span class={`event-name ${name === 'purchase' ? 'event-order' : ''}`}>{name}</span>
      <span class="event-path" title={path}>
        {path}
      </span>
      <span class="event-value">{value === null ? '' : money(value, currency)}</span>
      <span class="quiet event-who">
        {[country(event.country), device, browser].filter(Boolean).join(' · ')}
      </span>
    </li>
  )
}
