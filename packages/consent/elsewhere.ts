// Listens to the consent tools that a page has, and tells what holds with them: fetched where a site runs one.
import type { Env } from '../core/index.ts'
import type { Elsewhere } from '../wire/notice.ts'
import { isOurs } from './consent-mode.ts'
import { googleSays, gppSays, shopifySays, tcfSays, withOthers } from './says.ts'
import type { Merge, Said } from './says.ts'

type Listener = (...told: never[]) => void
type Api = (command: string, ...rest: unknown[]) => void

type Page = Env & {
  __tcfapi?: Api
  __gpp?: Api
  dataLayer?: unknown[]
}

/** A tool that has not come yet, or never will, is asked again for so long. */
const TRIES = 40
const EVERY_MS = 250

/** Hears the tools in `names`; `hear` is told at once, and again whenever one has said something else. */
export function listen(page: Env, names: readonly Elsewhere[], hear: (merge: Merge) => void): void {
  const says = new Map<Elsewhere, Said>()
  const tell = (name: Elsewhere, said: Said) => {
    says.set(name, said)
    const spoken = [...says.values()]
    hear((grants, how) => withOthers(grants, spoken, how))
  }
  for (const name of names) {
    // Before it has spoken nobody has answered.
    tell(name, tcfSays(null, false))
    LISTEN[name](page, (said) => tell(name, said))
  }
}

const LISTEN: Readonly<Record<Elsewhere, (page: Page, tell: (said: Said) => void) => void>> = {
  tcf: (page, tell) =>
    whenThere(
      page,
      () => page.__tcfapi,
      (api) =>
        api('addEventListener', 2, ((data: never, isSuccess: boolean) =>
          tell(tcfSays(data, isSuccess))) as Listener),
    ),
  gpp: (page, tell) =>
    whenThere(
      page,
      () => page.__gpp,
      (api) =>
        api('addEventListener', ((event: never, isSuccess: boolean) =>
          tell(gppSays(event, isSuccess))) as Listener),
    ),
  google(page, tell) {
    const layer = (page.dataLayer ??= [])
    const read = () => tell(googleSays(layer, isOurs))
    const push = layer.push
    layer.push = (...entries) => {
      const length = push.apply(layer, entries)
      // Our own word follows from what was read: it must not be read again.
      if (!entries.every(isOurs)) read()
      return length
    }
    read()
  },
  shopify({ document }, tell) {
    document.addEventListener('visitorConsentCollected', (event) =>
      tell(shopifySays(((event as CustomEvent).detail ?? {}) as Record<string, unknown>)),
    )
  },
}

function whenThere(
  page: Page,
  find: () => Api | undefined,
  start: (api: Api) => void,
  tries = TRIES,
): void {
  const api = find()
  if (api) start(api)
  else if (tries > 0) page.setTimeout(() => whenThere(page, find, start, tries - 1), EVERY_MS)
}
