// Opens the live page with its heatmap over it: by a token for this page alone, and figures for nobody but that tab.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Answer } from '../../packages/wire/report.ts'
import { Failure, askOverlay } from './ask.ts'
import type { Site } from './ask.ts'

type Heatmap = Answer<'heatmap'>

/** What the page says once it listens. */
const READY = 'tm-overlay'
const ANYWHERE = '*'

interface Opening {
  readonly site: string
  readonly origin: string
  readonly answer: Heatmap
}

/** Ends the conversation with the tab that was opened before. */
let endLast = (): void => {}

async function openOver({ site, origin, answer }: Opening): Promise<void> {
  // At once, since browsers let nothing open a tab but a click.
  const tab = window.open('', '_blank')
  if (!tab) throw new Failure(0, 'The browser has kept the tab from opening: allow it to.')
  const { page, band, spots } = answer
  const data = { title: `Clicks on ${band}s.`, spots }
  const onMessage = ({ source, origin: from, data: said }: MessageEvent) => {
    if (source === tab && from === origin && said === READY) tab.postMessage(data, origin)
  }
  endLast()
  endLast = () => removeEventListener('message', onMessage)
  try {
    const token = await askOverlay(site, origin, page)
    addEventListener('message', onMessage)
    tab.location.href = `${origin}${page}#tm-overlay=${token}`
  } catch (error) {
    tab.close()
    throw error
  }
}

export function OpenOverPage({ site, answer }: { site: Site; answer: Heatmap }): VNode | null {
  const origins = site.origins.filter((each) => each !== ANYWHERE)
  const [chosen, setChosen] = useState(origins[0] ?? '')
  const [fault, setFault] = useState('')
  if (answer.spots.length === 0)
    return <p class="quiet">No place was clicked in five sessions or more: nothing to draw yet.</p>
  if (!chosen)
    return <p class="quiet">Name the shop’s own origin in its settings to draw over its pages.</p>
  const open = () => {
    setFault('')
    openOver({ site: site.id, origin: chosen, answer }).catch((error: unknown) =>
      setFault(error instanceof Failure ? error.message : 'That did not work: try again.'),
    )
  }
  return (
    <div class="table-head">
      {origins.length > 1 && (
        <select
          aria-label="Origin"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {origins.map((origin) => (
            <option key={origin} value={origin}>
              {origin}
            </option>
          ))}
        </select>
      )}
      <button type="button" class="primary" onClick={open}>
        Open over the live page
      </button>
      {fault && (
        <p class="bad" role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
