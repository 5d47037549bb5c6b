// On Linux the threads of the pool are found by the work they do, and the one that answers stays as it is.
import { getPriority, setPriority } from 'node:os'
import { expect, test } from 'vitest'
import { lowerPool } from './pool-priority.ts'

test.runIf(process.platform === 'linux')('queries come behind answers', async () => {
  const threads = await lowerPool()
  try {
    expect(threads.length).toBeGreaterThan(0)
    for (const thread of threads) expect(getPriority(thread)).toBe(10)
    expect(getPriority(process.pid)).toBe(0)
  } finally {
    // Only root may take that back; others' tests go on behind.
    if (process.getuid?.() === 0) for (const thread of threads) setPriority(thread, 0)
  }
})
