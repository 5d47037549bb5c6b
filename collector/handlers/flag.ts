// Lets the owner make flags, switch them and take them away.
import { FLAG_KEY, parseFlag } from '../decide/flag.ts'
import type { Flags } from '../decide/flags.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import { readJson, readValue } from '../http/read-json.ts'
import type { Sites } from '../sites/sites.ts'
import { siteOfPath } from './site.ts'

export interface FlagHandlers {
  readonly list: Handler
  readonly read: Handler
  readonly write: Handler
  readonly remove: Handler
}

export function flagHandlers(sites: Sites, flags: Flags): FlagHandlers {
  const where = (call: Call): [site: string, key: string] => [
    siteOfPath(sites, call).id,
    readValue(call.params['key'], (value) => FLAG_KEY(value, 'key')),
  ]
  return {
    list: (call) => json(200, { flags: flags.list(siteOfPath(sites, call).id) }),
    read: (call) => json(200, flags.get(...where(call)) ?? fail('not_found')),
    write: async (call) =>
      json(200, await flags.write(...where(call), readJson(call.body, parseFlag))),
    remove: async (call) => {
      await flags.remove(...where(call))
      return { status: 204 }
    },
  }
}
