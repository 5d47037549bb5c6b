// Fills the site `demo` for `serve --demo`, so that the console has something to show.
import { systemClock } from '../clock.ts'
import type { FeedProduct } from '../../packages/wire/recommend.ts'
import { PRODUCTS } from '../import/sample-shop.ts'
import { sampleVisits } from '../import/sample.ts'
import { sendBatches, summaryOf } from '../import/send.ts'
import { createProgress } from '../import/progress.ts'
import type { Site } from '../sites/site.ts'
import type { Client } from './client.ts'
import type { Shell } from './verb.ts'

export const DEMO_SITE = 'demo'

/** What the site `demo` runs from the start. */
export const DEMO_SETTINGS: Partial<Site> = {
  recommend: { k: 5, learnsUnder: 'recommendations' },
  heatmap: { sample: 1 },
}

export async function fillDemoSite(client: Client, shell: Shell): Promise<void> {
  await tellProducts(client)
  const sent = await sendBatches(sampleVisits(DEMO_SITE, systemClock.now()), {
    ...shell,
    client,
    site: DEMO_SITE,
    progress: createProgress(shell, systemClock),
  })
  await shell.out(`demo: ${summaryOf(sent)}\n`)
}

/** The shop's own list, so that recommendations have pages and pictures to lead to. */
async function tellProducts(client: Client): Promise<void> {
  const path = `/api/v1/sites/${DEMO_SITE}`
  const { origins } = JSON.parse((await client.ask('GET', path)).body) as Site
  const origin = origins.find((each) => each !== '*')
  if (origin === undefined) return
  const products: FeedProduct[] = PRODUCTS.map(({ id, name, category, price }) => ({
    id,
    name,
    category,
    url: `${origin}/p/${id}`,
    image: `${origin}/art/${id}.svg`,
    prices: { EUR: price },
  }))
  await client.ask('PUT', `${path}/products`, JSON.stringify({ products }))
}
