// How tests are found and run; each layer is a project of its own, so that each can have its budget.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,collector,demo-site,test/bench,test/corpora}/**/*.test.ts'],
          // Most of the time of small files is that of starting anew for each.
          isolate: false,
          maxWorkers: 2,
        },
      },
      { test: { name: 'tidy', include: ['test/*.test.ts'] } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      { test: { name: 'sim', include: ['test/sim/**/*.test.ts'] } },
      { test: { name: 'faults', include: ['test/faults/**/*.test.ts'] } },
      { test: { name: 'deploy', include: ['test/deploy/**/*.test.ts'] } },
      {
        test: { name: 'security', include: ['test/security/**/*.test.ts'], maxWorkers: 2 },
      },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], maxWorkers: 2 },
      },
      {
        test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], maxWorkers: 2 },
      },
    ],
  },
})
