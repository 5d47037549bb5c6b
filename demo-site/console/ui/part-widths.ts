// How wide the parts of a stacked bar are drawn.

/** The least a part that exists is drawn with, so that one lost event in a million can be seen. */
const WIDTH_MIN = 4

/** Widths in proportion, none that exists under the least; the widest pays for what that takes. */
export function partWidths(events: readonly number[], room: number): number[] {
  const total = events.reduce((sum, each) => sum + each, 0)
  if (total === 0) return events.map(() => 0)
  const widths = events.map((each) => (each === 0 ? 0 : Math.max(WIDTH_MIN, (each / total) * room)))
  const over = widths.reduce((sum, each) => sum + each, 0) - room
  const widest = widths.indexOf(Math.max(...widths))
  return widths.map((width, at) => (at === widest ? width - over : width))
}
