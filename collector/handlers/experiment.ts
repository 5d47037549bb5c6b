// Lets marketers make experiments, start, stop and ship them.
import type { ApiHandlers } from '../api/asked.ts'
import type { Experiments } from '../decide/experiments.ts'
import { fail } from '../errors.ts'

type Names =
  | 'listExperiments'
  | 'readExperiment'
  | 'writeExperiment'
  | 'turnExperiment'
  | 'removeExperiment'

export function experimentHandlers(experiments: Experiments): Pick<ApiHandlers, Names> {
  return {
    listExperiments: ({ site }) => ({ experiments: experiments.list(site.id) }),
    readExperiment: ({ site, params }) => experiments.get(site.id, params.key) ?? fail('not_found'),
    writeExperiment: ({ site, params, body }) => experiments.write(site.id, params.key, body),
    turnExperiment: ({ site, params, body: { status, shipped } }) =>
      experiments.turn(site.id, params.key, status, shipped),
    removeExperiment: ({ site, params }) => experiments.remove(site.id, params.key),
  }
}
