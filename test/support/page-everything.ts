// A site that has everything switched on and has us ask: a page of it does something for each purpose once that is granted.
import type { SiteConfig } from '../../packages/wire/decision.ts'
import { consentConfig, noticeFiles } from './page-consent.ts'
import type { Files } from './page-collector.ts'
import { pageHtml } from './page-markup.ts'
import { idOf, makePageModel } from './page-model.ts'

export interface Everything {
  readonly config: SiteConfig
  readonly files: Files
  /** The page of a product; `head` is for who drives it. */
  readonly html: (tag: string, title: string, head?: string) => string
}

export async function makeEverything(): Promise<Everything> {
  const model = await makePageModel()
  return {
    config: {
      ...consentConfig(),
      experiments: [
        {
          key: 'heading',
          coverage: 1,
          targeting: {},
          variations: [
            { key: 'control', name: '', weight: 0, changes: [] },
            {
              key: 'new',
              name: '',
              weight: 1,
              changes: [{ kind: 'text', selector: 'h1', text: 'As it is now' }],
            },
          ],
        },
      ],
      heatmap: { sample: 1 },
      recommend: true,
    },
    files: new Map([...model.files, ...noticeFiles()]),
    html: (tag, title, head = '') => pageHtml({ tag, title, head: head + PRODUCT, body: BODY }),
  }
}

/** As shops describe a product to search engines. */
const PRODUCT = `<script type="application/ld+json">${JSON.stringify({
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: idOf(1),
  name: 'Lamp 1',
})}</script>`

const BODY = `<h1>As it was</h1><p><button id="plain">Plain</button></p>
  <tidemark-slot name="trending"></tidemark-slot>
  <p><a id="next" href="/next">next</a> <a id="home" href="/">home</a></p>`
