// The settings: a part for the site, privacy requests, its people, its tokens, what was changed, and oneself.
import type { FunctionComponent, VNode } from 'preact'
import { may } from './ask.ts'
import type { ScreenProps } from './screens.ts'
import { AuditSettings } from './settings-audit.tsx'
import { ConsentSettings } from './settings-consent.tsx'
import { PeopleSettings } from './settings-people.tsx'
import { RequestSettings } from './settings-requests.tsx'
import { SiteForm } from './settings-site.tsx'
import { TokenSettings } from './settings-tokens.tsx'
import { YouSettings } from './settings-you.tsx'
import { go, view } from './state.ts'
import { Choices } from './ui/choices.tsx'
import { SETTINGS_PARTS } from './view.ts'
import type { SettingsPart } from './view.ts'

const PARTS: Readonly<
  Record<
    SettingsPart,
    { title: string; least: 'analyst' | 'owner' | 'viewer'; Part: FunctionComponent<ScreenProps> }
  >
> = {
  site: { title: 'Shop', least: 'analyst', Part: SiteForm },
  consent: { title: 'Consent', least: 'analyst', Part: ConsentSettings },
  requests: { title: 'Requests', least: 'analyst', Part: RequestSettings },
  people: { title: 'People', least: 'owner', Part: PeopleSettings },
  tokens: { title: 'Tokens', least: 'owner', Part: TokenSettings },
  audit: { title: 'Changes', least: 'owner', Part: AuditSettings },
  you: { title: 'You', least: 'viewer', Part: YouSettings },
}

export function Settings({ site }: ScreenProps): VNode {
  const open = SETTINGS_PARTS.filter((name) => may(site, PARTS[name].least))
  const chosen = open.find((name) => name === view.value.part) ?? open[0] ?? 'you'
  const { Part } = PARTS[chosen]
  return (
    <>
      <div class="parts">
        <Choices
          label="Part of the settings"
          options={open.map((name) => ({ value: name, label: PARTS[name].title }))}
          chosen={chosen}
          choose={(value) => go({ part: SETTINGS_PARTS.find((name) => name === value) ?? null })}
        />
      </div>
      <Part site={site} />
    </>
  )
}
