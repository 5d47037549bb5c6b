// Which events came in, how often, and from how many visitors: the shop's own events beside the standard ones.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { EventRow } from '../../packages/wire/report.ts'
import { count } from './format.ts'
import { spanOf } from './period.ts'
import type { ScreenProps } from './screens.ts'
import { view } from './state.ts'
import { Empty, WithReport } from './ui/states.tsx'
import { Table } from './ui/table.tsx'
import type { Column } from './ui/table.tsx'
import { TableHead, matchesWords } from './ui/table-head.tsx'
import { useReport } from './ui/use-report.ts'

const COLUMNS: readonly Column<EventRow>[] = [
  { title: 'Event', cell: (row) => row.name, text: (row) => row.name },
  { title: 'Events', cell: (row) => row.events, text: (row) => count(row.events), bar: true },
  { title: 'Visitors', cell: (row) => row.visitors, text: (row) => count(row.visitors), bar: true },
  {
    title: 'Per visitor',
    cell: perVisitor,
    text: (row) => perVisitor(row)?.toFixed(1) ?? '–',
  },
  {
    title: 'Defined by',
    cell: (row) => (row.custom ? 'this shop' : 'GA4 standard'),
    text: (row) => (row.custom ? 'this shop' : 'GA4 standard'),
  },
]

function perVisitor({ events, visitors }: EventRow): number | null {
  return visitors > 0 ? events / visitors : null
}

export function Events({ site }: ScreenProps): VNode {
  const [words, setWords] = useState('')
  const span = spanOf(view.value.period, Date.now(), site.timeZone)
  const report = useReport('events', { site: site.id, ...span })
  return (
    <WithReport report={report}>
      {({ rows, total }) => {
        if (rows.length === 0)
          return (
            <Empty title="No events in this period" withSnippet>
              <p>Choose a longer period. If this shop is new, the tag may still be missing.</p>
            </Empty>
          )
        const found = rows.filter((row) => matchesWords(row.name, words))
        return (
          <>
            <TableHead
              what="events"
              {...{ words, setWords, total, found: found.length, sent: rows.length }}
            />
            <Table caption="Events" rows={found} columns={COLUMNS} sortBy={1} />
          </>
        )
      }}
    </WithReport>
  )
}
