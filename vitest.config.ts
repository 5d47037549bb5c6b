// How tests are found and run; each layer is a project of its own, so that each can have its budget.
import { defineConfig } from 'vitest/config'

/**
 * Walks through one feature each, of which a run has half, by the day: browsers take most of the ten minutes. EVERY=1, as in
 * `npm run deep`, or naming one of them runs it whatever the day.
 */
const BY_DAY = [
  ['browser/heatmap', 'browser/anchor', 'browser/react', 'journeys/experiment', 'journeys/import'],
  [
    'browser/features',
    'browser/page-views',
    'browser/recommend',
    'journeys/heatmap',
    'journeys/people',
    'journeys/flag',
  ],
] as const
const DAY = Math.floor(Date.now() / 86_400_000)
const isNamed = (name: string): boolean => process.argv.some((word) => word.includes(name))
const notToday = process.env['EVERY']
  ? []
  : BY_DAY[DAY % 2 ? 1 : 0]!.flatMap((name) => (isNamed(name) ? [] : [`test/${name}.test.ts`]))

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
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: notToday,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          exclude: notToday,
          maxWorkers: 2,
        },
      },
    ],
  },
})
