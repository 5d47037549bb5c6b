// Builds every artefact: the tag, the npm modules, the collector, the console and the shop.
import { nodeResolve as resolve } from '@rollup/plugin-node-resolve'
import { existsSync, readdirSync } from 'node:fs'
import { copy, minify, typescript, virtual } from './scripts/rollup-plugins.mjs'

const page = [typescript(), resolve({ browser: true }), minify()]
const server = [typescript(), minify({ readable: true })]
const CONSOLE_FILES = [
  'index.html',
  'console.css',
  'screens.css',
  'experiments.css',
  'flags.css',
  'recommend.css',
  'consent.css',
  'banner.css',
  'settings.css',
  'requests.css',
  'icon.svg',
]
const bare = (id) => !id.startsWith('.') && !id.startsWith('/')

/** What npm users import: one file an entry, shared parts in common chunks. */
const modules = {
  input: {
    index: 'packages/sdk/index.ts',
    api: 'packages/api/index.ts',
    react: 'packages/react/index.ts',
  },
  plugins: [typescript(), minify({ readable: true })],
  external: bare,
  output: { dir: 'packages/dist', format: 'es', chunkFileNames: 'chunk-[hash].js' },
}

/** What some sites' tags carry on top: each is a file of `packages/sdk/extras` that exports a maker of its name. */
const EXTRAS = existsSync('packages/sdk/extras')
  ? readdirSync('packages/sdk/extras').flatMap((name) =>
      name.endsWith('.ts') ? [name.slice(0, -3)] : [],
    )
  : []

/** Code that is fetched once its purpose is granted, or the question is due, by the name that the tag asks for. */
const CHUNKS = {
  consent: 'packages/consent/chunk.ts',
  'consent-elsewhere': 'packages/consent/elsewhere.ts',
  'consent-rights': 'packages/consent/rights.ts',
  heatmap: 'packages/heatmap/chunk.ts',
  'heatmap-overlay': 'packages/heatmap/overlay.ts',
  recommend: 'packages/recommend/chunk.ts',
  'recommend-slot': 'packages/recommend/slot.ts',
}

/** Every choice out of `names`, in their order. */
const choices = (names) =>
  names.reduce((found, name) => [...found, ...found.map((each) => [...each, name])], [[]])

/** The script tag with the extras of a site; the collector picks one, and puts the site's settings in. */
const tag = (extras) => {
  const entry = `${process.cwd()}/packages/sdk/${['tag', ...extras].join('-')}.js`
  const code = [
    `import { runTag } from './run-tag.ts'`,
    ...extras.map((name) => `import { ${name} } from './extras/${name}.ts'`),
    `runTag([${extras.join(', ')}])`,
  ].join('\n')
  return {
    input: entry,
    plugins: [virtual(entry, code), ...page],
    output: { file: `dist/assets/${['tag', ...extras].join('-')}.js`, format: 'iife' },
  }
}

const chunk = ([name, input]) => ({
  input: { [name]: input },
  plugins: page,
  output: { dir: 'dist/assets/m', format: 'es', entryFileNames: '[name]-[hash].js' },
})

const stub = {
  input: 'packages/sdk/stub.ts',
  plugins: page,
  // A block keeps its names to itself as well as a function does, in fewer bytes.
  output: { file: 'dist/assets/stub.js', format: 'es', banner: '{', footer: '}' },
}

const collector = {
  input: 'collector/main.ts',
  plugins: server,
  external: bare,
  output: { file: 'collector/dist/main.js', format: 'es', banner: '#!/usr/bin/env node' },
}

/** A thread has a file of its own. */
const trainWorker = {
  input: 'collector/recommend/train-worker.ts',
  plugins: server,
  external: bare,
  output: { file: 'collector/dist/train-worker.js', format: 'es' },
}

const consoleApp = {
  input: { console: 'demo-site/console/main.tsx' },
  plugins: [...page, copy('demo-site/console', CONSOLE_FILES, 'dist/assets/console')],
  output: {
    dir: 'dist/assets/console',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
}

/** Goes into a frame of the console, beside nothing else of it. */
const preview = {
  input: { preview: 'demo-site/console/preview/main.ts' },
  plugins: page,
  output: { dir: 'dist/assets/console', format: 'iife', entryFileNames: '[name].js' },
}

const shop = {
  input: { shop: 'demo-site/shop/main.tsx' },
  plugins: [
    ...page,
    copy('demo-site/shop', ['shop.css', 'art.css', 'privacy-panel.css'], 'demo-site/dist'),
  ],
  output: { dir: 'demo-site/dist', format: 'es' },
}

const shopServer = {
  input: 'demo-site/shop/server.ts',
  plugins: server,
  external: bare,
  output: { file: 'demo-site/dist/shop-server.js', format: 'es' },
}

const all = {
  modules,
  tag: choices(EXTRAS).map(tag),
  chunks: Object.entries(CHUNKS).map(chunk),
  stub,
  collector,
  trainWorker,
  console: consoleApp,
  preview,
  shop,
  shopServer,
}

/** `rollup -c --configOnly=tag,collector` builds these alone. */
export default (options) => {
  const only = options.configOnly
  delete options.configOnly
  return (only ? only.split(',').map((name) => all[name]) : Object.values(all)).flat()
}
