// One product: its picture in each colour, its story, its size guide, and the way into the cart.
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Picture } from './art/picture.tsx'
import { Cards } from './card.tsx'
import { withOneMore } from './cart.ts'
import { hrefOf } from './navigate.ts'
import { inCurrency, priceText } from './price.ts'
import { CATEGORIES, COLOURS, PRODUCTS } from './products.ts'
import type { Category, Colour, Product } from './products.ts'
import { Recommended } from './recommended.tsx'
import { cart, currency } from './shelf.ts'
import { tell, tellEvent } from './tell.ts'

export function ProductPage({ product }: { product: Product }): VNode {
  const { name, category, cents, story, facts, colours } = product
  const [colour, setColour] = useState<Colour>(colours[0])
  useEffect(() => tell('view_item', [{ product }], currency.peek()), [product])
  const related = PRODUCTS.filter((each) => each.category === category && each !== product)
  return (
    <>
      <nav class="crumbs" aria-label="Breadcrumb">
        <a href={hrefOf('/')}>Home</a> /{' '}
        <a href={hrefOf(`/c/${category}`)}>{CATEGORIES[category]}</a>
      </nav>
      <article class="product">
        <Picture product={product} colour={colour} />
        <div class="product-text" id="buy-box">
          <h1>{name}</h1>
          <p class="price">{priceText(inCurrency(cents, currency.value), currency.value)}</p>
          <p>{story}</p>
          <Swatches colours={colours} chosen={colour} choose={setColour} />
          <AddToCart product={product} colour={colour} />
          <p class="quiet">{facts}</p>
          {category !== 'tableware' && <SizeGuide product={product} />}
        </div>
      </article>
      <Recommended
        slot="related"
        title="Goes well with it"
        item={product.id}
        otherwise={<MoreOf category={category} related={related.slice(0, 4)} />}
      />
    </>
  )
}

function MoreOf({ category, related }: { category: Category; related: readonly Product[] }): VNode {
  return (
    <>
      <h2>More {CATEGORIES[category].toLowerCase()}</h2>
      <Cards list={{ id: `related-${category}`, name: 'Related' }} products={related} />
    </>
  )
}

interface SwatchesProps {
  colours: readonly Colour[]
  chosen: Colour
  choose: (colour: Colour) => void
}

function Swatches({ colours, chosen, choose }: SwatchesProps): VNode {
  return (
    <fieldset class="swatches">
      <legend>Colour: {COLOURS[chosen].name}</legend>
      {colours.map((colour) => (
        <label key={colour} title={COLOURS[colour].name}>
          <input
            type="radio"
            class="unseen"
            name="colour"
            aria-label={COLOURS[colour].name}
            checked={colour === chosen}
            onChange={() => choose(colour)}
          />
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <circle cx="16" cy="16" r="15" fill={COLOURS[colour].base} />
          </svg>
        </label>
      ))}
    </fieldset>
  )
}

function AddToCart({ product, colour }: { product: Product; colour: Colour }): VNode {
  const [added, setAdded] = useState(0)
  const add = () => {
    cart.value = withOneMore(cart.value, product.id, colour)
    tell('add_to_cart', [{ product, colour, quantity: 1 }], currency.value)
    setAdded(added + 1)
  }
  return (
    <div class="add">
      <button type="button" class="primary" data-test="add-to-cart" onClick={add}>
        Add to cart
      </button>
      <p role="status">
        {added > 0 && (
          <>
            {added === 1 ? 'In your cart.' : `${added} added.`}{' '}
            <a href={hrefOf('/cart')}>See the cart</a>
          </>
        )}
      </p>
    </div>
  )
}

function SizeGuide({ product }: { product: Product }): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const open = () => {
    dialog.current?.showModal()
    tellEvent('size_guide_opened', { product: product.id })
  }
  return (
    <>
      <button type="button" class="link" onClick={open}>
        Size guide
      </button>
      <dialog ref={dialog} aria-labelledby="size-title">
        <h2 id="size-title">How large is that?</h2>
        <p>
          Our cloth is measured after its first wash, lying flat. Wool keeps its size; linen may
          lose up to three per cent more in the second wash.
        </p>
        <p>{product.facts}</p>
        <form method="dialog">
          <button class="primary">Close</button>
        </form>
      </dialog>
    </>
  )
}
