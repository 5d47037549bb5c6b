// A product in a list, and the list that tells what it shows and what was chosen from it.
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Picture } from './art/picture.tsx'
import { hrefOf } from './navigate.ts'
import { inCurrency, priceText } from './price.ts'
import { COLOURS } from './products.ts'
import type { Product } from './products.ts'
import { currency } from './shelf.ts'
import { tell } from './tell.ts'

interface CardsProps {
  /** GA4's name for the list. */
  list: { id: string; name: string }
  products: readonly Product[]
}

export function Cards({ list, products }: CardsProps): VNode {
  const details = { item_list_id: list.id, item_list_name: list.name }
  useEffect(() => {
    if (products.length > 0)
      tell(
        'view_item_list',
        products.map((product) => ({ product })),
        currency.peek(),
        details,
      )
  }, [list.id])
  return (
    <ul class="cards">
      {products.map((product) => (
        <Card
          key={product.id}
          product={product}
          onSelect={() => tell('select_item', [{ product }], currency.peek(), details)}
        />
      ))}
    </ul>
  )
}

function Card({ product, onSelect }: { product: Product; onSelect: () => void }): VNode {
  const { id, name, cents, colours } = product
  return (
    <li class="card" data-product-id={id}>
      <a href={hrefOf(`/p/${id}`)} onClick={onSelect}>
        <Picture product={product} />
        <span class="card-name">{name}</span>
        <span class="card-price">
          {priceText(inCurrency(cents, currency.value), currency.value)}
        </span>
        <span class="dots" role="img" aria-label={`In ${colours.map(nameOf).join(', ')}`}>
          {colours.map((colour) => (
            <svg key={colour} viewBox="0 0 12 12">
              <circle cx="6" cy="6" r="5.5" fill={COLOURS[colour].base} />
            </svg>
          ))}
        </span>
      </a>
    </li>
  )
}

function nameOf(colour: keyof typeof COLOURS): string {
  return COLOURS[colour].name
}
