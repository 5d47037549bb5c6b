// The indicator board: traffic and sales against the period before and their targets, and one trend.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Overview as Answer } from '../../packages/wire/report.ts'
import { count, figure, instant } from './format.ts'
import { beforeOf, spanOf } from './period.ts'
import type { ScreenProps } from './screens.ts'
import { go, view } from './state.ts'
import { Chart } from './ui/chart.tsx'
import type { Point } from './ui/chart.tsx'
import { Choices } from './ui/choices.tsx'
import { Empty, WithReport } from './ui/states.tsx'
import { Table } from './ui/table.tsx'
import { Tile } from './ui/tile.tsx'
import type { TileProps } from './ui/tile.tsx'
import { useReport } from './ui/use-report.ts'
import type { Metric } from './view.ts'

type Figure = {
  [K in keyof Answer]: Answer[K] extends Answer['visitors'] ? K : never
}[keyof Answer]

type Indicator = Omit<TileProps, 'compared' | 'currency'> & { name: Figure }

const TRAFFIC: readonly Indicator[] = [
  { name: 'visitors', label: 'Visitors', meaning: 'Distinct visitors', kind: 'count' },
  {
    name: 'sessions',
    label: 'Sessions',
    meaning: 'Visits, ended by 30 idle minutes',
    kind: 'count',
  },
  { name: 'pageViews', label: 'Page views', meaning: 'Pages shown to a person', kind: 'count' },
  {
    name: 'bounceRate',
    label: 'Bounce rate',
    meaning: 'Sessions with one page view and no engagement, of all sessions',
    kind: 'share',
    lessIsGood: true,
    target: { bound: { below: 0.45 }, text: '< 45%' },
  },
  {
    name: 'dwellMs',
    label: 'Dwell time',
    meaning: 'Active time on a page, mean per page view',
    kind: 'duration',
    target: { bound: { above: 90_000 }, text: '> 90 s' },
  },
]

const SALES: readonly Indicator[] = [
  { name: 'revenue', label: 'Revenue', meaning: 'All orders, in the base currency', kind: 'money' },
  { name: 'orders', label: 'Orders', meaning: 'Orders, each counted once', kind: 'count' },
  {
    name: 'averageOrderValue',
    label: 'Average order',
    meaning: 'Revenue per order',
    kind: 'money',
  },
  {
    name: 'conversionRate',
    label: 'Conversion rate',
    meaning: 'Visitors who ordered, of all visitors',
    kind: 'share',
  },
  {
    name: 'cartAbandonment',
    label: 'Cart abandonment',
    meaning: 'Sessions that filled a cart and did not order, of those that filled one',
    kind: 'share',
    lessIsGood: true,
    target: { bound: { below: 0.7 }, text: '< 70%' },
  },
]

const METRICS: { readonly [M in Metric]: { label: string; kind: 'count' | 'money' } } = {
  visitors: { label: 'Visitors', kind: 'count' },
  sessions: { label: 'Sessions', kind: 'count' },
  pageViews: { label: 'Page views', kind: 'count' },
  orders: { label: 'Orders', kind: 'count' },
  revenue: { label: 'Revenue', kind: 'money' },
}

export function Overview({ site }: ScreenProps): VNode {
  const { period } = view.value
  const span = spanOf(period, Date.now(), site.timeZone)
  const report = useReport('overview', { site: site.id, ...span })
  return (
    <WithReport report={report}>
      {(answer) =>
        isEmpty(answer) ? (
          <Nothing before={Boolean(answer.pageViews.previous)} />
        ) : (
          <>
            <p class="quiet lead">Compared with {beforeOf(period)}.</p>
            <Board title="Traffic" indicators={TRAFFIC} answer={answer} />
            <Board title="Sales" indicators={SALES} answer={answer} />
            <TrendPanel answer={answer} timeZone={site.timeZone} />
            <Footnotes answer={answer} />
          </>
        )
      }
    </WithReport>
  )
}

function isEmpty({ visitors, pageViews, orders }: Answer): boolean {
  return [visitors, pageViews, orders].every((each) => !each.value)
}

function Nothing({ before }: { before: boolean }): VNode {
  return before ? (
    <Empty title="Nothing came in during this period">
      <p>There were page views before it: choose a longer period, or look at Delivery.</p>
    </Empty>
  ) : (
    <Empty title="No page views yet" withSnippet>
      <p>As soon as a visitor who agreed opens a page with the tag, this board fills.</p>
    </Empty>
  )
}

interface BoardProps {
  title: string
  indicators: readonly Indicator[]
  answer: Answer
}

function Board({ title, indicators, answer }: BoardProps): VNode {
  return (
    <section class="board">
      <h2>{title}</h2>
      <dl class="tiles panel">
        {indicators.map(({ name, ...tile }) => (
          <Tile key={name} {...tile} compared={answer[name]} currency={answer.currency} />
        ))}
      </dl>
    </section>
  )
}

interface TrendProps {
  answer: Answer
  timeZone: string
}

function TrendPanel({ answer, timeZone }: TrendProps): VNode {
  const [asTable, setAsTable] = useState(false)
  const { metric } = view.value
  const { label, kind } = METRICS[metric]
  const { currency, trendUnit: unit } = answer
  const points = trendPoints(answer, metric, Date.now())
  return (
    <section class="panel trend-panel">
      <header>
        <h2>{label} over time</h2>
        <Choices
          label="Metric"
          options={Object.entries(METRICS).map(([value, each]) => ({ value, label: each.label }))}
          chosen={metric}
          choose={(value) => go({ metric: value as Metric })}
        />
        <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          Table
        </button>
      </header>
      {asTable ? (
        <Table
          caption={`${label} over time`}
          rows={points}
          sortBy={0}
          columns={[
            {
              title: unit === 'day' ? 'Day' : 'Hour',
              cell: (row) => row.startMs,
              text: (row) =>
                instant(row.startMs, unit === 'day' ? 'fullDay' : 'fullHour', timeZone),
            },
            {
              title: label,
              cell: (row) => row.value,
              text: (row) => figure(row.value, kind, currency),
              bar: true,
            },
          ]}
        />
      ) : (
        <Chart {...{ label, points, unit, kind, currency, timeZone }} />
      )}
    </section>
  )
}

/** The trend up to now: hours and days that have not begun are no zeros. */
function trendPoints({ trend }: Answer, metric: Metric, nowMs: number): Point[] {
  return trend
    .filter((each) => each.startMs <= nowMs)
    .map((each, at) => ({
      startMs: each.startMs,
      value: each[metric],
      unfinished: (trend[at + 1]?.startMs ?? endOf(trend)) > nowMs,
    }))
}

function endOf(trend: Answer['trend']): number {
  const last = trend.at(-1)?.startMs ?? 0
  return last + (last - (trend.at(-2)?.startMs ?? last))
}

function Footnotes({
  answer: { ordersWithoutRate, robotEvents, staffEvents, currency },
}: {
  answer: Answer
}) {
  return (
    <footer class="footnotes quiet">
      {ordersWithoutRate > 0 && (
        <p>
          <strong>{count(ordersWithoutRate)}</strong> orders are not part of the revenue: there is
          no rate from their currency to {currency}.
        </p>
      )}
      {robotEvents > 0 && (
        <p>
          <strong>{count(robotEvents)}</strong> events of robots were marked and left out.
        </p>
      )}
      {staffEvents > 0 && (
        <p>
          <strong>{count(staffEvents)}</strong> events of your own people were marked and left out.
        </p>
      )}
      <p>Only visitors who agreed to analytics are counted.</p>
    </footer>
  )
}
