// Lets the owner make experiments, start, stop and ship them.
import type { ExperimentStatus } from '../../packages/wire/experiment.ts'
import { object, oneOf, optional } from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import { EXPERIMENT_KEY, parseDraft } from '../decide/experiment.ts'
import type { Experiments } from '../decide/experiments.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import { readJson, readValue } from '../http/read-json.ts'
import type { Sites } from '../sites/sites.ts'
import { siteOfPath } from './site.ts'

interface Turn {
  status: Exclude<ExperimentStatus, 'draft'>
  shipped?: string
}

const turned: Schema<Turn> = object<Turn>({
  status: oneOf('running', 'stopped', 'shipped'),
  shipped: optional(EXPERIMENT_KEY),
})

export interface ExperimentHandlers {
  readonly list: Handler
  readonly read: Handler
  readonly write: Handler
  readonly turn: Handler
  readonly remove: Handler
}

export function experimentHandlers(sites: Sites, experiments: Experiments): ExperimentHandlers {
  const where = (call: Call): [site: string, key: string] => [
    siteOfPath(sites, call).id,
    readValue(call.params['key'], (value) => EXPERIMENT_KEY(value, 'key')),
  ]
  return {
    list: (call) => json(200, { experiments: experiments.list(siteOfPath(sites, call).id) }),
    read: (call) => json(200, experiments.get(...where(call)) ?? fail('not_found')),
    write: async (call) =>
      json(200, await experiments.write(...where(call), readJson(call.body, parseDraft))),
    turn: async (call) => {
      const { status, shipped } = readJson(call.body, turned)
      return json(200, await experiments.turn(...where(call), status, shipped))
    },
    remove: async (call) => {
      await experiments.remove(...where(call))
      return { status: 204 }
    },
  }
}
