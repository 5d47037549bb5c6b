// `tidemark simulate`: shoppers of whom the truth is known, to see whether results find it.
import { writeFile } from 'node:fs/promises'
import { readCliToken } from '../accounts/cli-token.ts'
import { systemClock } from '../clock.ts'
import type { Experiment } from '../../packages/wire/experiment.ts'
import type { Site } from '../sites/site.ts'
import { createProgress } from '../import/progress.ts'
import { simulate } from '../import/simulate.ts'
import { truthFile } from '../import/truth.ts'
import type { TruthFile } from '../import/truth.ts'
import { readSettings } from '../settings.ts'
import { connect } from './client.ts'
import type { Client } from './client.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Verb } from './verb.ts'

const SHOPPERS_DEFAULT = '2000'
const CONVERSION_DEFAULT = '0.06'

export const simulateShoppers: Verb = {
  summary: 'send simulated shoppers, with effects that are known, to the running collector',
  usage: `tidemark simulate --site SITE [--shoppers N] [--seed TEXT] [--conversion SHARE] [--lift EXPERIMENT=VARIATION:SHARE …] [--truth FILE]

  --site SITE       whose pages they visit; they come through the same address as browsers
  --shoppers N      how many (${SHOPPERS_DEFAULT})
  --seed TEXT       the same seed makes the same shoppers: sent again they change nothing (today's date)
  --conversion S    share of those who see the control that order (${CONVERSION_DEFAULT})
  --lift E=V:S      of those who see variation V of experiment E so much more order: hero=bold:0.2
  --truth FILE      where what is true of them is written as JSON: shares and conversion by persona, market and device,
                    what the season does, and which products go together

They are of five kinds, come from the markets and devices of the sample shop, and some of them come again; what they look
at follows the season of today, and products that go together. They take part in the experiments that run. One address may send some visits a second (TIDEMARK_RATE_ADDRESS): raise it
on a collector that is there to be tried.`,
  options: {
    site: { type: 'string' },
    shoppers: { type: 'string' },
    seed: { type: 'string' },
    conversion: { type: 'string' },
    lift: { type: 'string', multiple: true },
    truth: { type: 'string' },
  },
  run: async (given, shell) => {
    const site = given.text('site')
    if (site === undefined) throw new UsageError('--site: expected the name of a site')
    const shoppers = numberOf(given, 'shoppers', SHOPPERS_DEFAULT, 1e6)
    const conversion = numberOf(given, 'conversion', CONVERSION_DEFAULT, 1)
    const lifts = Object.fromEntries(given.texts('lift').map(liftOf))
    const { dataFolder } = readSettings(shell.environment)
    const client = await connect(dataFolder)
    try {
      const { origins } = await askFor<Site>(client, `/api/v1/sites/${encodeURIComponent(site)}`)
      const origin = origins.find((each) => each !== '*')
      if (origin === undefined)
        throw new UsageError(`${site} has no origin that shoppers could come from`)
      const { experiments } = await askFor<{ experiments: Experiment[] }>(
        client,
        `/api/v1/sites/${encodeURIComponent(site)}/experiments`,
      )
      const truth = {
        seed: given.text('seed') ?? new Date(systemClock.now()).toISOString().slice(0, 10),
        conversion,
        lifts,
        experiments: experiments.filter(({ status }) => status === 'running'),
      }
      const path = given.text('truth')
      // First, so that a place that cannot be written to is known before anybody has come.
      if (path !== undefined) await writeTruth(path, truthFile(truth, shoppers, systemClock.now()))
      const done = await simulate(truth, {
        url: (await readCliToken(dataFolder))?.url ?? '',
        site,
        origin,
        shoppers,
        clock: systemClock,
        progress: createProgress(shell, systemClock),
        pause: shell.pause,
        stopped: shell.stopped,
      })
      const lines = [...done.seen]
        .toSorted()
        .map(
          ([name, { visitors, orders }]) =>
            `  ${name}: ${visitors} visitors, ${orders} with an order, true lift ${lifts[name] ?? 0}`,
        )
      await shell.out(
        [`${done.shoppers} shoppers, ${done.orders} with an order`, ...lines, ''].join('\n'),
      )
    } finally {
      client.close()
    }
  },
}

async function writeTruth(path: string, truth: TruthFile): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(truth, null, 2)}\n`)
  } catch (error) {
    throw new UsageError(`--truth: cannot write ${path} (${(error as NodeJS.ErrnoException).code})`)
  }
}

function numberOf(given: Arguments, name: string, otherwise: string, max: number): number {
  const value = Number(given.text(name) ?? otherwise)
  if (!(value >= 0 && value <= max))
    throw new UsageError(`--${name}: expected a number from 0 to ${max}`)
  return value
}

function liftOf(text: string): [name: string, lift: number] {
  const [, name, lift] = /^([\w-]+=[\w-]+):(-?[\d.]+)$/.exec(text) ?? []
  if (name === undefined || !(Number(lift) >= -1))
    throw new UsageError(`--lift: expected EXPERIMENT=VARIATION:SHARE, not ${text}`)
  return [name, Number(lift)]
}

async function askFor<T>(client: Client, path: string): Promise<T> {
  const { status, body } = await client.ask('GET', path)
  if (status !== 200) throw new UsageError(`the collector answered ${status} to ${path}: ${body}`)
  return JSON.parse(body) as T
}
