// Simulated time: tasks run in the order of their moments, and all promises settle between two of them.

export interface Schedule {
  now(): number
  /** Runs `task` after `ms`; what is returned takes it back. */
  later(task: () => void, ms: number): () => void
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>
  /** Tasks that still wait. */
  waiting(): number
}

interface Task {
  atMs: number
  run: () => void
}

/** `onError` hears what a task throws. */
export function createSchedule(startMs: number, onError: (error: unknown) => void): Schedule {
  const tasks: Task[] = []
  let nowMs = startMs
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  const next = (untilMs: number): Task | undefined =>
    tasks[0] && tasks[0].atMs <= untilMs ? tasks.shift() : undefined

  return {
    now: () => nowMs,
    waiting: () => tasks.length,
    later(run, ms) {
      const task: Task = { atMs: nowMs + Math.max(0, ms), run }
      // Mostly the latest: searched from the end.
      let at = tasks.length
      while (at > 0 && tasks[at - 1]!.atMs > task.atMs) at--
      tasks.splice(at, 0, task)
      return () => {
        const found = tasks.indexOf(task)
        if (found >= 0) tasks.splice(found, 1)
      }
    },
    async pass(ms) {
      const untilMs = nowMs + ms
      await settle()
      for (let task = next(untilMs); task; task = next(untilMs)) {
        nowMs = Math.max(nowMs, task.atMs)
        try {
          task.run()
        } catch (error) {
          onError(error)
        }
        await settle()
      }
      nowMs = untilMs
    },
  }
}
