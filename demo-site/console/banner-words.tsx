// Every text of the notice in one language, with ours where the operator says nothing else.
import type { VNode } from 'preact'
import { ourWord, wordFault } from './banner-draft.ts'
import type { WordName } from './banner-draft.ts'
import type { Language, NoticeTexts, TextName } from '../../packages/wire/notice.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'

const LABELS: Readonly<Record<TextName, string>> = {
  title: 'Heading',
  ask: 'What is asked',
  tell: 'What is told where nobody is asked',
  reject: 'Reject',
  accept: 'Accept',
  understood: 'Understood',
  choose: 'Choose',
  link: 'Heading, and the way back to it',
  save: 'Save',
  withdraw: 'Withdraw everything',
  close: 'Close',
  kept: 'How long it is kept',
  keptHere: 'Kept on the device alone',
  honoured: 'Where Global Privacy Control is on',
  controller: 'Who is responsible',
  complaints: 'Where complaints go',
  policy: 'Link to the policy',
  export: 'Take a copy',
  receipt: 'Take the receipt',
  erase: 'Erase',
  erased: 'Once it is erased',
  failed: 'Where that failed',
}

const GROUPS: readonly (readonly [title: string, names: readonly TextName[]])[] = [
  ['First layer', ['title', 'ask', 'tell', 'reject', 'accept', 'understood', 'choose']],
  ['Who is responsible', ['controller', 'complaints', 'policy']],
  ['Preferences', ['link', 'save', 'withdraw', 'close', 'kept', 'keptHere', 'honoured']],
  ['What is stored of them', ['export', 'receipt', 'erase', 'erased', 'failed']],
]

interface WordsProps {
  language: Language
  /** Ours, in that language. */
  ours: NoticeTexts
  typed: Readonly<Partial<Record<WordName, string>>>
  purposes: readonly Purpose[]
  change: (name: WordName, text: string) => void
}

export function BannerWords({ purposes, ...words }: WordsProps): VNode {
  const ofPurposes = purposes.flatMap((purpose) => [
    [`${purpose}.name`, `${capital(purpose)}: name`],
    [`${purpose}.meaning`, `${capital(purpose)}: what it is for`],
  ]) as (readonly [WordName, string])[]
  return (
    <>
      {GROUPS.map(([title, names], at) => (
        <Group
          key={title}
          {...words}
          title={title}
          isOpen={at === 0}
          fields={names.map((name) => [name, LABELS[name]])}
        />
      ))}
      <Group {...words} title="What they are asked for" isOpen={false} fields={ofPurposes} />
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type GroupProps = Omit<WordsProps, 'purposes'> & {
  title: string
  isOpen: boolean
  fields: readonly (readonly [WordName, string])[]
}

function Group({ title, isOpen, fields, typed, ...rest }: GroupProps): VNode {
  const own = fields.filter(([name]) => typed[name]?.trim()).length
  return (
    <details class="banner-group" open={isOpen}>
      <summary>
        {title} {own > 0 && <span class="quiet">{own} of your own</span>}
      </summary>
      {fields.map(([name, label]) => (
        <Word key={name} {...{ name, label, ...rest }} own={typed[name] ?? ''} />
      ))}
    </details>
  )
}

type WordProps = Omit<WordsProps, 'purposes' | 'typed'> & {
  name: WordName
  label: string
  own: string
}

/** Characters of a line of a field. */
const LINE = 46

function Word({ name, label, own, language, ours, change }: WordProps): VNode {
  const our = ourWord(ours, name)
  const fault = wordFault(name, own)
  const id = `word-${name}`
  return (
    <div class="banner-word">
      <label>
        {label}
        <textarea
          rows={Math.ceil((own || our).length / LINE)}
          maxLength={600}
          lang={language}
          dir="auto"
          placeholder={our}
          value={own}
          aria-invalid={fault !== ''}
          aria-describedby={fault ? id : undefined}
          onInput={(event) => change(name, event.currentTarget.value)}
        />
      </label>
      {own.trim() !== '' && (
        <button type="button" onClick={() => change(name, '')} aria-label={`Ours again: ${label}`}>
          Ours again
        </button>
      )}
      {fault && (
        <p class="bad" id={id}>
          {fault}
        </p>
      )}
    </div>
  )
}
