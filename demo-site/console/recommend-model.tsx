// The model of a site: how old and how large it is, whom it may speak of, and a button that makes a new one.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type {
  RecommendFacts,
  RecommendModel,
  RecommendStatus,
} from '../../packages/wire/recommend.ts'
import type { Failure, Site } from './ask.ts'
import { count, duration, instant, share } from './format.ts'
import { trainNow, writeSettings } from './recommend-api.ts'
import { Empty, Failed } from './ui/states.tsx'
import { asFailure } from './use-status.ts'

interface ModelProps {
  site: Site
  status: RecommendStatus
  setStatus: (status: RecommendStatus) => void
  reload: () => void
}

export function Model({ site, status, setStatus, reload }: ModelProps): VNode {
  const [failure, setFailure] = useState<Failure | null>(null)
  const { model, training, fault } = status
  const train = () => {
    trainNow(site.id).then(setStatus, (error: unknown) => setFailure(asFailure(error)))
  }
  const switchOff = () => {
    writeSettings(site.id, undefined, AbortSignal.timeout(20_000)).then(reload, (error: unknown) =>
      setFailure(asFailure(error)),
    )
  }
  return (
    <section class="panel recommend-part" aria-labelledby="model-title">
      <header class="part-head">
        <h2 id="model-title">Model</h2>
        <p class="form-buttons">
          <button type="button" onClick={train} disabled={training !== null}>
            {training ? 'Training …' : 'Train now'}
          </button>
          <button type="button" onClick={switchOff}>
            Switch off
          </button>
        </p>
      </header>
      {training && (
        <p class="quiet" role="status">
          <progress value={training.share} max={1} aria-label="Training" /> {count(training.events)}{' '}
          events read
        </p>
      )}
      {fault && <p role="alert">The last training failed: {fault}</p>}
      {failure && <Failed failure={failure} retry={train} />}
      <Sources site={site} status={status} reload={reload} />
      {model ? (
        <Facts model={model} site={site} />
      ) : (
        <p>
          There is no model yet. It is made once a day, of the views, carts and orders of the last
          180 days{learnsFrom(status)}.
        </p>
      )}
    </section>
  )
}

const FAULTS: Readonly<Record<string, string>> = {
  no_product: 'without data of that product (schema.org)',
  robots: 'forbidden by robots.txt',
  not_allowed: 'leading to another origin',
  not_public: 'on no public address',
  not_html: 'that are no page',
  too_large: 'too large',
  no_answer: 'without an answer in time',
}

const faultText = ([why, pages]: [string, number]): string =>
  `${count(pages)} ${FAULTS[why] ?? `answered with ${why.replace('status_', '')}`}`

/** Where names, prices and pictures of products come from: never from one visitor’s word. */
function Sources({ site, status, reload }: Omit<ModelProps, 'setStatus'>): VNode {
  const [failure, setFailure] = useState<Failure | null>(null)
  const { settings, facts } = status
  if (!settings) return <></>
  const { fetch: _, ...others } = settings
  const change = (isOn: boolean) => {
    const written = isOn ? { ...others, fetch: true } : others
    writeSettings(site.id, written, AbortSignal.timeout(20_000)).then(reload, (error: unknown) =>
      setFailure(asFailure(error)),
    )
  }
  return (
    <details class="sources">
      <summary>Where names, prices and pictures come from</summary>
      <p>
        First from the list that the shop sends ({count(facts.listed)} products), then from its own
        product pages ({count(facts.fetched)}), then from what the pages of several visitors agree
        on.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={settings.fetch === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
        <span>
          Read the shop’s product pages for what no list covers: one a second, each again after a
          week, as robots.txt allows.
        </span>
      </label>
      <Read facts={facts} site={site} />
      {failure && <Failed failure={failure} retry={reload} />}
    </details>
  )
}

function Read({ facts, site }: { facts: RecommendFacts; site: Site }): VNode | null {
  if (facts.isFetching) return <p role="status">Pages are being read …</p>
  if (facts.fetchedMs === null) return null
  const faults = Object.entries(facts.faults)
  return (
    <p class="quiet">
      Last read {instant(facts.fetchedMs, 'fullHour', site.timeZone)}
      {faults.length > 0 && `; nothing came of ${faults.map(faultText).join(', ')}`}.
    </p>
  )
}

function learnsFrom({ settings }: RecommendStatus): string {
  return settings?.learnsUnder === 'analytics'
    ? ' of visitors who allow counting'
    : ' of visitors who allow recommendations as well as counting'
}

function Facts({ model, site }: { model: RecommendModel; site: Site }): VNode {
  const facts: [string, string, string][] = [
    [
      'Made',
      instant(model.trainedMs, 'fullHour', site.timeZone),
      `in ${duration(model.trainingMs)}`,
    ],
    ['Products', count(model.items), `${count(model.pairs)} pairs`],
    ['Coverage', share(model.coverage), 'of the views are of a product with neighbours'],
    ['Learned from', count(model.visits), 'visits'],
    ['Agreement', `k = ${model.k}`, 'distinct visitors behind everything in it'],
    ['Size', `${count(Math.ceil(model.bytes / 1000))} kB`, `in ${count(model.shards)} shards`],
  ]
  return (
    <dl class="facts">
      {facts.map(([name, value, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong> <span class="quiet">{more}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface SwitchOnProps {
  site: Site
  reload: () => void
}

/** As few as that, and one visit could be told; more, and a small shop has nothing to say. */
const K_DEFAULT = 5

/** What stands here before the owner has decided to recommend. */
export function SwitchOn({ site, reload }: SwitchOnProps): VNode {
  const [failure, setFailure] = useState<Failure | null>(null)
  const switchOn = () => {
    const settings = { k: K_DEFAULT, learnsUnder: 'recommendations' } as const
    writeSettings(site.id, settings, AbortSignal.timeout(20_000)).then(reload, (error: unknown) =>
      setFailure(asFailure(error)),
    )
  }
  return (
    <Empty title="Recommendations are off">
      <p>
        The collector learns which products belong together; each visitor’s browser chooses among
        them by a history that never leaves it. Nothing goes into the model that fewer than{' '}
        {K_DEFAULT} visitors agree on, and only visits with that permission are learned from.
      </p>
      {failure && <Failed failure={failure} retry={switchOn} />}
      <p>
        <button type="button" onClick={switchOn}>
          Switch on
        </button>
      </p>
    </Empty>
  )
}
