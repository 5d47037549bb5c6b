// The shop itself: its name, what its reports count in, who may send, and the tag.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { SiteSettings } from '../../packages/wire/site.ts'
import { Failure, may } from './ask.ts'
import type { ScreenProps } from './screens.ts'
import { ratesOf, textOfRates } from './rates.ts'
import { askSettings, writeSettings } from './settings-api.ts'
import { DeleteSite } from './settings-delete.tsx'
import { loadAccount } from './state.ts'
import { FormEnd } from './ui/form-end.tsx'
import { Failed, Loading, Snippet } from './ui/states.tsx'
import { useAction } from './use-action.ts'

export function SiteForm({ site }: ScreenProps): VNode {
  const [settings, setSettings] = useState<SiteSettings | Failure | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    askSettings(site.id, stop.signal).then(setSettings, (error: unknown) => {
      if (stop.signal.aborted) return
      setSettings(error instanceof Failure ? error : new Failure(0, 'It was not understood.'))
    })
    return () => stop.abort()
  }, [site.id, round])
  if (settings instanceof Failure)
    return <Failed failure={settings} retry={() => setRound((last) => last + 1)} />
  if (!settings) return <Loading what="the settings" />
  return (
    <>
      <Fields site={site} settings={settings} />
      <section class="panel form-panel">
        <h2>The tag</h2>
        <Snippet />
      </section>
      {may(site, 'owner') && <DeleteSite site={site} />}
    </>
  )
}

const textIn = (typed: FormData, name: string): string => String(typed.get(name) ?? '').trim()

const wordsIn = (typed: FormData, name: string): string[] =>
  textIn(typed, name)
    .split(/[\s,]+/)
    .filter(Boolean)

function Fields({ site, settings }: ScreenProps & { settings: SiteSettings }): VNode {
  const action = useAction()
  const mayWrite = may(site, 'owner')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget as HTMLFormElement)
    action.run(async () => {
      await writeSettings(site.id, {
        ...settings,
        name: textIn(typed, 'name'),
        currency: textIn(typed, 'currency').toUpperCase(),
        timeZone: textIn(typed, 'timeZone'),
        origins: wordsIn(typed, 'origins'),
        rates: ratesOf(textIn(typed, 'rates')),
        staff: wordsIn(typed, 'staff'),
        retention: {
          eventsDays: Number(typed.get('eventsDays')),
          ordersDays: Number(typed.get('ordersDays')),
        },
        staging: typed.has('staging'),
        off: typed.has('off'),
      })
      await loadAccount()
    })
  }
  return (
    <form class="panel form-panel" onSubmit={submit}>
      <fieldset disabled={!mayWrite || action.busy}>
        <label>
          Name
          <input name="name" defaultValue={settings.name} maxLength={100} required />
        </label>
        <div class="form-row">
          <label>
            Base currency
            <input
              name="currency"
              defaultValue={settings.currency}
              pattern="[A-Za-z]{3}"
              title="Three letters, such as EUR"
              required
            />
          </label>
          <label>
            Time zone
            <input name="timeZone" list="time-zones" defaultValue={settings.timeZone} required />
            <datalist id="time-zones">
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </label>
        </div>
        <Lists settings={settings} />
        <Keeping settings={settings} />
        <Switches settings={settings} />
        {mayWrite ? (
          <FormEnd action={action} label="Save" told="Saved." />
        ) : (
          <p class="quiet">Only owners of the shop may change this.</p>
        )}
      </fieldset>
    </form>
  )
}

/** What is written a line each. */
function Lists({ settings }: { settings: SiteSettings }): VNode {
  return (
    <>
      <label>
        Origins whose pages may send, a line each
        <textarea
          name="origins"
          class="code"
          rows={3}
          spellcheck={false}
          defaultValue={settings.origins.join('\n')}
        />
        <span class="quiet">Such as https://shop.example. What others send is refused.</span>
      </label>
      <label>
        What one unit of another currency is worth in {settings.currency}, a line each
        <textarea
          name="rates"
          class="code"
          rows={3}
          spellcheck={false}
          defaultValue={textOfRates(settings.rates)}
        />
        <span class="quiet">
          Such as USD 0.92. Orders in a currency without a rate are counted, but not in the revenue,
          and reports say how many those are.
        </span>
      </label>
      <label>
        Networks of your own people, a line each
        <textarea
          name="staff"
          class="code"
          rows={2}
          spellcheck={false}
          defaultValue={settings.staff?.join('\n') ?? ''}
        />
        <span class="quiet">
          Such as 192.0.2.0/24. What comes from there is marked and left out of reports.
        </span>
      </label>
    </>
  )
}

/** As the table of purposes has it, where the site says nothing. */
const USUAL_DAYS = { eventsDays: 395, ordersDays: 1_095 }

function Keeping({ settings }: { settings: SiteSettings }): VNode {
  const { eventsDays, ordersDays } = settings.retention ?? USUAL_DAYS
  return (
    <div class="form-row">
      <label>
        Days that events are kept
        <input
          name="eventsDays"
          type="number"
          min={1}
          max={760}
          defaultValue={String(eventsDays)}
          required
        />
      </label>
      <label>
        Days that orders are kept, without their visitor
        <input
          name="ordersDays"
          type="number"
          min={1}
          max={3_650}
          defaultValue={String(ordersDays)}
          required
        />
      </label>
    </div>
  )
}

function Switches({ settings }: { settings: SiteSettings }): VNode {
  return (
    <>
      <label class="check">
        <input type="checkbox" name="staging" defaultChecked={settings.staging ?? false} />
        <span>A rehearsal: its pages follow each change at once.</span>
      </label>
      <label class="check">
        <input type="checkbox" name="off" defaultChecked={settings.off ?? false} />
        <span>
          Switched off: pages get a tag that does nothing within five minutes, and nothing is taken
          from them. What was recorded stays.
        </span>
      </label>
    </>
  )
}
