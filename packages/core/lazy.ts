// Runs the heavy part of a feature once its code has come: what was never granted is never fetched.
import type { Context, Stop } from './feature.ts'

/**
 * Fetches a chunk and starts it, unless the feature was stopped before it came. One that cannot be fetched is left
 * alone until the next page.
 * @example start: (context) => lazily(context, () => import('./chunk.ts'), ({ watch }) => watch(context))
 */
export function lazily<C>(
  { guard }: Context,
  load: () => Promise<C>,
  start: (chunk: C) => Stop | void,
): Stop {
  let stopped = false
  let stop: Stop | void
  load().then(
    guard((chunk) => {
      if (!stopped) stop = start(chunk)
    }),
    () => undefined,
  )
  return () => {
    stopped = true
    stop?.()
  }
}
