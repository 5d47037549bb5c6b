// What recommendations led to, slot by slot.
import type { VNode } from 'preact'
import type { SlotRow } from '../../packages/wire/report.ts'
import { count, figure, money } from './format.ts'
import { spanOf } from './period.ts'
import type { ScreenProps } from './screens.ts'
import { view } from './state.ts'
import { WithReport } from './ui/states.tsx'
import { Table } from './ui/table.tsx'
import type { Column } from './ui/table.tsx'
import { useReport } from './ui/use-report.ts'

const columnsIn = (currency: string): readonly Column<SlotRow>[] => [
  { title: 'Slot', cell: (row) => row.slot, text: (row) => row.slot },
  { title: 'Shown', cell: (row) => row.views, text: (row) => count(row.views) },
  { title: 'Clicks', cell: (row) => row.clicks, text: (row) => count(row.clicks), bar: true },
  {
    title: 'Clicks / shown',
    cell: clickRate,
    text: (row) => figure(clickRate(row), 'share', currency),
  },
  { title: 'Orders', cell: (row) => row.orders, text: (row) => count(row.orders) },
  { title: 'Revenue', cell: (row) => row.revenue, text: (row) => money(row.revenue, currency) },
]

function clickRate({ views, clicks }: SlotRow): number | null {
  return views > 0 ? clicks / views : null
}

export function RecommendEffect({ site }: ScreenProps): VNode {
  const span = spanOf(view.value.period, Date.now(), site.timeZone)
  const report = useReport('recommend', { site: site.id, ...span })
  return (
    <section class="recommend-part" aria-labelledby="effect-title">
      <h2 id="effect-title">What came of it</h2>
      <WithReport report={report}>
        {({ rows, currency, orders, revenue }) =>
          rows.length === 0 ? (
            <p class="quiet">No slot was shown in this period.</p>
          ) : (
            <>
              <Table caption="Slots" rows={rows} columns={columnsIn(currency)} sortBy={2} />
              <p class="quiet footnotes">
                An order is a slot’s where it holds a product that the same visitor chose there
                within the seven days before; revenue is the share of those products. All orders of
                the period: {count(orders)}, {money(revenue, currency)}.
              </p>
            </>
          )
        }
      </WithReport>
    </section>
  )
}
