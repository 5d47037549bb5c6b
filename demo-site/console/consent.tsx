// How visitors answer the question of consent, and how many of the shop's orders the pages have told of.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { ConsentReport, ConsentRow, Rate } from '../../packages/wire/report.ts'
import { count, country, figure, share } from './format.ts'
import { spanOf } from './period.ts'
import type { ScreenProps } from './screens.ts'
import { view } from './state.ts'
import { Choices } from './ui/choices.tsx'
import { Empty, WithReport } from './ui/states.tsx'
import { Table } from './ui/table.tsx'
import type { Column } from './ui/table.tsx'
import { useReport } from './ui/use-report.ts'

type Dimension = keyof ConsentReport['by']

const DIMENSIONS: Readonly<Record<Dimension, { title: string; name: (key: string) => string }>> = {
  country: { title: 'Country', name: (key) => (key ? country(key) : 'Not known') },
  device: { title: 'Device', name: (key) => key || 'Not known' },
  language: { title: 'Language', name: languageName },
  notice: { title: 'Notice', name: (key) => key || 'The page’s own' },
}

/** What a step of the time to an answer stands for. */
const seconds = (step: number): string => (step > 300 ? 'over 5 min' : `≤ ${step} s`)

function languageName(key: string): string {
  if (!key) return 'Not told'
  return new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }).of(key) ?? key
}

export function Consent({ site }: ScreenProps): VNode {
  const span = spanOf(view.value.period, Date.now(), site.timeZone)
  const report = useReport('consent', { site: site.id, ...span })
  return (
    <WithReport report={report}>
      {(answer) => {
        const answers = answer.given + answer.refused + answer.changed + answer.withdrawn
        return answers + answer.coverage.length === 0 ? (
          <Empty title="Nobody was asked in this period" withSnippet>
            <p>
              How visitors answer is counted here, once they are asked: see Settings, Consent. Who
              leaves without an answer is in no number.
            </p>
          </Empty>
        ) : (
          <Account answer={answer} />
        )
      }}
    </WithReport>
  )
}

function Account({ answer }: { answer: ConsentReport }): VNode {
  return (
    <>
      <section class="panel delivery">
        <header>
          <p class="complete">
            <strong>{answer.rate ? share(answer.rate.value) : '–'}</strong> accepted
          </p>
          <p class="quiet">
            {answer.rate
              ? `of ${count(answer.given + answer.refused)} visitors who answered; with 95 % confidence ${boundsOf(answer.rate)} of all who would`
              : 'No visitor has answered for the first time in this period.'}
          </p>
        </header>
        <dl class="tiles consent-figures">
          <Figure name="Accepted" told={count(answer.given)} meaning="at least one purpose" />
          <Figure name="Refused" told={count(answer.refused)} meaning="all of them" />
          <Figure name="Changed later" told={count(answer.changed)} meaning="a yes after a yes" />
          <Figure name="Withdrawn" told={count(answer.withdrawn)} meaning="all they had granted" />
          <Figure
            name="Global Privacy Control"
            told={figure(answer.gpc, 'share', '')}
            meaning="of those who answered"
          />
          <Figure
            name="Time to a yes"
            told={answer.seconds ? seconds(answer.seconds.p50) : '–'}
            meaning={
              answer.seconds
                ? `half of them; a quarter ${seconds(answer.seconds.p25)}, three quarters ${seconds(answer.seconds.p75)}`
                : 'nobody said yes'
            }
          />
        </dl>
      </section>
      <Rows by={answer.by} />
      <Coverage coverage={answer.coverage} />
      <p class="quiet footnotes">
        Answers are counted by day (UTC), country, device and language, and nothing tells who gave
        them. Who leaves without an answer is in no number, nor is how long somebody took to say no.
      </p>
    </>
  )
}

const boundsOf = ({ low, high }: Rate): string => `${share(low)} to ${share(high)}`

function Figure(props: { name: string; told: string; meaning: string }): VNode {
  return (
    <div class="tile">
      <dt>{props.name}</dt>
      <dd class="tile-value">{props.told}</dd>
      <dd class="tile-change quiet">{props.meaning}</dd>
    </div>
  )
}

function columnsOf(dimension: Dimension): readonly Column<ConsentRow>[] {
  const { title, name } = DIMENSIONS[dimension]
  const answers = ({ given, refused }: ConsentRow): number => given + refused
  return [
    { title, cell: (row) => name(row.key), text: (row) => name(row.key) },
    { title: 'Answers', cell: answers, text: (row) => count(answers(row)), bar: true },
    { title: 'Accepted', cell: (row) => row.given, text: (row) => count(row.given) },
    { title: 'Refused', cell: (row) => row.refused, text: (row) => count(row.refused) },
    {
      title: 'Accept rate',
      cell: (row) => row.rate?.value ?? null,
      text: (row) => figure(row.rate?.value ?? null, 'share', ''),
    },
    {
      title: '95 % between',
      cell: (row) => row.rate?.low ?? null,
      text: (row) => (row.rate ? boundsOf(row.rate) : '–'),
    },
  ]
}

function Rows({ by }: { by: ConsentReport['by'] }): VNode {
  const [dimension, setDimension] = useState<Dimension>('country')
  const options = (Object.keys(DIMENSIONS) as Dimension[]).map((value) => ({
    value,
    label: DIMENSIONS[value].title,
  }))
  return (
    <section class="consent-part" aria-labelledby="answers-title">
      <h2 id="answers-title">Who accepts</h2>
      <Choices
        label="Compare by"
        options={options}
        chosen={dimension}
        choose={(value) => setDimension(value as Dimension)}
      />
      {by[dimension].length === 0 ? (
        <p class="quiet">No visitor has answered for the first time in this period.</p>
      ) : (
        <Table
          key={dimension}
          caption={`Answers by ${DIMENSIONS[dimension].title.toLowerCase()}`}
          rows={by[dimension]}
          columns={columnsOf(dimension)}
          sortBy={1}
        />
      )}
    </section>
  )
}

type Market = ConsentReport['coverage'][number]

const COVERAGE: readonly Column<Market>[] = [
  {
    title: 'Market',
    cell: (row) => row.country,
    text: (row) => (row.country ? country(row.country) : 'Not known'),
  },
  { title: 'Orders', cell: (row) => row.told, text: (row) => count(row.told), bar: true },
  { title: 'Seen by pages', cell: (row) => row.seen, text: (row) => count(row.seen) },
  {
    title: 'Coverage',
    cell: (row) => row.seen / row.told,
    text: (row) => share(row.seen / row.told),
    bar: { max: 1 },
  },
]

function Coverage({ coverage }: { coverage: ConsentReport['coverage'] }): VNode {
  return (
    <section class="consent-part" aria-labelledby="coverage-title">
      <h2 id="coverage-title">Coverage, by orders</h2>
      {coverage.length === 0 ? (
        <p class="quiet">
          No order was told by the shop’s server or an import in this period. Where all of them are,
          the share that pages have seen stands here: it is how much of the truth the other screens
          show.
        </p>
      ) : (
        <Table caption="Coverage by market" rows={coverage} columns={COVERAGE} sortBy={1} />
      )}
    </section>
  )
}
