// Where in a box a point lies, as two numbers of a byte each, and back.

type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>

const ONE = 255

/** How far across and down `box` a point of its coordinates lies, 0 to 255 each. */
export function shareOf(box: Box, x: number, y: number): Uint8ClampedArray {
  return Uint8ClampedArray.of(
    (ONE * (x - box.left)) / box.width,
    (ONE * (y - box.top)) / box.height,
  )
}

/** The point of `box` that lies so far across and down. */
export function placeIn(box: Box, across: number, down: number): { x: number; y: number } {
  return { x: box.left + (across / ONE) * box.width, y: box.top + (down / ONE) * box.height }
}
