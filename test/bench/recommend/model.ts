// What a recommender must offer to be judged.

/** An item and how well it fits; only the order of scores has a meaning. */
export interface Scored {
  readonly id: string
  readonly score: number
}

export interface TrainOptions {
  /** How many sessions must agree before a relation may leave the collector. */
  readonly k: number
}

export interface Recommender {
  readonly name: string
  /** Sessions are items in the order they were seen; the oldest session comes first. */
  train(sessions: readonly (readonly string[])[], options: TrainOptions): Trained
}

export interface Trained {
  /** Up to `count` items for a visitor who saw `history`, oldest first; the best comes first. The judge asks for all. */
  recommend(history: readonly string[], count: number): readonly Scored[]
  /** What the whole model weighs as it is kept or sent. */
  readonly bytes: number
  readonly trainMs: number
}
