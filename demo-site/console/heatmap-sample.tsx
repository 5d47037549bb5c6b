// Whether heatmaps are recorded, and of which share of sessions.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Failure, writeHeatmap } from './ask.ts'
import type { Site } from './ask.ts'
import { loadAccount } from './state.ts'
import { ForRole, mayHere } from './ui/for-role.tsx'
import { Empty } from './ui/states.tsx'

const SHARES = [
  [1, 'All sessions'],
  [0.5, 'Half of the sessions'],
  [0.25, 'A quarter of the sessions'],
  [0.1, 'A tenth of the sessions'],
  [0, 'None: heatmaps are off'],
] as const

interface Sampling {
  readonly fault: string
  readonly busy: boolean
  readonly turn: (sample: number) => void
}

function useSampling(site: Site): Sampling {
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const turn = (sample: number) => {
    setBusy(true)
    setFault('')
    writeHeatmap(site.id, sample)
      .then(loadAccount)
      .catch((error: unknown) =>
        setFault(error instanceof Failure ? error.message : 'That did not work: try again.'),
      )
      .finally(() => setBusy(false))
  }
  return { fault, busy, turn }
}

export function SwitchOn({ site }: { site: Site }): VNode {
  const { fault, busy, turn } = useSampling(site)
  return (
    <Empty title="Heatmaps are off for this shop">
      <p>
        Switched on, they record where visitors who grant them click, and how far they read: no
        visitor id, no text, single points for two days and sums after that.
      </p>
      <ForRole least="owner">
        <button type="button" class="primary" disabled={busy} onClick={() => turn(1)}>
          Switch heatmaps on
        </button>
      </ForRole>
      {fault && (
        <p class="bad" role="alert">
          {fault}
        </p>
      )}
    </Empty>
  )
}

/** What has been recorded stays as it is, and says of which share it is. */
export function Recorded({ site }: { site: Site }): VNode {
  const { fault, busy, turn } = useSampling(site)
  const known = SHARES.some(([share]) => share === site.heatmap)
  return (
    <p class="recorded">
      <label>
        Recorded from now on{' '}
        <select
          value={site.heatmap}
          disabled={busy || !mayHere('owner')}
          onChange={(event) => turn(Number(event.currentTarget.value))}
        >
          {!known && (
            <option value={site.heatmap}>{Math.round(site.heatmap * 100)} % of the sessions</option>
          )}
          {SHARES.map(([share, words]) => (
            <option value={share} key={share}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {fault && (
        <span class="bad" role="alert">
          {' '}
          {fault}
        </span>
      )}
    </p>
  )
}
