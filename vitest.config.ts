// How tests are found and run; each layer is a project of its own, so that each can have its budget.
import { defineConfig } from 'vitest/config'

/**
 * Walks through one feature each, of which a run has a third, by the day: they take most of the ten minutes. EVERY=1, as in
 * `npm run deep`, or naming one of them runs it whatever the day. What every change can break is never among them: silence,
 * consent, unloading, a purchase, who may do what.
 */
const BY_DAY = [
  ['browser/heatmap', 'browser/anchor', 'browser/stub', 'journeys/heatmap', 'journeys/import'],
  [
    'browser/heatmap',
    'browser/anchor',
    'browser/stub',
    'journeys/heatmap',
    'journeys/import',
    'journeys/banner-editor',
  ],
  [
    'browser/features',
    'browser/flags',
    'browser/experiments',
    'browser/react',
    'journeys/experiment',
    'journeys/flag',
    'journeys/privacy-panel',
    'journeys/requests',
    'deploy/release',
  ],
  [
    'browser/page-views',
    'browser/recommend',
    'browser/overlay',
    'journeys/people',
    'journeys/recommend',
    'journeys/audit',
    'contract/simulated-truth',
  ],
] as const
const DAY = Math.floor(Date.now() / 86_400_000)
const isNamed = (name: string): boolean => process.argv.some((word) => word.includes(name))
const notToday = process.env['EVERY']
  ? []
  : BY_DAY.filter((_, third) => third !== DAY % 3)
      .flat()
      .flatMap((name) => (isNamed(name) ? [] : [`test/${name}.test.ts`]))

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
          // How long all may take is the layer's: one alone may meet a busy machine.
          testTimeout: 20_000,
        },
      },
      { test: { name: 'tidy', include: ['test/*.test.ts'] } },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          exclude: notToday,
        },
      },
      { test: { name: 'sim', include: ['test/sim/**/*.test.ts'] } },
      { test: { name: 'faults', include: ['test/faults/**/*.test.ts'] } },
      { test: { name: 'deploy', include: ['test/deploy/**/*.test.ts'], exclude: notToday } },
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
