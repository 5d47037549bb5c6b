// Settings inside a script cannot end it, whatever the owner typed.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { chunksOf, readChunks } from './chunks.ts'
import { configOf, configScript, extrasOf } from './config.ts'

const site = (currency: string) => ({
  name: 'Shop',
  currency,
  timeZone: 'UTC',
  origins: ['https://shop.example'],
  rates: { USD: 0.9 },
})

test('tells the page no more than it needs', () => {
  expect(configScript(configOf('shop', site('EUR'), {}, {}))).toBe(
    '{"site":"shop","currency":"EUR"}',
  )
})

test('names the chunks of what the site runs, and their hashes', () => {
  const files = new Map([
    ['heatmap-overlay-AbC_-123.js', { type: 'text/javascript', bytes: Buffer.from('overlay') }],
    ['heatmap-12345678.js', { type: 'text/javascript', bytes: Buffer.from('heatmap') }],
    ['recommend-12345678.js', { type: 'text/javascript', bytes: Buffer.from('recommend') }],
    ['no-chunk.js', { type: 'text/javascript', bytes: Buffer.from('other') }],
  ])
  const chunks = readChunks(files)
  expect(Object.keys(chunks)).toEqual(['heatmap-overlay', 'heatmap', 'recommend'])
  expect(chunks['heatmap']).toEqual({
    path: '/m/heatmap-12345678.js',
    integrity: `sha384-${createHash('sha384').update('heatmap').digest('base64')}`,
  })
  expect(Object.keys(chunksOf(chunks, ['heatmap']) ?? {})).toEqual(['heatmap-overlay', 'heatmap'])
  expect(chunksOf(chunks, [])).toBeUndefined()
})

test('heatmaps are told of where the site has switched them on', () => {
  const config = configOf('shop', { ...site('EUR'), heatmap: { sample: 0.5 } }, {}, {})
  expect(config).toEqual({ site: 'shop', currency: 'EUR', heatmap: { sample: 0.5 } })
  expect(extrasOf(config)).toEqual(['heatmap'])
  const console = 'https://stats.shop.example'
  const drawn = configOf('shop', { ...site('EUR'), heatmap: { sample: 0.5 } }, { console }, {})
  expect(drawn.heatmap).toEqual({ sample: 0.5, console })
  expect(configOf('shop', site('EUR'), { console }, {})).not.toHaveProperty('console')
})

test('flags come with the code that experiments come with, once', () => {
  const flags = [{ key: 'express', value: true, rules: [] }]
  expect(extrasOf(configOf('shop', site('EUR'), { flags }, {}))).toEqual(['experiments'])
  expect(extrasOf(configOf('shop', site('EUR'), { flags, experiments: [] }, {}))).toEqual([
    'experiments',
  ])
})

test('escapes what would end an element or a line, and stays the same JSON', () => {
  const hostile = '</script><!--\u2028\u2029$&'
  const script = configScript(configOf('shop', site(hostile), {}, {}))
  expect(script).not.toMatch(/[<\u2028\u2029]/)
  expect(JSON.parse(script)).toEqual({ site: 'shop', currency: hostile })
})
