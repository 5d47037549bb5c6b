// The pages that list products: the front page, a category, and the answers to a search.
import type { VNode } from 'preact'
import { Harbour } from './art/harbour.tsx'
import { Picture } from './art/picture.tsx'
import { Cards } from './card.tsx'
import { address, hrefOf } from './navigate.ts'
import { CATEGORIES, PRODUCTS, findProducts, productById } from './products.ts'
import type { Category } from './products.ts'
import './elements.ts'
import { Recommended } from './recommended.tsx'

const FAVOURITES = [
  'tidal-throw',
  'saltmarsh-bowl',
  'skerry-cushion',
  'mooring-runner',
  'lantern-jug',
  'bather-towel',
  'horizon-plate',
  'signal-napkins',
].flatMap((id) => productById(id) ?? [])

export function Home(): VNode {
  return (
    <>
      <section class="hero">
        <Harbour />
        <div>
          <h1>Woven by the water</h1>
          <p>Cloth and clay for the house, made in small runs in harbour towns.</p>
          <a class="button primary" href={hrefOf('/c/throws')}>
            Shop throws
          </a>
        </div>
      </section>
      <ul class="kinds">
        {(Object.keys(CATEGORIES) as Category[]).map((category) => (
          <li key={category}>
            <a href={hrefOf(`/c/${category}`)}>
              <Sample category={category} />
              {CATEGORIES[category]}
            </a>
          </li>
        ))}
      </ul>
      <h2>What leaves the harbour most</h2>
      <Cards list={{ id: 'favourites', name: 'Favourites' }} products={FAVOURITES} />
      <Recommended slot="for-you" title="Picked on your device" />
      <Seen />
    </>
  )
}

/** The element that every shop may use, in a place below which nothing moves. */
function Seen(): VNode {
  return (
    <section class="slot">
      <h2>You looked at</h2>
      <tidemark-slot name="recently-viewed" count={6} label="Products that you looked at" />
    </section>
  )
}

function Sample({ category }: { category: Category }): VNode | null {
  const product = PRODUCTS.find((each) => each.category === category)
  return product ? <Picture product={product} /> : null
}

export function CategoryPage({ category }: { category: Category }): VNode {
  const products = PRODUCTS.filter((each) => each.category === category)
  return (
    <>
      <h1>{CATEGORIES[category]}</h1>
      <p class="lead">{products.length} pieces, all of them in stock.</p>
      <Cards list={{ id: category, name: CATEGORIES[category] }} products={products} />
    </>
  )
}

const TERM_CHARS_MAX = 100

export function SearchPage(): VNode {
  const term = (address.value.query.get('q') ?? '').trim().slice(0, TERM_CHARS_MAX)
  const found = findProducts(term)
  return (
    <>
      <h1>{term ? `“${term}”` : 'Search'}</h1>
      <p class="lead" role="status">
        {wordsFor(term, found.length)}
      </p>
      <Cards key={term} list={{ id: 'search', name: 'Search results' }} products={found} />
    </>
  )
}

function wordsFor(term: string, count: number): string {
  if (!term)
    return 'What are you looking for? A material, a colour of the sea, a thing to drink from.'
  if (count === 0) return 'Nothing by that name yet. Try “linen”, “mug” or “stripe”.'
  return count === 1 ? 'One piece' : `${count} pieces`
}
