// The ten shapes that products come in, each drawn on a square of 320 from a fill and a dye.
import type { VNode } from 'preact'
import type { Shape } from '../products.ts'
import type { Dye } from './weave.tsx'

interface Drawn {
  /** The cloth or the glaze: a pattern's address. */
  fill: string
  dye: Dye
}

const FRINGE = Array.from({ length: 25 }, (_, at) => `M${76 + at * 7} 262v16`).join('')

export const SHAPES: Readonly<Record<Shape, (drawn: Drawn) => VNode>> = {
  throw: ({ fill, dye }) => (
    <g>
      <path d={FRINGE} stroke={dye.deep} stroke-width="2.4" />
      <path d="M72 76q0-16 16-16h144q16 0 16 16v186H72z" fill={fill} />
      <path d="M196 60h36q16 0 16 16v186h-52z" fill={dye.deep} opacity="0.22" />
      <path d="M72 132q88 20 176 0v14q-88 20-176 0z" fill={dye.deep} opacity="0.3" />
      <path d="M132 64q-8 96 2 198" fill="none" stroke={dye.light} stroke-width="2" opacity="0.4" />
    </g>
  ),
  cushion: ({ fill, dye }) => (
    <g>
      <path d={CUSHION} fill={fill} />
      <path
        d="M246 76q22-14 14 6-14 78 2 150 4 26-18 18-60-14-90-10 100-60 92-164z"
        fill={dye.deep}
        opacity="0.25"
      />
      <path d={CUSHION} fill="none" stroke={dye.deep} stroke-width="3" />
    </g>
  ),
  towel: ({ fill, dye }) => (
    <g>
      <path d="M48 64h224" class="art-wood" stroke-width="9" stroke-linecap="round" />
      <path d="M92 60h136v200q-68 10-136 0z" fill={fill} />
      <path d="M92 220h136v10H92zM92 238h136v4H92z" fill={dye.light} />
      <path d="M92 60h136v12H92z" fill={dye.deep} opacity="0.4" />
      <path d="M186 72q10 90-2 192l44-4V72z" fill={dye.deep} opacity="0.2" />
    </g>
  ),
  runner: ({ fill, dye }) => (
    <g>
      <path d="M30 150 160 96l130 54-130 56z" class="art-table" />
      <path d="M30 150v22l130 58 130-58v-22l-130 56z" class="art-table-edge" />
      <path d="M80 130 112 116 254 176 254 236 218 248 218 190z" fill={fill} />
      <path d="M218 190 254 176v60l-36 12z" fill={dye.deep} opacity="0.35" />
    </g>
  ),
  napkin: ({ fill, dye }) => (
    <g stroke={dye.deep} stroke-width="1.5" stroke-linejoin="round">
      <path d="M70 226 180 96l84 112z" fill={dye.deep} />
      <path d="M62 230 166 88l92 124z" fill={fill} />
      <path d="M62 230 166 88l14 146z" fill={dye.light} opacity="0.28" stroke="none" />
      <path d="M62 230 180 234 258 212z" fill={fill} />
    </g>
  ),
  plate: ({ fill, dye }) => (
    <g>
      <circle cx="160" cy="160" r="108" fill={fill} />
      <path d="M52 160a108 108 0 0 1 216 0q-108-40-216 0z" fill={dye.light} opacity="0.85" />
      <circle cx="160" cy="160" r="72" fill={dye.base} opacity="0.55" />
      <circle
        cx="160"
        cy="160"
        r="72"
        fill="none"
        stroke={dye.deep}
        stroke-width="2"
        opacity="0.6"
      />
      <circle cx="160" cy="160" r="107" fill="none" stroke={dye.deep} stroke-width="2.5" />
    </g>
  ),
  bowl: ({ fill, dye }) => (
    <g>
      <path d="M56 138h208c0 66-44 108-72 112h-64c-28-4-72-46-72-112z" fill={fill} />
      <path
        d="M214 138h50c0 66-44 108-72 112h-30c36-20 52-62 52-112z"
        fill={dye.deep}
        opacity="0.3"
      />
      <ellipse cx="160" cy="138" rx="104" ry="26" fill={dye.light} />
      <ellipse cx="160" cy="144" rx="84" ry="16" fill={dye.base} opacity="0.5" />
    </g>
  ),
  mug: ({ fill, dye }) => (
    <g>
      <path d="M220 128c54-8 58 88-4 86" fill="none" stroke={dye.deep} stroke-width="16" />
      <path d="M88 96h136l-6 148q-62 14-124 0z" fill={fill} />
      <path d="M88 96h136l-3 70q-66 26-130 0z" fill={dye.light} opacity="0.75" />
      <path d="M190 96h34l-6 148q-18 5-36 6z" fill={dye.deep} opacity="0.28" />
      <ellipse cx="156" cy="96" rx="68" ry="17" fill={dye.deep} />
      <ellipse cx="156" cy="100" rx="58" ry="11" fill={dye.base} />
    </g>
  ),
  jug: ({ fill, dye }) => (
    <g>
      <path d="M204 104c62-12 62 92 6 104" fill="none" stroke={dye.deep} stroke-width="14" />
      <path d="M108 56 84 70l22 34c-26 44-30 128 4 156h92c36-30 30-112 2-156l4-48z" fill={fill} />
      <path
        d="M176 56h32l-4 48c28 44 34 126-2 156h-42c44-44 42-140 16-204z"
        fill={dye.deep}
        opacity="0.26"
      />
      <ellipse cx="158" cy="57" rx="50" ry="10" fill={dye.deep} />
    </g>
  ),
  tumbler: ({ dye }) => (
    <g>
      <Glass x={74} dye={dye} />
      <Glass x={164} dye={dye} />
    </g>
  ),
}

const CUSHION =
  'M74 76q-22-14-14 6 14 78-2 150-4 26 18 18 84-20 168 0 22 8 18-18-16-72-2-150 8-20-14-6-86 20-172 0z'

function Glass({ x, dye }: { x: number; dye: Dye }): VNode {
  return (
    <g transform={`translate(${x} 0)`}>
      <path d="M0 104h84l-8 138q-34 10-68 0z" fill={dye.base} opacity="0.42" />
      <path d="M3 150h78l-5 92q-34 10-68 0z" fill={dye.base} opacity="0.5" />
      <path d="M14 112h10l-4 120-8-2z" fill={dye.light} opacity="0.85" />
      <ellipse
        cx="42"
        cy="104"
        rx="42"
        ry="9"
        fill={dye.light}
        stroke={dye.deep}
        stroke-width="2"
      />
      <g fill={dye.light}>
        <circle cx="54" cy="176" r="3" />
        <circle cx="44" cy="204" r="2" />
        <circle cx="62" cy="220" r="2.5" />
      </g>
    </g>
  )
}
