// What Harbour & Loom sells: the shop's whole catalogue, from which pages and pictures are drawn.
import { COLLECTION_PRODUCTS } from './collections.ts'
import { PIECES } from './pieces.ts'

export const CATEGORIES = {
  throws: 'Throws',
  cushions: 'Cushions',
  towels: 'Towels',
  'table-linen': 'Table linen',
  tableware: 'Tableware',
} as const

export type Category = keyof typeof CATEGORIES

/** Dyes and glazes: the ground, a light thread on it, and its shade. */
export const COLOURS = {
  tide: { name: 'Tide', base: '#2f7080', light: '#dcebe8', deep: '#1b4753' },
  sail: { name: 'Sailcloth', base: '#ebe6d9', light: '#a3957a', deep: '#c2b79e' },
  buoy: { name: 'Buoy', base: '#c6503a', light: '#f7e1d4', deep: '#8c3323' },
  kelp: { name: 'Kelp', base: '#66754a', light: '#e3e7cd', deep: '#434e2e' },
  slate: { name: 'Slate', base: '#5a6975', light: '#d6dee2', deep: '#37434c' },
  lamp: { name: 'Lamplight', base: '#dfa93f', light: '#fff2d3', deep: '#a27518' },
} as const

export type Colour = keyof typeof COLOURS

export type Shape =
  | 'throw'
  | 'cushion'
  | 'towel'
  | 'runner'
  | 'napkin'
  | 'plate'
  | 'bowl'
  | 'mug'
  | 'jug'
  | 'tumbler'

export type Weave = 'plain' | 'stripe' | 'check' | 'twill' | 'wave' | 'dash'

export interface Product {
  id: string
  name: string
  category: Category
  /** Euro cents; other currencies follow from it. */
  cents: number
  shape: Shape
  weave: Weave
  colours: readonly [Colour, ...Colour[]]
  story: string
  facts: string
}

/** All products: what stands for itself first. */
export const PRODUCTS: readonly Product[] = [...PIECES, ...COLLECTION_PRODUCTS]

const byId = new Map(PRODUCTS.map((product) => [product.id, product]))

export function productById(id: string): Product | undefined {
  return byId.get(id)
}

/** Products that hold every word of a search, in their name, category, story or material. */
export function findProducts(term: string): readonly Product[] {
  const words = term.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return PRODUCTS.filter(({ name, category, story, facts }) => {
    const hay = `${name} ${CATEGORIES[category]} ${story} ${facts}`.toLowerCase()
    return words.every((word) => hay.includes(word))
  })
}
