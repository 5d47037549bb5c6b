// A component follows its visitor and its flags: the control at first, then their own variation, and the control again after a withdrawal.
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { expect } from 'vitest'
import { rollup } from 'rollup'
import { minify, typescript, virtual } from '../../scripts/rollup-plugins.mjs'
import { test } from '../support/browser-stage.ts'
import { pageHtml } from '../support/page-markup.ts'

const CODE = `
  import { h, render } from 'preact'
  import { consent, experiments, start } from './sdk/index.ts'
  import { useFlag, useVariation } from './react/index.ts'
  const variation = (key, weight) => ({ key, name: '', weight, changes: [] })
  const ab = experiments({
    flags: [{ key: 'size', value: { px: 1 }, rules: [{ experiment: 'hero', values: { bold: { px: 2 } } }] }],
    experiments: [{ key: 'hero', coverage: 1, targeting: {}, variations: [variation('control', 0), variation('bold', 1)] }],
  })
  const gate = consent()
  const seen = []
  const Hero = () => {
    const shown = useVariation(ab, 'hero')
    const { px } = useFlag(ab, 'size', { px: 0 })
    if (seen.at(-1) !== shown) seen.push(shown)
    return h('h1', null, shown + ' ' + px)
  }
  start({ site: 'demo', url: 'COLLECTOR', features: [gate, ab] })
  render(h(Hero), document.getElementById('root'))
  Object.assign(window, { gate, seen, leave: () => render(null, document.getElementById('root')) })
`

async function bundle(code: string): Promise<string> {
  const entry = `${process.cwd()}/packages/react-page.js`
  const compat = {
    name: 'compat',
    // As Preact's documents have it for every React library.
    resolveId: (id: string) =>
      id === 'react' ? `${process.cwd()}/node_modules/preact/compat/dist/compat.mjs` : null,
  }
  const build = await rollup({
    input: entry,
    plugins: [compat, virtual(entry, code), typescript(), nodeResolve({ browser: true }), minify()],
  })
  return (await build.generate({ format: 'es' })).output[0].code
}

test('useVariation and useFlag', async ({ page, collector, site }) => {
  const script = await bundle(CODE.replace('COLLECTOR', collector.url))
  site.put('/', {
    html: pageHtml({ body: `<div id="root"></div><script type="module">${script}</script>` }),
  })
  await page.goto(site.url)
  await page.locator('h1', { hasText: 'control 1' }).waitFor()
  const heading = () => page.locator('h1').textContent()
  expect(await heading()).toBe('control 1')
  const choose = (grants: object) =>
    page.evaluate((grants) => {
      const { gate } = window as unknown as { gate: { choose: (grants: object) => void } }
      gate.choose(grants)
    }, grants)
  await choose({ experiments: 'full' })
  await page.locator('h1', { hasText: 'bold 2' }).waitFor()
  await collector.until('the exposure', () =>
    collector.stored.some(({ type }) => type === 'exposure'),
  )
  await choose({})
  await page.locator('h1', { hasText: 'control 1' }).waitFor()
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
    'control',
    'bold',
    'control',
  ])
})
