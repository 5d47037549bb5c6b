// The thread that trains: takes rows and makes a model, while the collector goes on answering.
import { parentPort, workerData } from 'node:worker_threads'
import { createLearner } from './learn.ts'
import type { WorkerOrder, WorkerReply } from './training.ts'

const learner = createLearner((workerData as { origins: string[] }).origins)

parentPort?.on('message', (order: WorkerOrder) => {
  const reply: WorkerReply = {}
  if (order.do === 'add') learner.add(order.rows)
  else Object.assign(reply, { model: learner.finish(order.options) })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(reply)
})
