// Lets marketers make flags, switch them and take them away.
import type { ApiHandlers } from '../api/asked.ts'
import type { Flags } from '../decide/flags.ts'
import { fail } from '../errors.ts'

export function flagHandlers(
  flags: Flags,
): Pick<ApiHandlers, 'listFlags' | 'readFlag' | 'writeFlag' | 'removeFlag'> {
  return {
    listFlags: ({ site }) => ({ flags: flags.list(site.id) }),
    readFlag: ({ site, params }) => flags.get(site.id, params.key) ?? fail('not_found'),
    writeFlag: ({ site, params, body }) => flags.write(site.id, params.key, body),
    removeFlag: ({ site, params }) => flags.remove(site.id, params.key),
  }
}
