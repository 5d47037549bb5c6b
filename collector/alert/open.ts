// Wires what notices that events have stopped to the store it asks, and to the address it tells.
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Sites } from '../sites/sites.ts'
import type { Driver } from '../storage/driver.ts'
import { createHistory } from './history.ts'
import { createSender, postJson } from './send.ts'
import type { SenderParts } from './send.ts'
import { createWatch } from './watch.ts'
import type { Watch } from './watch.ts'

interface AlertParts {
  readonly settings: { readonly alertUrl: string | undefined }
  readonly driver: Driver
  readonly sites: Pick<Sites, 'list'>
  readonly clock: Clock
  readonly logger: Logger
  readonly wait: SenderParts['wait']
}

export interface Alerts extends Watch {
  readonly stop: () => Promise<void>
}

export function openAlerts(parts: AlertParts): Alerts {
  const sender = createSender({ ...parts, url: parts.settings.alertUrl, post: postJson })
  const history = createHistory(parts.driver)
  return { ...createWatch({ ...parts, history, send: sender.send }), stop: sender.stop }
}
