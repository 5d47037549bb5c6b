// Fills the site `demo` for `serve --demo`, so that the console has something to show.
import { systemClock } from '../clock.ts'
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
  const sent = await sendBatches(sampleVisits(DEMO_SITE, systemClock.now()), {
    ...shell,
    client,
    site: DEMO_SITE,
    progress: createProgress(shell, systemClock),
  })
  await shell.out(`demo: ${summaryOf(sent)}\n`)
}
