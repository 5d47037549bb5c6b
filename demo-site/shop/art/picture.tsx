// The picture of a product in a colour, drawn from its shape and weave.
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { COLOURS } from '../products.ts'
import type { Colour, Product } from '../products.ts'
import { SHAPES } from './shapes.tsx'
import { WeavePattern } from './weave.tsx'

interface PictureProps {
  product: Product
  colour?: Colour
}

export function Picture({ product, colour = product.colours[0] }: PictureProps): VNode {
  const id = `weave-${useId()}`
  const dye = COLOURS[colour]
  const Shape = SHAPES[product.shape]
  return (
    <svg
      class="picture"
      viewBox="0 0 320 320"
      role="img"
      aria-label={`${product.name} in ${dye.name}`}
    >
      <defs>
        <WeavePattern id={id} weave={product.weave} dye={dye} />
      </defs>
      <rect width="320" height="320" class="art-wall" />
      <path d="M0 236h320v84H0z" class="art-floor" />
      <ellipse cx="160" cy="264" rx="112" ry="14" class="art-shadow" />
      {Shape({ fill: `url(#${id})`, dye })}
    </svg>
  )
}
