// Which pages are seen, entered, and read, and for how long.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { PageRow } from '../../packages/wire/report.ts'
import { count, figure } from './format.ts'
import { spanOf } from './period.ts'
import type { ScreenProps } from './screens.ts'
import { view } from './state.ts'
import { Empty, WithReport } from './ui/states.tsx'
import { Table } from './ui/table.tsx'
import type { Column } from './ui/table.tsx'
import { TableHead, matchesWords } from './ui/table-head.tsx'
import { useReport } from './ui/use-report.ts'

const COLUMNS: readonly Column<PageRow>[] = [
  { title: 'Page', cell: (row) => row.path, text: (row) => row.path },
  {
    title: 'Page views',
    cell: (row) => row.pageViews,
    text: (row) => count(row.pageViews),
    bar: true,
  },
  { title: 'Visitors', cell: (row) => row.visitors, text: (row) => count(row.visitors) },
  { title: 'Entries', cell: (row) => row.entries, text: (row) => count(row.entries) },
  {
    title: 'Dwell',
    cell: (row) => row.dwellMs,
    text: (row) => figure(row.dwellMs, 'duration', ''),
  },
  {
    title: 'Read to',
    cell: (row) => row.reach,
    text: (row) => figure(row.reach === null ? null : row.reach / 100, 'share', ''),
    bar: { max: 100 },
  },
]

export function Pages({ site }: ScreenProps): VNode {
  const [words, setWords] = useState('')
  const span = spanOf(view.value.period, Date.now(), site.timeZone)
  const report = useReport('pages', { site: site.id, ...span })
  return (
    <WithReport report={report}>
      {({ rows, total }) => {
        if (rows.length === 0)
          return (
            <Empty title="No page was seen in this period" withSnippet>
              <p>Choose a longer period. If this shop is new, the tag may still be missing.</p>
            </Empty>
          )
        const found = rows.filter((row) => matchesWords(row.path, words))
        return (
          <>
            <TableHead
              what="pages"
              {...{ words, setWords, total, found: found.length, sent: rows.length }}
            />
            <Table caption="Pages" rows={found} columns={COLUMNS} sortBy={1} />
            <p class="quiet footnotes">
              Dwell is the mean active time per page view; “read to” the mean of how far down a page
              was seen.
            </p>
          </>
        )
      }}
    </WithReport>
  )
}
