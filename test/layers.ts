// Who may import whom: the whole architecture in one table. A folder not named here may not exist.

/** What the files of a folder may import, beside their own folder; `types` marks imports that must vanish; `/*`: the files of a folder, none below. */
export type Allowed = readonly (string | { readonly types: string })[]

/** Everything in wire that a browser bundle may hold: what parses belongs to the collector and the tests. */
const CONTRACT = [
  'packages/wire/event.ts',
  'packages/wire/purpose.ts',
  'packages/wire/limits.ts',
  'packages/wire/decision.ts',
  'packages/wire/experiment.ts',
  'packages/wire/flag.ts',
  'packages/wire/model.ts',
] as const

const FEATURE: Allowed = ['packages/core/index.ts', 'packages/dom', ...CONTRACT]

export const LAYERS: Readonly<Record<string, Allowed>> = {
  'packages/wire': [],
  'packages/core': CONTRACT,
  'packages/dom': [],
  'packages/consent': FEATURE,
  'packages/track': FEATURE,
  'packages/experiments': FEATURE,
  'packages/heatmap': FEATURE,
  'packages/recommend': FEATURE,
  'packages/react': [
    { types: 'packages/experiments/index.ts' },
    { types: 'packages/wire/flag.ts' },
  ],
  'packages/sdk': [
    'packages/core/index.ts',
    'packages/consent/index.ts',
    'packages/recommend/index.ts',
    'packages/track/index.ts',
    'packages/experiments/index.ts',
    'packages/heatmap/index.ts',
    ...CONTRACT,
  ],
  'packages/sdk/extras': [
    'packages/experiments/index.ts',
    'packages/heatmap/feature.ts',
    'packages/sdk/run-tag.ts',
    'packages/sdk/fetch-chunk.ts',
    'packages/recommend/feature.ts',
    ...CONTRACT,
  ],
  'collector/storage': ['packages/wire'],
  'collector/log': ['collector/storage/driver.ts', 'collector/*'],
  'collector/ingest': [
    'packages/wire',
    'collector/storage/driver.ts',
    'collector/storage/columns.ts',
    'collector/log',
    'collector/sites',
    'collector/http',
    'collector/accounts/doors.ts',
    'collector/*',
  ],
  'collector/reports': [
    'packages/wire',
    'collector/experiments',
    'collector/storage/driver.ts',
    'collector/storage/sql.ts',
    'collector/storage/columns.ts',
    'collector/sites',
    'collector/http',
    'collector/accounts/doors.ts',
    'collector/*',
  ],
  'collector/decide': [
    'packages/wire',
    'collector/storage/documents.ts',
    'collector/sites',
    'collector/http',
    'collector/*',
  ],
  'collector/accounts': [
    'packages/wire',
    'collector/storage/documents.ts',
    'collector/sites',
    'collector/http',
    'collector/*',
  ],
  'collector/sites': [
    'packages/wire',
    'collector/storage/documents.ts',
    'collector/http',
    'collector/accounts/doors.ts',
    'collector/*',
  ],
  'collector/experiments': [],
  'collector/folder': ['packages/wire', 'collector/storage', 'collector/log', 'collector/*'],
  // The scorer is one: what the console tries out is what a page would answer.
  'collector/recommend': [
    'packages/wire',
    'packages/recommend/answer.ts',
    'packages/recommend/rank.ts',
    'packages/recommend/rows.ts',
    'collector/storage/driver.ts',
    'collector/storage/sql.ts',
    'collector/storage/documents.ts',
    'collector/sites',
    'collector/*',
  ],
  'collector/http': ['packages/wire/schema.ts', 'collector/*'],
  'collector/handlers': ['packages/wire', 'collector'],
  'collector/import': [
    'packages/wire',
    'packages/experiments/assign.ts',
    'packages/experiments/targeting.ts',
    'collector/cli/client.ts',
    'collector/cli/verb.ts',
    'collector/*',
  ],
  'collector/cli': ['packages/wire', 'collector'],
  collector: ['packages/wire', 'collector'],
  'demo-site/shop': [{ types: 'packages/sdk/index.ts' }],
  'demo-site/console': [{ types: 'packages/wire' }],
  test: ['packages', 'collector', 'demo-site', 'test'],
}
