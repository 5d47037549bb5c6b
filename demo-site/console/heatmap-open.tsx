// Opens the live page with its heatmap over it: by a token for this page alone, and figures for nobody but that tab.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Answer } from '../../packages/wire/report.ts'
import { drawnSpots } from './heatmap-spots.ts'
import { Failure, askOverlay, spendOverlay } from './ask.ts'
import type { Site } from './ask.ts'

type Heatmap = Answer<'heatmap'>

const ANYWHERE = '*'
/** The fragment that the page shows again, before the secret. */
const SHOWN = '#tm-overlay='
/** A page that has not answered by then has no tag, or no word with who has opened it. */
const PATIENCE_MS = 20_000

interface Opening {
  readonly site: string
  readonly origin: string
  readonly answer: Heatmap
  readonly failed: (failure: unknown) => void
}

/** Ends the conversation with the tab that was opened before. */
let endLast = (): void => {}

async function openOver({ site, origin, answer, failed }: Opening): Promise<void> {
  // At once, since browsers let nothing open a tab but a click.
  const tab = window.open('', '_blank')
  if (!tab) throw new Failure(0, 'The browser has kept the tab from opening: allow it to.')
  const { page, band } = answer
  const title = `Clicks on ${band}s. Places of under five sessions are spread over their element.`
  const data = { title, spots: drawnSpots(answer) }
  endLast()
  const stop = new AbortController()
  endLast = () => stop.abort()
  try {
    const token = await askOverlay(site, origin, page)
    // Another page was asked for meanwhile.
    if (stop.signal.aborted) return tab.close()
    const patience = setTimeout(() => {
      stop.abort()
      failed(new Failure(0, 'The page did not answer: is the tag on it, with heatmaps on?'))
    }, PATIENCE_MS)
    stop.signal.addEventListener('abort', () => clearTimeout(patience))
    const hear = ({ source, origin: from, data: said }: MessageEvent) => {
      if (source !== tab || from !== origin || said !== SHOWN + token) return
      stop.abort()
      // Once, by this page: only then does it get anything.
      spendOverlay(site, { token, origin, page }).then(() => tab.postMessage(data, origin), failed)
    }
    addEventListener('message', hear, { signal: stop.signal })
    tab.location.href = origin + page + SHOWN + token
  } catch (error) {
    tab.close()
    throw error
  }
}

export function OpenOverPage({ site, answer }: { site: Site; answer: Heatmap }): VNode | null {
  const origins = site.origins.filter((each) => each !== ANYWHERE)
  const [chosen, setChosen] = useState(origins[0] ?? '')
  const [fault, setFault] = useState('')
  if (answer.elements.length === 0)
    return (
      <p class="quiet">No element was clicked in five sessions or more: nothing to draw yet.</p>
    )
  if (!chosen)
    return <p class="quiet">Name the shop’s own origin in its settings to draw over its pages.</p>
  const open = () => {
    setFault('')
    const failed = (error: unknown) =>
      setFault(error instanceof Failure ? error.message : 'That did not work: try again.')
    openOver({ site: site.id, origin: chosen, answer, failed }).catch(failed)
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
