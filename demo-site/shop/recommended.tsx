// Products that the tag recommends on this device, drawn as all others; nothing where it recommends none.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Cards } from './card.tsx'
import { productById } from './products.ts'
import { onRecommended } from './tell.ts'
import type { Recommended as Found, Slot } from './tell.ts'

interface RecommendedProps {
  slot: Slot
  title: string
  /** The product that the page is about. */
  item?: string
  /** What stands there as long as nothing is recommended. */
  otherwise?: VNode
}

const COUNT = 4

export function Recommended({ slot, title, item, otherwise }: RecommendedProps): VNode | null {
  const [found, setFound] = useState<readonly Found[]>([])
  useEffect(() => {
    let live = true
    const hear = (products: readonly Found[]) => {
      if (live) setFound(products)
    }
    onRecommended(slot, hear, { count: COUNT, ...(item !== undefined && { item }) })
    return () => {
      live = false
    }
  }, [slot, item])
  const products = found.flatMap(({ id }) => productById(id) ?? [])
  if (products.length === 0) return otherwise ?? null
  const because = found.find((each) => each.because?.name)?.because?.name
  return (
    <section data-test={`recommended-${slot}`}>
      <h2>{title}</h2>
      {because && <p class="quiet">Because you looked at {because}.</p>}
      <Cards list={{ id: `tidemark:${slot}`, name: title }} products={products} />
    </section>
  )
}
