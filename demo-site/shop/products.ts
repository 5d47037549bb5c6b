// What Harbour & Loom sells: the shop's whole catalogue, from which pages and pictures are drawn.

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

type Line = readonly [
  id: string,
  name: string,
  cents: number,
  shape: Shape,
  weave: Weave,
  colours: readonly [Colour, ...Colour[]],
  story: string,
  facts: string,
]

const LINES: Readonly<Record<Category, readonly Line[]>> = {
  throws: [
    [
      'tidal-throw',
      'Tidal throw',
      12900,
      'throw',
      'wave',
      ['tide', 'slate', 'sail'],
      'Slow waves in two yarns, woven wide enough for two people and a late film.',
      'Lambswool and linen · 140 × 200 cm',
    ],
    [
      'breakwater-throw',
      'Breakwater throw',
      14900,
      'throw',
      'twill',
      ['slate', 'kelp'],
      'A heavy herringbone that keeps its shape on the arm of a sofa.',
      'Lambswool · 150 × 210 cm',
    ],
    [
      'regatta-throw',
      'Regatta throw',
      9900,
      'throw',
      'stripe',
      ['buoy', 'tide', 'lamp'],
      'Race-day stripes, with a fringe knotted by hand.',
      'Cotton · 130 × 180 cm',
    ],
    [
      'fogbank-throw',
      'Fogbank throw',
      17900,
      'throw',
      'plain',
      ['sail', 'slate'],
      'Brushed three times, as soft as the morning it is named for.',
      'Alpaca and wool · 140 × 200 cm',
    ],
    [
      'cove-blanket',
      'Cove picnic blanket',
      8900,
      'throw',
      'check',
      ['kelp', 'buoy'],
      'A check that hides the grass, on a back that keeps out the damp.',
      'Recycled wool · 150 × 150 cm',
    ],
  ],
  cushions: [
    [
      'skerry-cushion',
      'Skerry cushion',
      4900,
      'cushion',
      'dash',
      ['tide', 'lamp', 'kelp'],
      'Short floats of yarn scattered like rocks at low water.',
      'Linen, feather filling · 50 × 50 cm',
    ],
    [
      'deckchair-cushion',
      'Deckchair cushion',
      3900,
      'cushion',
      'stripe',
      ['buoy', 'tide'],
      'Striped canvas that fades the way it should.',
      'Cotton canvas · 45 × 45 cm',
    ],
    [
      'ripple-cushion',
      'Ripple cushion',
      5400,
      'cushion',
      'wave',
      ['slate', 'sail'],
      'A raised ripple you can feel with your eyes shut.',
      'Wool and cotton · 50 × 50 cm',
    ],
    [
      'anchorage-cushion',
      'Anchorage cushion',
      5900,
      'cushion',
      'check',
      ['kelp', 'slate', 'buoy'],
      'A quiet window-pane check with a corded edge.',
      'Wool · 50 × 50 cm',
    ],
  ],
  towels: [
    [
      'bather-towel',
      'Bather towel',
      3400,
      'towel',
      'stripe',
      ['tide', 'buoy'],
      'A flat weave that dries you, then itself, before lunch.',
      'Organic cotton · 100 × 180 cm',
    ],
    [
      'lido-towel',
      'Lido bath towel',
      2900,
      'towel',
      'plain',
      ['sail', 'slate', 'tide'],
      'Deep loops, long fibres, no fluff.',
      'Organic cotton · 70 × 140 cm',
    ],
    [
      'pontoon-towel',
      'Pontoon hand towel',
      1600,
      'towel',
      'dash',
      ['lamp', 'kelp'],
      'Waffle woven, with a loop to hang it by.',
      'Linen and cotton · 50 × 90 cm',
    ],
    [
      'galley-cloths',
      'Galley cloths, pair',
      1900,
      'towel',
      'check',
      ['buoy', 'tide', 'slate'],
      'Two cloths that polish glass without leaving a thread.',
      'Linen · 50 × 70 cm',
    ],
  ],
  'table-linen': [
    [
      'mooring-runner',
      'Mooring table runner',
      4500,
      'runner',
      'stripe',
      ['tide', 'sail'],
      'Bands of rope white along the length of the table.',
      'Washed linen · 45 × 180 cm',
    ],
    [
      'headland-runner',
      'Headland table runner',
      4900,
      'runner',
      'twill',
      ['kelp', 'slate'],
      'A fine herringbone that gets better with every wash.',
      'Washed linen · 45 × 180 cm',
    ],
    [
      'harvest-runner',
      'Harvest table runner',
      4200,
      'runner',
      'check',
      ['lamp', 'buoy'],
      'For long lunches that turn into dinner.',
      'Cotton and linen · 45 × 160 cm',
    ],
    [
      'pilot-napkins',
      'Pilot napkins, set of 4',
      3600,
      'napkin',
      'plain',
      ['sail', 'tide', 'buoy', 'kelp'],
      'Hemmed by hand, and large enough to be of use.',
      'Washed linen · 45 × 45 cm',
    ],
    [
      'signal-napkins',
      'Signal napkins, set of 4',
      3900,
      'napkin',
      'stripe',
      ['buoy', 'lamp', 'tide'],
      'One stripe each, so that everybody finds their own.',
      'Washed linen · 45 × 45 cm',
    ],
  ],
  tableware: [
    [
      'skerry-mug',
      'Skerry mug',
      2200,
      'mug',
      'plain',
      ['slate', 'tide', 'sail'],
      'Thrown a little heavy at the foot, so that it stays put.',
      'Stoneware · 350 ml',
    ],
    [
      'saltmarsh-bowl',
      'Saltmarsh bowl',
      2600,
      'bowl',
      'wave',
      ['kelp', 'sail'],
      'Reed green outside, a pool of pale glaze within.',
      'Stoneware · ⌀ 18 cm',
    ],
    [
      'horizon-plate',
      'Horizon dinner plate',
      2900,
      'plate',
      'plain',
      ['tide', 'sail', 'slate'],
      'One line where the glaze was dipped, never twice the same.',
      'Stoneware · ⌀ 27 cm',
    ],
    [
      'shoal-plate',
      'Shoal side plate',
      1800,
      'plate',
      'dash',
      ['lamp', 'tide'],
      'Brushed marks that swim round the rim.',
      'Stoneware · ⌀ 20 cm',
    ],
    [
      'lantern-jug',
      'Lantern jug',
      5200,
      'jug',
      'stripe',
      ['lamp', 'slate'],
      'Pours without a drip; holds flowers the rest of the week.',
      'Stoneware · 1.2 l',
    ],
    [
      'spray-tumblers',
      'Spray tumblers, pair',
      3200,
      'tumbler',
      'plain',
      ['tide', 'kelp'],
      'Blown from old bottles, with the bubbles left in.',
      'Recycled glass · 280 ml',
    ],
  ],
}

/** All products, in the order of the catalogue. */
export const PRODUCTS: readonly Product[] = (Object.keys(CATEGORIES) as Category[]).flatMap(
  (category) =>
    LINES[category].map(([id, name, cents, shape, weave, colours, story, facts]) => ({
      id,
      name,
      category,
      cents,
      shape,
      weave,
      colours,
      story,
      facts,
    })),
)

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
