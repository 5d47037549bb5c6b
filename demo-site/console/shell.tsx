// What stands around every screen: navigation, site and period, colours, help, and the way out.
import type { FunctionComponent, VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Failure, logOut } from './ask.ts'
import type { Account, Site } from './ask.ts'
import { HealthNotice } from './health-notice.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { RequestNotice } from './request-notice.tsx'
import { screens } from './screens.ts'
import type { ScreenProps } from './screens.ts'
import { ShortcutsDialog, listenForShortcuts, showHelp } from './shortcuts.tsx'
import { account, go, hrefOf, view } from './state.ts'
import { ThemePicker } from './theme.tsx'
import { Icon, Mark } from './ui/icon.tsx'
import { Failed, Loading } from './ui/states.tsx'
import { SCREEN_NAMES } from './view.ts'

interface ShellProps {
  sites: Account['sites']
  site: Site
}

export function Shell({ sites, site }: ShellProps): VNode {
  const main = useRef<HTMLElement>(null)
  const { screen } = view.value
  const { title, hasPeriod } = screens[screen]
  useEffect(listenForShortcuts, [])
  useEffect(() => {
    document.title = `${title} · ${site.name} · Tidemark`
  }, [title, site.name])
  return (
    <div class="shell">
      {/* A button, since a link to a fragment would change the view. */}
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the report
      </button>
      <Side sites={sites} site={site} />
      <main ref={main} tabIndex={-1}>
        <header class="screen-head">
          <h1>
            {title}
            {site.state !== 'live' && (
              <span class={`state ${site.state}`}>
                {site.state === 'off' ? 'off' : 'rehearsal'}
              </span>
            )}
          </h1>
          {hasPeriod && <PeriodPicker site={site} />}
        </header>
        <HealthNotice />
        <RequestNotice site={site} />
        <CurrentScreen key={`${screen} ${site.id}`} site={site} />
      </main>
      <ShortcutsDialog />
    </div>
  )
}

function Side({ sites, site }: ShellProps): VNode {
  const nav = useRef<HTMLElement>(null)
  const { screen } = view.value
  useEffect(() => {
    // On a phone not all names fit side by side.
    nav.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [screen])
  return (
    <header class="side">
      <p class="brand">
        <Mark /> <span>Tidemark</span>
      </p>
      <SitePicker sites={sites} site={site} />
      <nav ref={nav} aria-label="Reports">
        {SCREEN_NAMES.map((name, at) => (
          <a
            key={name}
            href={hrefOf({ screen: name })}
            aria-current={name === view.value.screen ? 'page' : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return
              event.preventDefault()
              go({ screen: name })
            }}
          >
            <Icon name={name} /> {screens[name].title}
            <kbd aria-hidden="true">{(at + 1) % 10}</kbd>
          </a>
        ))}
      </nav>
      <button type="button" class="menu-button" popovertarget="menu" aria-label="Menu">
        <Icon name="menu" />
      </button>
      <div id="menu" class="menu" popover="auto">
        <ThemePicker />
        <button type="button" onClick={showHelp}>
          Shortcuts <kbd aria-hidden="true">?</kbd>
        </button>
        <SignOut />
      </div>
    </header>
  )
}

function SitePicker({ sites, site }: ShellProps): VNode {
  if (sites.length === 1) return <p class="site-name">{site.name}</p>
  return (
    <select
      class="site-name"
      aria-label="Site"
      value={site.id}
      onChange={(event) => go({ site: event.currentTarget.value })}
    >
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

function SignOut(): VNode {
  const [fault, setFault] = useState(false)
  const leave = () => {
    logOut().then(
      () => (account.value = 'signed-out'),
      () => setFault(true),
    )
  }
  return (
    <button type="button" onClick={leave}>
      {fault ? 'Still signed in: try again' : 'Sign out'}
    </button>
  )
}

/** Fetches the screen's code, then shows it. */
function CurrentScreen({ site }: ScreenProps): VNode {
  const [Screen, setScreen] = useState<FunctionComponent<ScreenProps> | null>(null)
  const [failed, setFailed] = useState(false)
  const { screen } = view.value
  useEffect(() => {
    screens[screen].load().then(
      (loaded) => setScreen(() => loaded),
      () => setFailed(true),
    )
  }, [screen])
  // A browser remembers that a module failed, so only a new page can try again.
  if (failed) return <Failed failure={CODE_MISSING} retry={() => location.reload()} />
  return Screen ? <Screen site={site} /> : <Loading what={screens[screen].title} />
}

const CODE_MISSING = new Failure(
  404,
  'This screen’s code could not be fetched. Load the page again.',
)
