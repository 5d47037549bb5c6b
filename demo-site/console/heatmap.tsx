// How a page is used: which of its elements are clicked, and how far it is seen; the map itself is drawn over the live page.
import type { VNode } from 'preact'
import type { Answer, Band, HeatElement } from '../../packages/wire/report.ts'
import { elementName } from './element-name.ts'
import { count, figure, share } from './format.ts'
import { OpenOverPage } from './heatmap-open.tsx'
import { Reach } from './heatmap-reach.tsx'
import { Recorded, SwitchOn } from './heatmap-sample.tsx'
import { spanOf } from './period.ts'
import type { ScreenProps } from './screens.ts'
import { go, view } from './state.ts'
import { Choices } from './ui/choices.tsx'
import { Empty, WithReport } from './ui/states.tsx'
import { Table } from './ui/table.tsx'
import type { Column } from './ui/table.tsx'
import { useReport } from './ui/use-report.ts'

type Heatmap = Answer<'heatmap'>

const estimate = ({ value, margin }: Heatmap['clicks']): string =>
  margin > 0 ? `${count(Math.round(value))} ± ${count(Math.round(margin))}` : count(value)

const COLUMNS: readonly Column<HeatElement>[] = [
  { title: 'Element', cell: (row) => row.anchor, text: (row) => elementName(row.anchor) },
  {
    title: 'Clicks',
    cell: (row) => row.clicks.value,
    text: (row) => estimate(row.clicks),
    bar: true,
  },
  { title: 'Rage', cell: (row) => row.rage, text: (row) => count(Math.round(row.rage)) },
  {
    title: 'By keyboard',
    cell: (row) => row.keyboard,
    text: (row) => count(Math.round(row.keyboard)),
  },
  { title: 'Sessions', cell: (row) => row.sessions, text: (row) => count(row.sessions) },
]

export function HeatmapScreen({ site }: ScreenProps): VNode {
  const { period, page, band } = view.value
  const span = spanOf(period, Date.now(), site.timeZone)
  const report = useReport('heatmap', {
    site: site.id,
    ...span,
    ...(page && { page }),
    ...(band && { band }),
  })
  return (
    <WithReport report={report}>
      {(answer) =>
        answer.pages.length === 0 ? (
          site.heatmap ? (
            <Empty title="No page was recorded in this period">
              <p>
                Heatmaps are on: they begin with visitors who grant them. Choose a longer period.
              </p>
            </Empty>
          ) : (
            <SwitchOn site={site} />
          )
        ) : (
          <>
            <Pickers answer={answer} />
            {answer.sessions === 0 ? (
              <Empty title="Too few visits to tell">
                <p>
                  Fewer than five visits have been recorded here. What so few did could be traced to
                  a person.
                </p>
              </Empty>
            ) : (
              <Page answer={answer} site={site} />
            )}
            <Recorded site={site} />
          </>
        )
      }
    </WithReport>
  )
}

const BANDS: readonly { value: Band; label: string }[] = [
  { value: 'phone', label: 'Phones' },
  { value: 'tablet', label: 'Tablets' },
  { value: 'desktop', label: 'Desktops' },
]

function Pickers({ answer }: { answer: Heatmap }): VNode {
  const { pages, page, band, bands } = answer
  const isListed = pages.some((each) => each.page === page)
  return (
    <div class="table-head">
      <label>
        Page{' '}
        <select value={page} onChange={(event) => go({ page: event.currentTarget.value })}>
          {!isListed && <option value={page}>{page}</option>}
          {pages.map((each) => (
            <option key={each.page} value={each.page}>
              {each.page} ({count(Math.round(each.views))})
            </option>
          ))}
        </select>
      </label>
      <Choices
        label="Device"
        options={BANDS.map(({ value, label }) => ({
          value,
          label,
          long: `${label}, ${count(Math.round(bands[value]))} views`,
        }))}
        chosen={band}
        choose={(value) => go({ band: value as Band })}
      />
    </div>
  )
}

function Page({ answer, site }: ScreenProps & { answer: Heatmap }): VNode {
  const { views, clicks, sessions, unplaced, hidden, elements } = answer
  return (
    <>
      <p class="heat-sums">
        {estimate(views)} views, {estimate(clicks)} clicks; {count(sessions)} sessions recorded.{' '}
        <span class="quiet">
          {figure(unplaced, 'share', '')} of clicks could not be placed,{' '}
          {share(Math.max(0, hidden ?? 0))} fell on elements of fewer than five sessions.
        </span>
      </p>
      <OpenOverPage site={site} answer={answer} />
      <Reach reach={answer.reach} fold={answer.fold} />
      {elements.length > 0 ? (
        <Table caption="Elements" rows={elements} columns={COLUMNS} sortBy={1} />
      ) : (
        <p class="quiet">No element was clicked in five sessions or more.</p>
      )}
      <p class="quiet footnotes">
        A rage click is the third within a second each and 30 pixels, where repeating is not what
        the element is for.
        {clicks.margin > 0 || views.margin > 0
          ? ' Figures are scaled up from a sample of sessions; the whole lies within the margin 19 times in 20.'
          : ''}
      </p>
    </>
  )
}
