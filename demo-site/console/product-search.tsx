// Finds a product by its name or id, and hands on the one that was picked.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Product } from '../../packages/wire/recommend.ts'
import { findProducts } from './recommend-api.ts'

/** Typing rests so long before it is asked. */
const REST_MS = 200

interface ProductSearchProps {
  site: string
  label: string
  pick: (product: Product) => void
}

export function ProductSearch({ site, label, pick }: ProductSearchProps): VNode {
  const [words, setWords] = useState('')
  const [found, setFound] = useState<readonly Product[]>([])
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(() => {
      findProducts(site, words, stop.signal).then(setFound, () => setFound([]))
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [site, words])
  return (
    <div class="product-search">
      <input
        type="search"
        placeholder={label}
        aria-label={label}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <ul class="product-picks">
        {found.map((product) => (
          <li key={product.id}>
            <button type="button" onClick={() => pick(product)}>
              {nameOf(product)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

export function nameOf({ id, name }: Product): string {
  return name === undefined ? id : `${name} (${id})`
}
