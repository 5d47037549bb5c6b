// The banner of a shop: its words by language, its look, and what visitors will see of it, before it is saved.
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ConsentFacts, Language, NoticeTexts } from '../../packages/wire/notice.ts'
import { noticeOf } from '../../packages/wire/notice-of.ts'
import type { ConsentSettings, SiteSettings } from '../../packages/wire/site.ts'
import { Failure, may } from './ask.ts'
import {
  bannerOf,
  draftOf,
  faultsIn,
  isSaved,
  ownWords,
  withBanner,
  withColour,
  withWord,
} from './banner-draft.ts'
import type { BannerDraft } from './banner-draft.ts'
import { BannerLook } from './banner-look.tsx'
import { BannerPreview } from './banner-preview.tsx'
import { BannerWords } from './banner-words.tsx'
import type { ScreenProps } from './screens.ts'
import { askNoticeTexts, askSettings, writeSettings } from './settings-api.ts'
import { Fault } from './ui/form-end.tsx'
import { Failed, Loading } from './ui/states.tsx'
import { useAction } from './use-action.ts'
import { asFailure } from './use-status.ts'

const names = new Intl.DisplayNames('en', { type: 'language' })

interface EditorProps extends ScreenProps {
  settings: SiteSettings
  consent: ConsentSettings
  facts: ConsentFacts
  /** It was written: what is shown besides is old. */
  saved: () => void
}

export function BannerEditor({ site, settings, consent, facts, saved }: EditorProps): VNode {
  const [draft, setDraft] = useState(() => draftOf(consent))
  const languages = facts.languages.filter((each) => consent.languages?.includes(each) ?? true)
  const [language, setLanguage] = useState<Language>(languages[0] ?? 'en')
  const { ours, failure, retry } = useTexts(site.id, language)
  // Until the next language has come the last one stays.
  const seen = useRef<{ language: Language; ours: NoticeTexts } | null>(null)
  if (ours) seen.current = { language, ours }
  const isOpen = !isSaved(draft, consent)
  useWarning(isOpen)
  return (
    <section class="panel banner-editor">
      <h2>What visitors see</h2>
      <div class="banner-columns">
        <Fields
          {...{ site, consent, facts, draft, setDraft, language, setLanguage }}
          {...{ languages, ours, isOpen, saved }}
        />
        {failure && <Failed failure={failure} retry={retry} />}
        {seen.current ? (
          <BannerPreview
            notice={noticeOf(
              { ...consent, ...NOTHING_OWN, ...bannerOf(draft) },
              seen.current.language,
              seen.current.ours,
              settings.retention?.eventsDays,
            )}
          />
        ) : (
          !failure && <Loading what="the texts" />
        )}
      </div>
    </section>
  )
}

/** What the draft does not say is ours, whatever was saved. */
const NOTHING_OWN = { words: {}, look: {} } as const

interface FieldsProps extends Pick<EditorProps, 'site' | 'consent' | 'facts' | 'saved'> {
  draft: BannerDraft
  setDraft: (change: (last: BannerDraft) => BannerDraft) => void
  language: Language
  setLanguage: (language: Language) => void
  languages: readonly Language[]
  ours: NoticeTexts | null
  isOpen: boolean
}

function Fields(props: FieldsProps): VNode {
  const { site, consent, facts, draft, setDraft, language, ours, isOpen, saved } = props
  const action = useAction()
  const [refused, setRefused] = useState('')
  const mayWrite = may(site, 'owner')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const [fault] = faultsIn(draft)
    setRefused(fault ? `Not saved. ${fault}` : '')
    if (fault) return
    action.run(async () => {
      await save(site.id, draft)
      saved()
    })
  }
  return (
    <form class="form-panel banner-fields" onSubmit={submit} noValidate>
      <h3>Words</h3>
      <LanguagePicker {...props} />
      <fieldset disabled={!mayWrite || action.busy}>
        {ours && (
          <BannerWords
            language={language}
            ours={ours}
            typed={draft.words[language] ?? {}}
            purposes={facts.purposes
              .map(({ purpose }) => purpose)
              .filter((purpose) => consent.purposes.includes(purpose))}
            change={(name, text) => setDraft((last) => withWord(last, language, name, text))}
          />
        )}
        <h3>Look</h3>
        <BannerLook
          draft={draft}
          change={(scheme, name, to) => setDraft((last) => withColour(last, scheme, name, to))}
          changeRadius={(radius) => setDraft((last) => ({ ...last, radius }))}
        />
      </fieldset>
      {mayWrite ? (
        <End
          {...{ isOpen, refused, action }}
          discard={() => {
            setRefused('')
            setDraft(() => draftOf(consent))
          }}
        />
      ) : (
        <p class="quiet">Only owners of the shop may change this.</p>
      )}
    </form>
  )
}

/** Outside of what is disabled for readers: they may look at every language. */
function LanguagePicker({
  draft,
  language,
  languages,
  setLanguage,
}: Pick<FieldsProps, 'draft' | 'language' | 'languages' | 'setLanguage'>): VNode {
  const label = (each: Language) => {
    const own = ownWords(draft, each)
    return `${names.of(each)}${own > 0 ? `, ${own} of your own` : ''}`
  }
  return (
    <label>
      Language
      <select
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      >
        {languages.map((each) => (
          <option key={each} value={each}>
            {label(each)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface EndProps {
  isOpen: boolean
  refused: string
  action: ReturnType<typeof useAction>
  discard: () => void
}

function End({ isOpen, refused, action, discard }: EndProps): VNode {
  const told = action.done ? 'Saved. Pages show it within five minutes.' : ''
  return (
    <div class="banner-end">
      <Fault words={refused || action.fault} />
      <p class="form-end">
        <button type="submit" class="primary" disabled={!isOpen || action.busy}>
          {action.busy ? 'One moment …' : 'Save the banner'}
        </button>
        <button type="button" disabled={!isOpen || action.busy} onClick={discard}>
          Discard
        </button>
        <span role="status" class={isOpen ? 'state' : 'good'}>
          {isOpen ? 'Unsaved changes' : told}
        </span>
      </p>
    </div>
  )
}

/** Onto what the settings are now: others may have changed the rest meanwhile. */
async function save(site: string, draft: BannerDraft): Promise<void> {
  const now = await askSettings(site, AbortSignal.timeout(20_000))
  if (!now.consent) throw new Failure(409, 'Visitors are not asked any more: load the page again.')
  await writeSettings(site, { ...now, consent: withBanner(now.consent, draft) })
}

function useTexts(site: string, language: Language) {
  const [known, setKnown] = useState<Partial<Record<Language, NoticeTexts>>>({})
  const [failure, setFailure] = useState<Failure | null>(null)
  const [round, setRound] = useState(0)
  const ours = known[language] ?? null
  useEffect(() => {
    if (ours) return
    const stop = new AbortController()
    setFailure(null)
    askNoticeTexts(site, language, stop.signal).then(
      (texts) => setKnown((last) => ({ ...last, [language]: texts })),
      (error: unknown) => {
        if (!stop.signal.aborted) setFailure(asFailure(error))
      },
    )
    return () => stop.abort()
  }, [site, language, round])
  return { ours, failure: ours ? null : failure, retry: () => setRound((last) => last + 1) }
}

/** Whoever leaves with something unsaved is asked by the browser. */
function useWarning(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isOpen])
}
