// The console's few pictograms, as strokes on a grid of 24.
import type { VNode } from 'preact'

const STROKES = {
  overview: 'M5 20v-7M12 20V4M19 20V9M2 20h20',
  pages: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  events: 'M9 3 7 21M17 3l-2 18M4 8.5h17M3 15.5h17',
  live: 'M2 12h4l3-8 5 16 3-8h5',
  consent: 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zM9 12l2 2 4-4',
  delivery: 'M3 13v6h18v-6M12 3v10M8 9l4 4 4-4',
  experiments: 'M9 3h6M10 3v6L4.5 19a1.5 1.5 0 0 0 1.3 2h12.4a1.5 1.5 0 0 0 1.3-2L14 9V3M7.5 15h9',
  heatmap: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 12h.01',
  recommend: 'M4 5h7v7H4zM15 6.5h5M15 10.5h5M4 16h16M4 20h10',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  system: 'M3 5h18v11H3zM8 20h8M12 16v4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  met: 'm5 12.5 4.5 4.5L19 7.5',
  missed: 'M6 6l12 12M18 6 6 18',
  pause: 'M9 5v14M15 5v14',
  play: 'M7 4.5v15l12-7.5z',
} as const

export type IconName = keyof typeof STROKES

/** A pictogram; it says nothing to a screen reader, the words beside it do. */
export function Icon({ name }: { name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={STROKES[name]} />
    </svg>
  )
}

/** The mark: the line that the tide leaves. */
export function Mark(): VNode {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <circle class="mark-disc" cx="16" cy="16" r="15" />
      <path d="M3 14c4.3-4 8.7-4 13 0s8.7 4 13 0" />
      <path class="mark-trace" d="M5 21c3.7-3 7.3-3 11 0s7.3 3 11 0" />
    </svg>
  )
}
