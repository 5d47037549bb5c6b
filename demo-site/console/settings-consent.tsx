// How visitors are asked: by whom, for what, and by the law of which place.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ConsentFacts, Elsewhere } from '../../packages/wire/notice.ts'
import type { SiteSettings } from '../../packages/wire/site.ts'
import { Failure, may } from './ask.ts'
import { BannerEditor } from './banner-editor.tsx'
import type { ScreenProps } from './screens.ts'
import { ELSEWHERE, consentIn, textOfChanges } from './consent-form.ts'
import { askConsent, askSettings, writeSettings } from './settings-api.ts'
import { Languages } from './settings-languages.tsx'
import { Papers } from './settings-papers.tsx'
import { ConsentProofs } from './settings-proofs.tsx'
import { RegionTable } from './settings-regions.tsx'
import { FormEnd } from './ui/form-end.tsx'
import { Failed, Loading } from './ui/states.tsx'
import { useAction } from './use-action.ts'

interface Read {
  readonly settings: SiteSettings
  readonly facts: ConsentFacts
}

export function ConsentSettings({ site }: ScreenProps): VNode {
  const [read, setRead] = useState<Read | Failure | null>(null)
  const [round, setRound] = useState(0)
  /** Its fields begin anew where they were written, and keep what is typed where something else was. */
  const [form, setForm] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    Promise.all([askSettings(site.id, stop.signal), askConsent(site.id, stop.signal)]).then(
      ([settings, facts]) => setRead({ settings, facts }),
      (error: unknown) => {
        if (stop.signal.aborted) return
        setRead(error instanceof Failure ? error : new Failure(0, 'It was not understood.'))
      },
    )
    return () => stop.abort()
  }, [site.id, round])
  const reload = () => setRound((last) => last + 1)
  const again = () => {
    setForm((last) => last + 1)
    reload()
  }
  if (read instanceof Failure) return <Failed failure={read} retry={again} />
  if (!read) return <Loading what="how visitors are asked" />
  return (
    <>
      <Fields key={form} {...{ site, again, ...read }} />
      {read.settings.consent && (
        <BannerEditor {...{ site, ...read }} consent={read.settings.consent} saved={reload} />
      )}
      <RegionTable facts={read.facts} />
      <ConsentProofs site={site} />
      <Papers {...read} />
    </>
  )
}

function Fields({
  site,
  settings,
  facts,
  again,
}: ScreenProps & Read & { again: () => void }): VNode {
  const action = useAction()
  const mayWrite = may(site, 'owner')
  const { consent } = settings
  const save = (next: SiteSettings['consent']) =>
    action.run(async () => {
      const { consent: _, ...rest } = settings
      await writeSettings(site.id, next ? { ...rest, consent: next } : rest)
      again()
    })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    save(consentIn(new FormData(event.currentTarget as HTMLFormElement), consent))
  }
  return (
    <form class="panel form-panel" onSubmit={submit}>
      <h2>Asking</h2>
      <p class="quiet">
        {facts.shown
          ? `Visitors are asked where their law wants it. Notice ${facts.shown.notice}, words ${facts.shown.words}.`
          : 'Nobody is asked by Tidemark: nothing is recorded until the page itself says what was granted. Fill in who is responsible, and visitors are asked in 13 languages.'}
      </p>
      <fieldset disabled={!mayWrite || action.busy}>
        <Who consent={consent} />
        <Purposes {...{ consent, facts }} />
        <Where {...{ consent, facts }} />
        <Languages {...{ consent, facts }} />
        <label class="check">
          <input type="checkbox" name="erases" defaultChecked={!consent?.keepsWithdrawn} />
          Who withdraws everything is erased
        </label>
        {mayWrite ? (
          <FormEnd action={action} label={consent ? 'Save' : 'Ask visitors'} told="Saved." />
        ) : (
          <p class="quiet">Only owners of the shop may change this.</p>
        )}
        {mayWrite && consent && (
          <button type="button" onClick={() => save(undefined)}>
            Stop asking
          </button>
        )}
      </fieldset>
    </form>
  )
}

const TOOLS: Readonly<Record<Elsewhere, string>> = {
  tcf: 'one that speaks IAB TCF',
  gpp: 'one that speaks IAB GPP, for the United States',
  google: 'one that tells Google Consent Mode',
  shopify: 'Shopify’s customer privacy',
}

type Asked = { consent: SiteSettings['consent'] }

function Who({ consent }: Asked): VNode {
  const { controller, policyUrl } = consent ?? {}
  return (
    <>
      <label>
        Who is responsible
        <input name="name" defaultValue={controller?.name} maxLength={200} required />
      </label>
      <label>
        Their address
        <input name="address" defaultValue={controller?.address} maxLength={500} required />
      </label>
      <div class="form-row">
        <label>
          Where questions and complaints go
          <input
            name="contact"
            defaultValue={controller?.contact}
            placeholder="privacy@shop.example"
            minLength={3}
            maxLength={300}
            required
          />
        </label>
        <label>
          Privacy policy
          <input
            name="policyUrl"
            type="url"
            defaultValue={policyUrl}
            placeholder="https://shop.example/privacy"
          />
        </label>
      </div>
    </>
  )
}

function Purposes({ consent, facts }: Asked & { facts: ConsentFacts }): VNode {
  return (
    <fieldset>
      <legend>What visitors are asked for</legend>
      {facts.purposes.map(({ purpose, meaning, keptDays }) => (
        <label class="check" key={purpose}>
          <input
            type="checkbox"
            name={`purpose-${purpose}`}
            defaultChecked={consent?.purposes.includes(purpose) ?? purpose === 'analytics'}
          />
          <span>
            {meaning}{' '}
            <span class="quiet">
              {purpose}, {keptDays > 0 ? `kept ${keptDays} days` : 'stays on the device'}
            </span>
          </span>
        </label>
      ))}
      <p class="quiet">
        Whoever is asked for more than before is asked again; other words alone ask nobody again.
      </p>
    </fieldset>
  )
}

function Where({ consent, facts }: Asked & { facts: ConsentFacts }): VNode {
  return (
    <>
      <fieldset>
        <legend>Before an answer</legend>
        <Exempt consent={consent} country="FR" name="France" />
        <Exempt consent={consent} country="GB" name="the United Kingdom" />
        <label class="check">
          <input type="checkbox" name="dnt" defaultChecked={consent?.dnt ?? true} />
          <span>Do Not Track is a refusal, where nobody has chosen.</span>
        </label>
        <label class="check">
          <input type="checkbox" name="ownLink" defaultChecked={consent?.ownLink ?? false} />
          <span>
            The pages have a link of their own to the choices, with <code>data-tm-privacy</code>: no
            button is shown.
          </span>
        </label>
      </fieldset>
      <fieldset>
        <legend>Another tool asks on the pages</legend>
        {ELSEWHERE.map((name) => (
          <label class="check" key={name}>
            <input
              type="checkbox"
              name={`elsewhere-${name}`}
              defaultChecked={consent?.elsewhere?.includes(name) ?? false}
            />
            <span>{TOOLS[name]}</span>
          </label>
        ))}
        <p class="quiet">
          Then Tidemark asks nothing: it listens, grants what that tool was granted, and where
          several disagree the strictest counts. Until it has answered nothing is recorded.
        </p>
      </fieldset>
      <label>
        Places that are to be treated otherwise, a line each
        <textarea
          name="regions"
          class="code"
          rows={3}
          spellcheck={false}
          defaultValue={textOfChanges(consent?.regions)}
        />
        <span class="quiet">
          Such as <code>JP opt-in</code>. What is looser than the table below needs a reason of ten
          letters at least: <code>BR notice: our counsel, 2026-11-01</code>. It is in the log of
          changes, and reaches visitors whose clock is in the United States, Canada, Mexico,
          Australia, New Zealand, Japan, Singapore, France or the United Kingdom; all others are
          asked.
          {!facts.knowsPlaces &&
            ' This collector does not know where visitors are: their clock alone tells, and what it does not tell is strictest.'}
        </span>
      </label>
    </>
  )
}

function Exempt({ consent, country, name }: Asked & { country: 'FR' | 'GB'; name: string }): VNode {
  return (
    <label class="check">
      <input
        type="checkbox"
        name={`exempt-${country}`}
        defaultChecked={consent?.exempt?.includes(country) ?? false}
      />
      <span>
        Count page views in {name} before an answer, by the exemption there.{' '}
        <span class="quiet">
          Without: campaigns, referrers, orders, experiments, heatmaps, replay, visitors and
          anything kept on the device.
        </span>
      </span>
    </label>
  )
}
