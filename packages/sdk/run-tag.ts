// Runs the script tag: reads its options, starts everything, and answers `tm(…)` calls, those made before too.
import { consent, consentMode } from '../consent/index.ts'
import type { Consent } from '../consent/index.ts'
import { start } from '../core/index.ts'
import type { Feature } from '../core/index.ts'
import { track } from '../track/index.ts'
import type { CommerceEventType, Params } from '../wire/event.ts'
import type { SiteConfig } from '../wire/decision.ts'
import type { Grants } from '../wire/purpose.ts'

/** What a page may call, as `tm(name, …)`. */
interface Calls {
  /** The visitor has chosen. */
  consent(grants: Grants): void
  /** Takes every grant back. */
  withdraw(): void
  /** Hears the grants now and at every change; null before a choice. */
  grants(hear: (grants: Grants | null) => void): void
  /** Counts an event of the site's own. */
  event(name: string, params?: Params): void
  /** Counts a GA4 e-commerce event, amounts as decimals. */
  track(type: CommerceEventType, input: object): void
  /** Hears a flag's value, now and whenever it may have changed. */
  flag(key: string, hear: (value: unknown) => void, otherwise: unknown): void
  /** Hears the key of the variation to show, now and whenever it changes; '' for an unknown experiment. */
  variation(key: string, hear: (variation: string) => void): void
  /** Takes the SDK off the page. */
  stop(): void
}

/** What a feature that not every site runs adds to the tag. */
export interface Extra {
  readonly feature: Feature
  /** What a page may call on top, as `tm(name, …)`. */
  readonly calls?: Readonly<Record<string, (...rest: never[]) => unknown>>
  /** In place of the one that asks nothing. */
  readonly gate?: Consent
}

/** What the script element says. */
export interface Said {
  /** The collector's origin. */
  readonly url: string
  /** `data-market`. */
  readonly market: string | undefined
}

/** Makes it of the site's settings and the element's. */
export type MakeExtra = (site: SiteConfig, said: Said) => Extra

type Call = [name: string, ...unknown[]]
type Page = Window & { tm?: { (...call: Call): void; q?: ArrayLike<unknown>[]; show?: () => void } }

function run(make: readonly MakeExtra[]): void {
  // The collector puts the site's settings in place of this text.
  const site = '__TIDEMARK_CONFIG__' as unknown as SiteConfig
  const script = document.currentScript as HTMLScriptElement | null
  const { dataset = {}, src = '' } = script ?? {}
  const page = window as Page
  const tracking = track({
    dataLayer: dataset['datalayer'] !== 'off',
    searchNames: dataset['search']?.split(','),
  })
  // Where the tag came from is where its events go, whatever host name the site gave it.
  const url = dataset['url'] ?? (src ? new URL(src).origin : '')
  const extras = make.map((each) => each(site, { url, market: dataset['market'] }))
  const gate = extras.find((extra) => extra.gate)?.gate ?? consent({ notice: site.notice })
  const calls: Calls = {
    // What code asks for it is told, also where the site has none.
    flag: (_key, hear, otherwise) => hear(otherwise),
    variation: (_key, hear) => hear(''),
    ...Object.assign({}, ...extras.map((extra) => extra.calls)),
    consent: gate.choose,
    withdraw: gate.withdraw,
    grants: gate.on,
    event: tracking.event,
    track: tracking.commerce,
    stop() {
      running.stop()
      if (page.tm === tm) delete page.tm
    },
  }
  const { q: early = [], show } = page.tm ?? {}
  const tm = (...[name, ...rest]: Call) => {
    if (Object.hasOwn(calls, name)) calls[name as keyof Calls](...(rest as [never, never, never]))
  }
  const running = start({
    site: site.site,
    url,
    notice: site.notice,
    features: [gate, tracking, ...extras.map(({ feature }) => feature)],
  })
  page.tm = tm
  gate.on(consentMode())
  for (const call of early) tm(...(Array.from(call) as Call))
  show?.()
}

/** Runs the tag with what `make` adds; a browser too old for us keeps its page. */
export function runTag(make: readonly MakeExtra[]): void {
  try {
    run(make)
  } catch {
    // Nothing was started.
  }
}
