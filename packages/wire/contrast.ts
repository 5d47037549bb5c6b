// How well one colour can be read on another: the contrast ratio of WCAG 2.2.

/** A colour, as `#rrggbb`. */
export const COLOUR_FORM = /^#[\dA-Fa-f]{6}$/

/** What text needs, and what the outline of a control does (success criteria 1.4.3 and 1.4.11). */
export const LEAST = { text: 4.5, outline: 3 } as const

function linear(byte: number): number {
  const share = byte / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** Relative luminance: 0 is black, 1 is white (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
export function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16)),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * From 1, the same, to 21, black on white (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Which is on which does not
 * matter.
 * @example contrastOf('#767676', '#ffffff') // 4.54
 */
export function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** A ratio for people, cut and not rounded: what is shown as 4.5 is enough. */
export function textOfRatio(ratio: number): string {
  return String(Math.floor(ratio * 100 + 1e-9) / 100)
}
