// Runs a learner: in a thread of its own where the collector serves, in this one where a test looks on.
import { Worker } from 'node:worker_threads'
import type { BuiltModel } from './build.ts'
import { createLearner } from './learn.ts'
import type { LearnOptions, LearnedRow } from './learn.ts'

/** A training under way. */
export interface Training {
  readonly add: (rows: readonly LearnedRow[]) => Promise<void>
  readonly finish: (options: LearnOptions) => Promise<BuiltModel>
  /** Gives up, or clears away. */
  readonly stop: () => Promise<void>
}

export type StartTraining = (origins: readonly string[]) => Training

/** What the thread is told; each is answered by one `WorkerReply`. */
export type WorkerOrder =
  | { readonly do: 'add'; readonly rows: readonly LearnedRow[] }
  | { readonly do: 'finish'; readonly options: LearnOptions }

export interface WorkerReply {
  readonly model?: BuiltModel
}

/** More than this and the thread ends, not the collector. */
const MEMORY_MB_MAX = 1_024

export const trainHere: StartTraining = (origins) => {
  const learner = createLearner(origins)
  return {
    add: async (rows) => learner.add(rows),
    finish: async (options) => learner.finish(options),
    stop: async () => {},
  }
}

/** `script` is the built `train-worker.js`. */
export function trainInThread(script: URL): StartTraining {
  return (origins) => {
    const worker = new Worker(script, {
      workerData: { origins },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
    })
    const ask = (order: WorkerOrder): Promise<WorkerReply> =>
      new Promise((resolve, reject) => {
        const ended = (code: number) => reject(new Error(`the training thread ended with ${code}`))
        const settled = () => {
          worker.off('message', done)
          worker.off('error', failed)
          worker.off('exit', ended)
        }
        const done = (reply: WorkerReply) => {
          settled()
          resolve(reply)
        }
        const failed = (error: Error) => {
          settled()
          reject(error)
        }
        worker.once('message', done)
        worker.once('error', failed)
        worker.once('exit', ended)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(order)
      })
    return {
      add: async (rows) => {
        await ask({ do: 'add', rows })
      },
      finish: async (options) => {
        const { model } = await ask({ do: 'finish', options })
        if (!model) throw new Error('the training thread answered without a model')
        return model
      },
      stop: async () => {
        await worker.terminate()
      },
    }
  }
}
