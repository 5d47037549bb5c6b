// How complete the numbers are: every event that pages numbered, and what became of it.
import type { VNode } from 'preact'
import type { Delivery as Answer } from '../../packages/wire/report.ts'
import { completeness, partsOf } from './delivery-parts.ts'
import { count, share, shareOfWhole } from './format.ts'
import { spanOf } from './period.ts'
import type { ScreenProps } from './screens.ts'
import { view } from './state.ts'
import { Legend, OPEN_FILL, Stack } from './ui/stack.tsx'
import { Empty, WithReport } from './ui/states.tsx'
import { useReport } from './ui/use-report.ts'

export function Delivery({ site }: ScreenProps): VNode {
  const span = spanOf(view.value.period, Date.now(), site.timeZone)
  const report = useReport('delivery', { site: site.id, ...span })
  return (
    <WithReport report={report}>
      {(answer) =>
        answer.emitted === 0 && answer.received === 0 ? (
          <Empty title="No events in this period" withSnippet>
            <p>What pages number and what arrives is compared here, once there is something.</p>
          </Empty>
        ) : (
          <Account answer={answer} />
        )
      }
    </WithReport>
  )
}

function Account({ answer }: { answer: Answer }): VNode {
  const parts = partsOf(answer)
  const complete = completeness(answer)
  return (
    <>
      <section class="panel delivery">
        <header>
          <p class="complete">
            <strong>{complete === null ? '–' : shareOfWhole(complete)}</strong> complete
          </p>
          <p class="quiet">
            {count(answer.received)} received of {count(answer.emitted)} events that pages gave a
            number. Events that visitors withdrew are not held against it.
          </p>
        </header>
        <Stack
          label={parts.map(({ name, events }) => `${name}: ${count(events)}`).join(', ')}
          parts={parts}
          open={answer.unfollowedStreams > 0}
        />
        <Legend parts={parts} total={answer.emitted} />
        <NotKnowable answer={answer} />
      </section>
      <p class="quiet footnotes">
        Every page numbers its events 1, 2, 3 … and tells the highest number it gave out. That is
        how a gap shows, and why a gap at the very end needs a later page to be seen.
      </p>
    </>
  )
}

function NotKnowable({ answer: { streams, unfollowedStreams } }: { answer: Answer }): VNode {
  return (
    <dl class="legend legend-open">
      <div>
        <dt>
          <svg class="swatch" aria-hidden="true">
            <rect width="100%" height="100%" fill={OPEN_FILL} />
          </svg>
          Not knowable
        </dt>
        <dd class="legend-count">
          {count(unfollowedStreams)}{' '}
          <span class="quiet">
            of {count(streams)} page loads
            {streams > 0 && ` (${share(unfollowedStreams / streams)})`}
          </span>
        </dd>
        <dd class="legend-meaning">
          No later page has told how these ended. What they may have lost at their very end is in no
          number above; the hatched end of the bar stands for it, not to scale.
        </dd>
      </div>
    </dl>
  )
}
