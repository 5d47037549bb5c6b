// The owner's rules: products that stand at the top of a slot, and products that are never shown.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { SlotName } from '../../packages/wire/model.ts'
import type { Product, RecommendRules } from '../../packages/wire/recommend.ts'
import type { Failure, Site } from './ask.ts'
import { ProductSearch } from './product-search.tsx'
import { writeRules } from './recommend-api.ts'
import { Choices } from './ui/choices.tsx'
import { Failed } from './ui/states.tsx'
import { asFailure } from './use-status.ts'

const PLACES = [
  { value: 'related', label: 'Pin to related' },
  { value: 'for-you', label: 'Pin to for you' },
  { value: 'trending', label: 'Pin to trending' },
  { value: 'excluded', label: 'Never show' },
] as const

interface RulesProps {
  site: Site
  rules: RecommendRules
  reload: () => void
}

export function Rules({ site, rules, reload }: RulesProps): VNode {
  const [place, setPlace] = useState<string>('related')
  const [failure, setFailure] = useState<Failure | null>(null)
  const write = (next: RecommendRules) => {
    writeRules(site.id, next).then(
      () => {
        setFailure(null)
        reload()
      },
      (error: unknown) => setFailure(asFailure(error)),
    )
  }
  const add = ({ id }: Product) => write(withRule(rules, place, id))
  return (
    <section class="panel recommend-part" aria-labelledby="rules-title">
      <header class="part-head">
        <h2 id="rules-title">Rules</h2>
        <Choices label="What to do" options={PLACES} chosen={place} choose={setPlace} />
      </header>
      {failure && <Failed failure={failure} retry={reload} />}
      <ul class="product-list">
        {rules.pins.map((pin) => (
          <RuleLine
            key={`${pin.slot} ${pin.item}`}
            text={`${pin.item} at the top of ${pin.slot}`}
            remove={() => write({ ...rules, pins: rules.pins.filter((each) => each !== pin) })}
          />
        ))}
        {rules.excluded.map((item) => (
          <RuleLine
            key={item}
            text={`${item} is never shown`}
            remove={() =>
              write({ ...rules, excluded: rules.excluded.filter((each) => each !== item) })
            }
          />
        ))}
      </ul>
      <ProductSearch site={site.id} label="Choose a product" pick={add} />
      <p class="quiet footnotes">
        Pages hear of a change within five minutes. What a feed calls sold out is not shown either.
      </p>
    </section>
  )
}

function RuleLine({ text, remove }: { text: string; remove: () => void }): VNode {
  return (
    <li>
      {text}{' '}
      <button type="button" aria-label={`Remove: ${text}`} onClick={remove}>
        ×
      </button>
    </li>
  )
}

/** The rules with one more; the same twice is once. */
function withRule(rules: RecommendRules, place: string, item: string): RecommendRules {
  if (place === 'excluded') return { ...rules, excluded: [...new Set([...rules.excluded, item])] }
  const slot = place as SlotName
  const others = rules.pins.filter((pin) => pin.slot !== slot || pin.item !== item)
  return { ...rules, pins: [...others, { slot, item }] }
}
