// Tries the model out: a history is put together from products, and the answer of a page is shown with its reasons.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { SlotName } from '../../packages/wire/model.ts'
import type { Answered, Product } from '../../packages/wire/recommend.ts'
import type { Failure, Site } from './ask.ts'
import { ProductSearch, nameOf } from './product-search.tsx'
import { tryOut } from './recommend-api.ts'
import { Choices } from './ui/choices.tsx'
import { Failed } from './ui/states.tsx'
import { asFailure } from './use-status.ts'

const SLOT_OPTIONS = [
  { value: 'for-you', label: 'For you' },
  { value: 'related', label: 'Related' },
  { value: 'trending', label: 'Trending' },
] as const satisfies readonly { value: SlotName; label: string }[]

interface TryOutProps {
  site: Site
  /** The model that is tried: another one is asked again. */
  version: string
}

export function TryOut({ site, version }: TryOutProps): VNode {
  const [history, setHistory] = useState<readonly Product[]>([])
  const [slot, setSlot] = useState<SlotName>('for-you')
  const [rows, setRows] = useState<readonly Answered[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let live = true
    const ids = history.map(({ id }) => id)
    tryOut(site.id, slot, ids).then(
      (answer) => {
        if (!live) return
        setRows(answer)
        setFailure(null)
      },
      (error: unknown) => live && setFailure(asFailure(error)),
    )
    return () => {
      live = false
    }
  }, [site.id, version, slot, history, round])
  const others = (id: string) => history.filter((each) => each.id !== id)
  return (
    <section class="panel recommend-part" aria-labelledby="try-title">
      <header class="part-head">
        <h2 id="try-title">Try it</h2>
        <Choices
          label="Slot"
          options={SLOT_OPTIONS}
          chosen={slot}
          choose={(value) => setSlot(value as SlotName)}
        />
      </header>
      <div class="try">
        <div>
          <h3>A visitor who viewed, the newest first,</h3>
          <ol class="product-list">
            {history.map((product) => (
              <li key={product.id}>
                {nameOf(product)}{' '}
                <button
                  type="button"
                  aria-label={`Remove ${nameOf(product)}`}
                  onClick={() => setHistory(others(product.id))}
                >
                  ×
                </button>
              </li>
            ))}
          </ol>
          <ProductSearch
            site={site.id}
            label="Add the product viewed next"
            pick={(product) => setHistory([product, ...others(product.id)])}
          />
        </div>
        <div>
          <h3>would be shown</h3>
          {failure && <Failed failure={failure} retry={() => setRound((last) => last + 1)} />}
          <Answers rows={rows} history={history} />
        </div>
      </div>
    </section>
  )
}

interface AnswersProps {
  rows: readonly Answered[]
  history: readonly Product[]
}

function Answers({ rows, history }: AnswersProps): VNode {
  if (rows.length === 0) return <p class="quiet">Nothing.</p>
  const names = new Map(history.map(({ id, name }) => [id, name ?? id]))
  const loudest = Math.max(...rows.map(({ score }) => score))
  return (
    <ol class="product-list" aria-live="polite">
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            {nameOf(row)}
            <br />
            <span class="quiet">{reasonOf(row, names)}</span>
          </span>
          {row.score > 0 && (
            <span class="quiet">{Math.max(1, Math.round((100 * row.score) / loudest))}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

function reasonOf({ from, because }: Answered, names: ReadonlyMap<string, string>): string {
  const viewed = because === undefined ? '' : (names.get(because) ?? because)
  if (from === 'pin') return 'pinned by you'
  if (from === 'history') return `because of ${viewed}`
  return from === 'category' ? `popular beside ${viewed}` : 'trending'
}
