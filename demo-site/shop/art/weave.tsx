// Patterns that cloth and glaze are filled with, drawn from a product's weave and colour.
import type { VNode } from 'preact'
import type { COLOURS, Colour, Weave } from '../products.ts'

export type Dye = (typeof COLOURS)[Colour]

interface WeavePatternProps {
  id: string
  weave: Weave
  dye: Dye
}

/** A fill of its own id, for shapes to use as `url(#id)`. */
export function WeavePattern({ id, weave, dye }: WeavePatternProps): VNode {
  const { size, marks } = DRAFTS[weave]
  return (
    <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse">
      <rect width={size} height={size} fill={dye.base} />
      {marks(dye)}
    </pattern>
  )
}

interface Draft {
  size: number
  marks: (dye: Dye) => VNode
}

const DRAFTS: Readonly<Record<Weave, Draft>> = {
  plain: {
    size: 6,
    marks: ({ deep, light }) => (
      <g fill="none" stroke-width="0.8">
        <path d="M0 1.5h6M0 4.5h6" stroke={deep} opacity="0.35" />
        <path d="M1.5 0v6M4.5 0v6" stroke={light} opacity="0.16" />
      </g>
    ),
  },
  stripe: {
    size: 44,
    marks: ({ light, deep }) => (
      <g>
        <path d="M0 9h44M0 15h44" stroke={light} stroke-width="3" />
        <path d="M0 30h44" stroke={light} stroke-width="11" />
        <path d="M0 39h44" stroke={deep} stroke-width="2" />
      </g>
    ),
  },
  check: {
    size: 48,
    marks: ({ light, deep }) => (
      <g fill="none">
        <path d="M0 12h48M12 0v48" stroke={deep} stroke-width="16" opacity="0.4" />
        <path d="M0 36h48M36 0v48" stroke={light} stroke-width="2.5" />
      </g>
    ),
  },
  twill: {
    size: 24,
    marks: ({ light }) => (
      <g fill="none" stroke={light} stroke-width="1.6" opacity="0.6">
        <path d="M0 12 12 0M0 18 12 6M0 24 12 12M6 24 12 18M0 6 6 0" />
        <path d="M12 0 24 12M12 6 24 18M12 12 24 24M12 18 18 24M18 0 24 6" />
      </g>
    ),
  },
  wave: {
    size: 36,
    marks: ({ light, deep }) => (
      <g fill="none" stroke-width="2.2">
        <path d="M0 9q9-8 18 0t18 0" stroke={light} opacity="0.85" />
        <path d="M0 27q9-8 18 0t18 0" stroke={deep} />
        <path d="M0 18q9-8 18 0t18 0" stroke={light} opacity="0.35" />
      </g>
    ),
  },
  dash: {
    size: 30,
    marks: ({ light, deep }) => (
      <g fill="none" stroke-width="3" stroke-linecap="round">
        <path d="M5 7h8M20 22h8" stroke={light} />
        <path d="M20 9h5M6 24h5" stroke={deep} />
      </g>
    ),
  },
}
