// The picture on the front page: a harbour whose sea is woven.
import type { VNode } from 'preact'
import { COLOURS } from '../products.ts'
import { WeavePattern } from './weave.tsx'

const SAILS = [
  { x: 250, size: 1, fill: COLOURS.buoy.base },
  { x: 420, size: 0.62, fill: COLOURS.sail.base },
  { x: 520, size: 0.4, fill: COLOURS.lamp.base },
]

export function Harbour(): VNode {
  return (
    <svg
      class="harbour"
      viewBox="0 0 640 400"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <defs>
        <WeavePattern id="sea-near" weave="wave" dye={COLOURS.tide} />
        <WeavePattern id="sea-far" weave="twill" dye={COLOURS.slate} />
      </defs>
      <rect width="640" height="400" class="art-sky" />
      <circle cx="500" cy="92" r="44" class="art-sun" />
      <path
        d="M0 196q90-44 170-30t150 14 150-18 170 12v60H0z"
        fill={COLOURS.kelp.deep}
        opacity="0.5"
      />
      <path d="M0 214h640v186H0z" fill="url(#sea-far)" />
      {SAILS.map(({ x, size, fill }) => (
        <g key={x} transform={`translate(${x} 262) scale(${size})`}>
          <path d="M0-150V-6h72q-8-96-72-144z" fill={fill} />
          <path d="M-8-128V-6h-52q10-72 52-122z" fill={COLOURS.sail.light} opacity="0.75" />
          <path d="M-72 0h156q-14 30-44 30h-74q-26 0-38-30z" fill={COLOURS.tide.deep} />
        </g>
      ))}
      <path d="M0 276q80-18 160 0t160 0 160 0 160 0v124H0z" fill="url(#sea-near)" />
    </svg>
  )
}
