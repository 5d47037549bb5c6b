// Reads a shard of neighbours: for each of its products, which others belong beside it, and how closely.

/** The neighbours of one product. */
export interface Row {
  /** The product's own place in the model. */
  readonly place: number
  /** Places of its neighbours, ascending. */
  readonly to: readonly number[]
  /** As many weights, comparable between all rows of one model. */
  readonly weights: readonly number[]
}

/**
 * Rows by product id. The bytes are varints: rows; then for each its place, the length and the UTF-8 of its id, the
 * number of its neighbours, its scale, the gaps between their places, and a byte of weight for each. What is cut short
 * or names too much ends the reading: the rows before it are good.
 */
export function readRows(bytes: Uint8Array): Map<string, Row> {
  const rows = new Map<string, Row>()
  let at = 0
  const next = () => {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = bytes[at++]!
      // NaN where the bytes have ended.
      value += (byte & 127) * factor + byte * 0
      factor *= 128
      if (!(byte > 127)) return value
    }
  }
  for (let left = next(); left > 0; left--) {
    const place = next()
    const length = next()
    const id = new TextDecoder().decode(bytes.subarray(at, (at += length)))
    const count = next()
    const scale = next()
    // Each neighbour takes two bytes at least.
    if (!(at + 2 * count <= bytes.length)) break
    let last = -1
    const to = Array.from({ length: count }, () => (last += 1 + next()))
    const weights = Array.from({ length: count }, () => bytes[at++]! * scale)
    if (at > bytes.length) break
    rows.set(id, { place, to, weights })
  }
  return rows
}
