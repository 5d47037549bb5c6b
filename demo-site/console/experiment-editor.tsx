// Writes an experiment: what is changed, for whom, for how many, and by what it is judged.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Experiment } from '../../packages/wire/experiment.ts'
import { AudienceFields } from './audience-fields.tsx'
import { Failure, removeExperiment, turnExperiment, writeExperiment } from './ask.ts'
import type { Site } from './ask.ts'
import { NEW_DRAFT, draftOf, formOf, keyOf } from './experiment-draft.ts'
import type { DraftForm } from './experiment-draft.ts'
import { VariationsEditor } from './experiment-variations.tsx'
import { BackToList, Field, Part } from './experiment-parts.tsx'
import { go } from './state.ts'

interface EditorProps {
  site: Site
  /** The draft to be changed; a new one without. */
  experiment?: Experiment
  /** Those that exist, so that none is overwritten. */
  taken: readonly Experiment[]
  saved: () => void
}

export function ExperimentEditor({ site, experiment, taken, saved }: EditorProps): VNode {
  const [form, setForm] = useState<DraftForm>(experiment ? formOf(experiment) : NEW_DRAFT)
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const change = (more: Partial<DraftForm>) => setForm((last) => ({ ...last, ...more }))
  const key = experiment?.key ?? keyOf(form.name)
  const isTaken = !experiment && taken.some((each) => each.key === key)

  const act = async (work: () => Promise<void>, next: string | null) => {
    setBusy(true)
    setFault('')
    try {
      await work()
      saved()
      go({ experiment: next })
    } catch (error) {
      setFault(
        error instanceof Failure
          ? error.message
          : 'Something went wrong in this page. Load it again.',
      )
    }
    setBusy(false)
  }
  const save = () => writeExperiment(site.id, key, draftOf(form))
  const start = async () => {
    await save()
    await turnExperiment(site.id, key, 'running')
  }

  return (
    <form
      class="experiment-form"
      onSubmit={(event) => {
        event.preventDefault()
        const starts = (event.submitter as HTMLButtonElement | null)?.value === 'start'
        void act(starts ? start : save, key)
      }}
    >
      <p>
        <BackToList />
      </p>
      <Question {...{ form, change }} id={key} isTaken={isTaken} />
      <Part title="What is shown">
        <VariationsEditor
          variations={form.variations}
          preview={(at) =>
            `${site.origins.find((each) => each !== '*') ?? ''}/?${key || 'key'}=${at}`
          }
          change={(variations) => change({ variations })}
        />
      </Part>
      <Part title="To whom">
        <AudienceFields {...{ form, change }} share="Share of visitors who take part, %" />
        <GroupFields {...{ form, change }} />
      </Part>
      <Judged {...{ form, change }} />
      <p class="bad" role="alert">
        {fault}
      </p>
      <Buttons
        disabled={busy || !key || isTaken}
        remove={experiment && (() => void act(() => removeExperiment(site.id, key), null))}
      />
    </form>
  )
}

interface FormProps {
  form: DraftForm
  change: (more: Partial<DraftForm>) => void
}

function Question({
  form,
  change,
  id,
  isTaken,
}: FormProps & { id: string; isTaken: boolean }): VNode {
  return (
    <Part title="What you want to know">
      <Field label="Name">
        <input
          value={form.name}
          maxLength={100}
          required
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      </Field>
      <p class="quiet">
        Key: <code>{id || '–'}</code>
        {isTaken && (
          <strong class="bad"> There is one of this key already: choose another name.</strong>
        )}
      </p>
      <Field label="Hypothesis (optional)">
        <textarea
          rows={2}
          maxLength={2000}
          value={form.hypothesis}
          onInput={(event) => change({ hypothesis: event.currentTarget.value })}
        />
      </Field>
    </Part>
  )
}

function GroupFields({ form, change }: FormProps): VNode {
  return (
    <>
      <Field label="Group (optional): its experiments share no visitors">
        <input
          value={form.group}
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={40}
          placeholder="front-page"
          onInput={(event) => change({ group: event.currentTarget.value })}
        />
      </Field>
      {form.group && (
        <div class="fields-even">
          <Field label="Its visitors from, %">
            <input
              type="number"
              min={0}
              max={100}
              step={0.1}
              value={form.groupFrom}
              onInput={(event) => change({ groupFrom: event.currentTarget.valueAsNumber })}
            />
          </Field>
          <Field label="to, %">
            <input
              type="number"
              min={0}
              max={100}
              step={0.1}
              value={form.groupTo}
              onInput={(event) => change({ groupTo: event.currentTarget.valueAsNumber })}
            />
          </Field>
        </div>
      )}
    </>
  )
}

function Judged({ form, change }: FormProps): VNode {
  const tidy = () => change({ metrics: form.metrics.map((each) => each.trim()).filter(Boolean) })
  return (
    <Part title="By what it is judged">
      <Field label="Metrics, a line each; the first decides: conversion, revenue, or the name of an event">
        <textarea
          rows={3}
          required
          value={form.metrics.join('\n')}
          onInput={(event) => change({ metrics: event.currentTarget.value.split('\n') })}
          onBlur={tidy}
        />
      </Field>
    </Part>
  )
}

interface ButtonsProps {
  disabled: boolean
  /** Removes the draft, where there is one. */
  remove: (() => void) | undefined
}

function Buttons({ disabled, remove }: ButtonsProps): VNode {
  return (
    <p class="form-buttons">
      <button type="submit" value="start" class="primary" disabled={disabled}>
        Start
      </button>
      <button type="submit" value="save" disabled={disabled}>
        Save draft
      </button>
      {remove && (
        <button type="button" disabled={disabled} onClick={remove}>
          Remove draft
        </button>
      )}
    </p>
  )
}
