// Counts the bytes that are durable in the log but not in the store yet, and says when there are too many.

export interface Backlog {
  readonly bytes: () => number
  readonly add: (bytes: number) => void
  readonly remove: (bytes: number) => void
  readonly isFull: () => boolean
}

export function createBacklog(bytesMax: number): Backlog {
  let bytes = 0
  return {
    bytes: () => bytes,
    add: (more) => {
      bytes += more
    },
    remove: (fewer) => {
      bytes -= fewer
    },
    isFull: () => bytes >= bytesMax,
  }
}
