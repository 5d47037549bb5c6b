// One experiment that was started: what it has shown so far, and what can be done with it.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Experiment, ExperimentStatus } from '../../packages/wire/experiment.ts'
import type { ExperimentResults, VariationResult } from '../../packages/wire/report.ts'
import { Failure, turnExperiment } from './ask.ts'
import type { Site } from './ask.ts'
import { boundsText, metricName, signed, verdictOf } from './experiment-verdict.ts'
import { BackToList, STATUS_WORDS } from './experiment-parts.tsx'
import { count, instant, money, share } from './format.ts'
import { IntervalBar } from './ui/interval-bar.tsx'
import { WithReport } from './ui/states.tsx'
import { useReport } from './ui/use-report.ts'

const EVERY_MS = 15_000

interface PageProps {
  site: Site
  experiment: Experiment
  changed: () => void
}

export function ExperimentPage({ site, experiment, changed }: PageProps): VNode {
  const { key, name, hypothesis, status, startedMs, endedMs } = experiment
  const report = useReport('experiments', { site: site.id, experiment: key }, { everyMs: EVERY_MS })
  const day = (ms: number) => instant(ms, 'fullDay', site.timeZone)
  return (
    <div class="experiment-page">
      <p>
        <BackToList />
      </p>
      <section class="panel experiment-head">
        <h2>
          {name} <span class={`status status-${status}`}>{STATUS_WORDS[status]}</span>
        </h2>
        {hypothesis && <p>{hypothesis}</p>}
        <p class="quiet">
          {share(experiment.coverage)} of visitors · since {day(startedMs)}
          {endedMs > 0 && ` · ended ${day(endedMs)}`} · key <code>{key}</code>
        </p>
        <Actions {...{ site, experiment, changed }} />
      </section>
      <WithReport<'experiments'> report={{ ...report, loading: report.loading && !report.answer }}>
        {(results) => <Results {...{ experiment, results }} />}
      </WithReport>
    </div>
  )
}

function Actions({ site, experiment, changed }: PageProps): VNode {
  const { key, status, variations, shipped } = experiment
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const turn = (to: ExperimentStatus, variation?: string) => {
    setBusy(true)
    turnExperiment(site.id, key, to, variation)
      .then(changed, (error: unknown) =>
        setFault(
          error instanceof Failure ? error.message : 'That did not work. Load the page again.',
        ),
      )
      .finally(() => setBusy(false))
  }
  return (
    <>
      <p class="form-buttons">
        {status === 'running' && (
          <button type="button" disabled={busy} onClick={() => turn('stopped')}>
            Stop
          </button>
        )}
        {status === 'stopped' && (
          <button type="button" disabled={busy} onClick={() => turn('running')}>
            Go on
          </button>
        )}
        {status === 'shipped' ? (
          <button type="button" disabled={busy} onClick={() => turn('stopped')}>
            Take back “{variations.find((each) => each.key === shipped)?.name}”
          </button>
        ) : (
          variations.map((each) => (
            <button
              type="button"
              key={each.key}
              disabled={busy}
              onClick={() => turn('shipped', each.key)}
            >
              Ship “{each.name}”
            </button>
          ))
        )}
      </p>
      <p class="bad" role="alert">
        {fault}
      </p>
    </>
  )
}

function Results({
  experiment,
  results,
}: {
  experiment: Experiment
  results: ExperimentResults
}): VNode {
  const verdict = verdictOf(experiment, results)
  return (
    <div class="experiment-page">
      <p class={`panel verdict verdict-${verdict.kind}`} role="status">
        {verdict.sentence}
      </p>
      <Split {...{ experiment, results }} />
      {results.metrics.map(({ metric, variations }, at) => (
        <section class="panel metric-panel" key={at}>
          <h2>
            {metricName(metric)} {at === 0 && <span class="quiet">decides</span>}
          </h2>
          <MetricTable
            {...{ experiment, variations, results }}
            label={`${metricName(metric)} by variation`}
            write={(mean) =>
              metric.kind === 'revenue' ? money(mean, results.currency) : share(mean)
            }
            total={(sum) => (metric.kind === 'revenue' ? money(sum, results.currency) : count(sum))}
          />
        </section>
      ))}
      <p class="quiet footnotes">
        Bounds hold for all days together (an asymptotic confidence sequence, 95 %), so that reading
        them every day makes no false alarm more likely. Only visitors who granted experiments and
        analytics are counted, from their first exposure on.
      </p>
    </div>
  )
}

const small = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toFixed(4))

function Split({
  experiment,
  results,
}: {
  experiment: Experiment
  results: ExperimentResults
}): VNode {
  const { srmP, leftP, severalVariations } = results
  const total = results.variations.reduce((sum, { visitors }) => sum + visitors, 0)
  return (
    <section class="panel split-panel">
      <h2>Visitors</h2>
      <dl class="split">
        {results.variations.map(({ key, visitors, weight, left }) => (
          <div key={key}>
            <dt>{experiment.variations.find((each) => each.key === key)?.name}</dt>
            <dd>
              {count(visitors)}{' '}
              <span class="quiet">
                {total > 0 && `${share(visitors / total)} of ${share(weight)} planned`}
                {left > 0 && `; ${count(left)} withdrew`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="quiet">
        {srmP === null
          ? 'Nobody has come yet.'
          : `Sample ratio check: p = ${small(srmP)}${srmP < 0.001 ? ', the split is broken.' : ', the split holds.'}`}
        {severalVariations > 0 &&
          ` ${count(severalVariations)} visitors saw several variations and are left out.`}
      </p>
      {leftP !== null && (
        <p class="quiet">
          Withdrew their consent, or were erased, after they had seen it; of the erased nothing else
          is counted.{' '}
          {leftP < 0.001
            ? `In one variation more leave than by chance (p = ${small(leftP)}): what stays is no fair sample.`
            : `No variation drives more away than chance would (p = ${small(leftP)}).`}
        </p>
      )}
    </section>
  )
}

interface TableProps {
  label: string
  experiment: Experiment
  variations: readonly VariationResult[]
  results: ExperimentResults
  write: (mean: number) => string
  total: (sum: number) => string
}

const VERDICT_WORDS: Readonly<Record<VariationResult['verdict'], string>> = {
  control: 'Control',
  higher: 'Higher',
  lower: 'Lower',
  open: 'Not known yet',
  contradictory: 'Contradictory',
}

const TITLES = ['Variation', 'Visitors', 'Total', 'Per visitor', 'Lift', 'Between', 'Verdict']

function MetricTable({ label, experiment, variations, results, write, total }: TableProps): VNode {
  const ends = variations
    .flatMap(({ liftBounds }) => liftBounds ?? [])
    .filter((end) => end !== null)
  const reach = Math.max(0.05, ...ends.map(Math.abs))
  return (
    <div class="table-frame" role="region" aria-label={label} tabIndex={0}>
      <table class="results">
        <thead>
          <tr>
            {TITLES.map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {variations.map((row, at) => (
            <tr key={row.key}>
              <th scope="row">{experiment.variations[at]?.name}</th>
              {[
                count(results.variations[at]?.visitors ?? 0),
                total(row.total),
                write(row.mean),
                row.lift === null ? '–' : signed(row.lift),
                row.liftBounds ? <Between {...row} bounds={row.liftBounds} reach={reach} /> : '–',
                VERDICT_WORDS[row.verdict],
              ].map((cell, index) => (
                <td key={index} data-label={TITLES[index + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface BetweenProps {
  bounds: NonNullable<VariationResult['liftBounds']>
  lift: number | null
  reach: number
}

function Between({ bounds, lift, reach }: BetweenProps): VNode {
  return (
    <>
      <span>{boundsText(bounds)}</span>
      <IntervalBar {...{ bounds, lift, reach }} />
    </>
  )
}
