// Writes a flag: its key and kind, its value, and the rules that give others another one.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Experiment } from '../../packages/wire/experiment.ts'
import type { Flag } from '../../packages/wire/flag.ts'
import { Failure } from './ask.ts'
import type { Site } from './ask.ts'
import { Field, Part } from './experiment-parts.tsx'
import { FIRST, NEW_FLAG, flagDraftOf, flagFormOf, textOf } from './flag-draft.ts'
import type { FlagForm, ValueKind } from './flag-draft.ts'
import { FlagRules } from './flag-rules.tsx'
import { ValueField } from './flag-value.tsx'
import { removeFlag, writeFlag } from './flags-api.ts'
import { ALL_FLAGS, go, hrefOf } from './state.ts'

const KINDS: Readonly<Record<ValueKind, string>> = {
  boolean: 'On or off',
  text: 'Text',
  number: 'Number',
  json: 'JSON',
}

interface EditorProps {
  site: Site
  /** The flag to be changed; a new one without. */
  flag?: Flag
  /** Those that exist, so that none is overwritten. */
  taken: readonly Flag[]
  experiments: readonly Experiment[]
  saved: () => void
  removed: (flag: Flag) => void
}

export function FlagEditor(props: EditorProps): VNode {
  const { site, flag, taken, experiments, saved, removed } = props
  const [form, setForm] = useState<FlagForm>(flag ? flagFormOf(flag) : NEW_FLAG)
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const change = (more: Partial<FlagForm>) => setForm((last) => ({ ...last, ...more }))
  const isTaken = !flag && taken.some(({ key }) => key === form.key)
  const act = async (work: () => Promise<void>, done: () => void) => {
    setBusy(true)
    setFault('')
    try {
      await work()
      done()
      go({ flag: ALL_FLAGS })
    } catch (error) {
      setFault(error instanceof Failure ? error.message : 'A value is not of the flag’s kind.')
    }
    setBusy(false)
  }
  const origin = site.origins.find((each) => each !== '*') ?? ''
  return (
    <form
      class="experiment-form"
      onSubmit={(event) => {
        event.preventDefault()
        void act(async () => writeFlag(site.id, form.key, flagDraftOf(form)), saved)
      }}
    >
      <p>
        <BackToFlags />
      </p>
      <What {...{ form, change, isTaken }} isNew={!flag} />
      <Part title="Who gets another value">
        <p class="quiet">
          The first rule that holds decides. For everybody else it is {nameOf(form)}.
        </p>
        <FlagRules
          rules={form.rules}
          kind={form.kind}
          experiments={experiments}
          preview={(at) => `${origin}/?${form.key || 'key'}=${at}`}
          change={(rules) => change({ rules })}
        />
      </Part>
      <InCode form={form} />
      <p class="bad" role="alert">
        {fault}
      </p>
      <p class="form-buttons">
        <button type="submit" class="primary" disabled={busy || !form.key || isTaken}>
          Save
        </button>
        {flag && (
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              void act(
                () => removeFlag(site.id, flag.key),
                () => removed(flag),
              )
            }
          >
            Remove
          </button>
        )}
      </p>
    </form>
  )
}

export function BackToFlags(): VNode {
  return (
    <a
      href={hrefOf({ flag: ALL_FLAGS })}
      onClick={(event) => {
        event.preventDefault()
        go({ flag: ALL_FLAGS })
      }}
    >
      All flags
    </a>
  )
}

interface WhatProps {
  form: FlagForm
  isNew: boolean
  isTaken: boolean
  change: (more: Partial<FlagForm>) => void
}

function What({ form, isNew, isTaken, change }: WhatProps): VNode {
  const turn = (kind: ValueKind) => {
    const value = kind === 'boolean' ? 'false' : FIRST[kind]
    change({ kind, value, rules: [] })
  }
  return (
    <Part title="What code asks for">
      <Field label="Key, as in the code">
        <input
          value={form.key}
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={40}
          required
          readOnly={!isNew}
          placeholder="express-checkout"
          autocomplete="off"
          onInput={(event) => change({ key: event.currentTarget.value })}
        />
      </Field>
      {isTaken && <strong class="bad">There is one of this key already.</strong>}
      <Field label="What it is for (optional)">
        <textarea
          rows={1}
          maxLength={500}
          value={form.description}
          onInput={(event) => change({ description: event.currentTarget.value })}
        />
      </Field>
      <div class="fields-even">
        <Field label="Kind of value">
          <select
            value={form.kind}
            disabled={!isNew && form.rules.length > 0}
            onChange={(event) => turn(event.currentTarget.value as ValueKind)}
          >
            {Object.entries(KINDS).map(([kind, words]) => (
              <option value={kind} key={kind}>
                {words}
              </option>
            ))}
          </select>
        </Field>
        <ValueField
          label="Value where no rule holds"
          kind={form.kind}
          text={form.value}
          change={(value) => change({ value })}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={form.on}
          onChange={(event) => change({ on: event.currentTarget.checked })}
        />
        Rules are on
      </label>
    </Part>
  )
}

/** How a developer asks for it. */
function InCode({ form: { key, kind } }: { form: FlagForm }): VNode {
  const name = key || 'key'
  const otherwise = kind === 'text' ? "''" : textOf(kind === 'boolean' ? false : FIRST[kind])
  return (
    <Part title="In the code of the shop">
      <pre class="snippet-code" tabIndex={0}>
        {`tm('flag', '${name}', (value) => { … }, ${otherwise})\n`}
        {`ab.flag('${name}', ${otherwise}) // npm · useFlag(ab, '${name}', ${otherwise}) for React`}
      </pre>
      <p class="quiet">
        The last argument is what the code gets where the flag is not there. Pages hear of a change
        within five minutes.
      </p>
    </Part>
  )
}

function nameOf({ kind, value }: FlagForm): string {
  if (kind === 'boolean') return value === 'true' ? 'on' : 'off'
  return value.length > 40 || value === '' ? 'the value above' : value
}
