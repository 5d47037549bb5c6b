// Builds every artefact: the tag, the npm modules, the collector, the console and the shop.
import { nodeResolve as resolve } from '@rollup/plugin-node-resolve'
import { copy, minify, typescript } from './scripts/rollup-plugins.mjs'

const page = [typescript(), resolve({ browser: true }), minify()]
const server = [typescript(), minify({ readable: true })]
const CONSOLE_FILES = ['index.html', 'console.css', 'screens.css', 'icon.svg']
const bare = (id) => !id.startsWith('.') && !id.startsWith('/')

/** What npm users import: one file an entry, shared parts in common chunks. */
const modules = {
  input: { index: 'packages/sdk/index.ts' },
  plugins: [typescript(), minify({ readable: true })],
  external: bare,
  output: { dir: 'packages/dist', format: 'es', chunkFileNames: 'chunk-[hash].js' },
}

/** What the script tag loads; the collector puts the site's settings in. */
const tag = {
  input: 'packages/sdk/tag.ts',
  plugins: page,
  output: { file: 'dist/assets/tag.js', format: 'iife' },
}

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

const shop = {
  input: { shop: 'demo-site/shop/main.tsx' },
  plugins: [...page, copy('demo-site/shop', ['shop.css'], 'demo-site/dist')],
  output: { dir: 'demo-site/dist', format: 'es' },
}

const shopServer = {
  input: 'demo-site/shop/server.ts',
  plugins: server,
  external: bare,
  output: { file: 'demo-site/dist/shop-server.js', format: 'es' },
}

const all = { modules, tag, stub, collector, console: consoleApp, shop, shopServer }

/** `rollup -c --configOnly=tag,collector` builds these alone. */
export default (options) => {
  const only = options.configOnly
  delete options.configOnly
  return only ? only.split(',').map((name) => all[name]) : Object.values(all)
}
