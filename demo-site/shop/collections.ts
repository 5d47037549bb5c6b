// Sixteen designs, each woven, knitted or thrown as twelve things: what fills the shelves beside the pieces of their own.
import type { Category, Colour, Product, Shape, Weave } from './products.ts'

interface Collection {
  name: string
  weave: Weave
  colours: readonly [Colour, ...Colour[]]
  /** How much dearer or cheaper than the kind's own price. */
  price: number
  /** Said of each piece, before what its kind says. */
  mood: string
}

const COLLECTIONS: readonly Collection[] = [
  {
    name: 'Mudlark',
    weave: 'check',
    colours: ['slate', 'sail'],
    price: 1,
    mood: 'Quiet squares, as a flat at low water dries.',
  },
  {
    name: 'Bollard',
    weave: 'plain',
    colours: ['buoy', 'slate'],
    price: 0.9,
    mood: 'One strong colour that nothing pulls over.',
  },
  {
    name: 'Capstan',
    weave: 'twill',
    colours: ['kelp', 'sail', 'lamp'],
    price: 1.1,
    mood: 'A line that winds and winds, and never knots.',
  },
  {
    name: 'Driftline',
    weave: 'dash',
    colours: ['sail', 'tide'],
    price: 1,
    mood: 'Short strokes, left where the last wave was.',
  },
  {
    name: 'Ebb',
    weave: 'wave',
    colours: ['tide', 'sail'],
    price: 1.2,
    mood: 'Lines that withdraw, one after the other.',
  },
  {
    name: 'Foreshore',
    weave: 'stripe',
    colours: ['sail', 'kelp', 'slate'],
    price: 0.95,
    mood: 'Sand, weed and stone, in the order they lie.',
  },
  {
    name: 'Gannet',
    weave: 'twill',
    colours: ['sail', 'lamp'],
    price: 1.15,
    mood: 'White, with the yellow of a bird that dives.',
  },
  {
    name: 'Halyard',
    weave: 'stripe',
    colours: ['tide', 'buoy'],
    price: 1.05,
    mood: 'Two ropes side by side, one for each hand.',
  },
  {
    name: 'Inlet',
    weave: 'wave',
    colours: ['slate', 'tide'],
    price: 1,
    mood: 'Water that has come in to rest.',
  },
  {
    name: 'Jetty',
    weave: 'check',
    colours: ['sail', 'slate', 'buoy'],
    price: 0.9,
    mood: 'Planks over water, and the gaps between.',
  },
  {
    name: 'Kittiwake',
    weave: 'dash',
    colours: ['slate', 'sail'],
    price: 1.1,
    mood: 'Grey over white, and quick.',
  },
  {
    name: 'Lightship',
    weave: 'stripe',
    colours: ['buoy', 'sail'],
    price: 1.2,
    mood: 'Red and white, seen from far.',
  },
  {
    name: 'Marram',
    weave: 'dash',
    colours: ['kelp', 'lamp'],
    price: 0.95,
    mood: 'Grass that holds a dune together.',
  },
  {
    name: 'Northerly',
    weave: 'plain',
    colours: ['tide', 'slate', 'sail'],
    price: 1,
    mood: 'Cool, clean, and from one direction.',
  },
  {
    name: 'Oystercatcher',
    weave: 'check',
    colours: ['slate', 'buoy'],
    price: 1.25,
    mood: 'Black, white, and a bill like a match.',
  },
  {
    name: 'Pilchard',
    weave: 'twill',
    colours: ['lamp', 'tide'],
    price: 1.1,
    mood: 'Silver and gold, by the thousand.',
  },
]

interface Kind {
  id: string
  name: string
  category: Category
  shape: Shape
  cents: number
  /** Said of each piece of this kind. */
  use: string
  facts: string
}

const KINDS: readonly Kind[] = [
  {
    id: 'throw',
    name: 'throw',
    category: 'throws',
    shape: 'throw',
    cents: 11_900,
    use: 'Wide enough for two.',
    facts: 'Lambswool · 140 × 200 cm',
  },
  {
    id: 'blanket',
    name: 'cotton blanket',
    category: 'throws',
    shape: 'throw',
    cents: 7_900,
    use: 'For the end of a bed, all year.',
    facts: 'Cotton · 150 × 200 cm',
  },
  {
    id: 'cushion',
    name: 'cushion',
    category: 'cushions',
    shape: 'cushion',
    cents: 4_500,
    use: 'With a hidden zip, and a filling that comes back.',
    facts: 'Linen and wool · 50 × 50 cm',
  },
  {
    id: 'lumbar',
    name: 'lumbar cushion',
    category: 'cushions',
    shape: 'cushion',
    cents: 3_900,
    use: 'For the small of a back that has sat too long.',
    facts: 'Linen · 30 × 60 cm',
  },
  {
    id: 'bath-towel',
    name: 'bath towel',
    category: 'towels',
    shape: 'towel',
    cents: 3_400,
    use: 'Dries you, then itself.',
    facts: 'Waffle cotton · 70 × 140 cm',
  },
  {
    id: 'hand-towel',
    name: 'hand towel',
    category: 'towels',
    shape: 'towel',
    cents: 1_600,
    use: 'With a loop to hang it by.',
    facts: 'Waffle cotton · 50 × 90 cm',
  },
  {
    id: 'runner',
    name: 'table runner',
    category: 'table-linen',
    shape: 'runner',
    cents: 3_900,
    use: 'For a table that need not be hidden.',
    facts: 'Linen · 45 × 180 cm',
  },
  {
    id: 'napkins',
    name: 'napkins, set of four',
    category: 'table-linen',
    shape: 'napkin',
    cents: 3_200,
    use: 'Softer with each wash.',
    facts: 'Linen · 45 × 45 cm',
  },
  {
    id: 'plate',
    name: 'dinner plate',
    category: 'tableware',
    shape: 'plate',
    cents: 2_200,
    use: 'Stacks well, chips late.',
    facts: 'Stoneware · ⌀ 27 cm',
  },
  {
    id: 'bowl',
    name: 'bowl',
    category: 'tableware',
    shape: 'bowl',
    cents: 1_900,
    use: 'For soup, or for two hands.',
    facts: 'Stoneware · ⌀ 16 cm',
  },
  {
    id: 'mug',
    name: 'mug',
    category: 'tableware',
    shape: 'mug',
    cents: 1_700,
    use: 'Holds a third of a litre, and its heat.',
    facts: 'Stoneware · 330 ml',
  },
  {
    id: 'jug',
    name: 'jug',
    category: 'tableware',
    shape: 'jug',
    cents: 4_400,
    use: 'Pours without a drip.',
    facts: 'Stoneware · 1 l',
  },
]

/** Prices end in .00 or .50. */
const STEP_CENTS = 50

/** Every design as every thing, design by design. */
export const COLLECTION_PRODUCTS: readonly Product[] = COLLECTIONS.flatMap(
  ({ name, weave, colours, price, mood }) =>
    KINDS.map((kind) => ({
      id: `${name.toLowerCase()}-${kind.id}`,
      name: `${name} ${kind.name}`,
      category: kind.category,
      cents: Math.round((kind.cents * price) / STEP_CENTS) * STEP_CENTS,
      shape: kind.shape,
      weave,
      colours,
      story: `${mood} ${kind.use}`,
      facts: kind.facts,
    })),
)
