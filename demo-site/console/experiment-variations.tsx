// The variations of a draft: their shares, and what each does to the page.
import type { VNode } from 'preact'
import { CHANGE_FIELDS, EMPTY_CHANGE } from './experiment-draft.ts'
import type { ChangeKind, ChangeRow, VariationForm } from './experiment-draft.ts'
import { Field } from './experiment-parts.tsx'

const VARIATIONS_MAX = 10

interface VariationsProps {
  variations: readonly VariationForm[]
  /** Where the variation at a place can be looked at, uncounted. */
  preview: (at: number) => string
  change: (variations: VariationForm[]) => void
}

/** `list` with `item` in place of what is at `at`. */
const replaced = <T,>(list: readonly T[], at: number, item: T): T[] =>
  list.map((each, index) => (index === at ? item : each))

export function VariationsEditor({ variations, preview, change }: VariationsProps): VNode {
  const add = () => {
    const weight = Math.floor(1000 / (variations.length + 1)) / 10
    const key = String.fromCharCode('a'.charCodeAt(0) + variations.length)
    const all = [...variations, { key, name: `New ${key}`, weight, changes: [] }]
    const rest = Math.round((100 - weight * (all.length - 1)) * 10) / 10
    change(all.map((each, at) => ({ ...each, weight: at === 0 ? rest : weight })))
  }
  return (
    <>
      {variations.map((variation, at) => (
        <Variation
          key={variation.key}
          {...{ variation, at }}
          link={preview(at)}
          change={(next) => change(replaced(variations, at, next))}
        />
      ))}
      {variations.length < VARIATIONS_MAX && (
        <button type="button" onClick={add}>
          Add a variation
        </button>
      )}
    </>
  )
}

interface VariationProps {
  variation: VariationForm
  at: number
  link: string
  change: (variation: VariationForm) => void
}

function Variation({ variation, at, link, change }: VariationProps): VNode {
  const { name, weight, changes } = variation
  const title = at === 0 ? 'Control' : `Variation ${at}`
  return (
    <fieldset class="variation">
      <legend>
        {title} <code>{variation.key}</code>
      </legend>
      <div class="fields">
        <Field label="Name">
          <input
            value={name}
            required
            maxLength={100}
            onInput={(event) => change({ ...variation, name: event.currentTarget.value })}
          />
        </Field>
        <Field label="Share, %">
          <input
            type="number"
            min={0}
            max={100}
            step={0.1}
            value={weight}
            onInput={(event) => change({ ...variation, weight: event.currentTarget.valueAsNumber })}
          />
        </Field>
      </div>
      {changes.map((row, index) => (
        <Row
          key={index}
          row={row}
          label={`Change ${index + 1} of ${title.toLowerCase()}`}
          change={(next) => change({ ...variation, changes: replaced(changes, index, next) })}
          remove={() =>
            change({ ...variation, changes: changes.filter((_, each) => each !== index) })
          }
        />
      ))}
      <p class="form-buttons">
        <button
          type="button"
          onClick={() => change({ ...variation, changes: [...changes, EMPTY_CHANGE] })}
        >
          Add a change
        </button>
        <a href={link} target="_blank" rel="noreferrer">
          Look at it once started
        </a>
      </p>
    </fieldset>
  )
}

interface RowProps {
  row: ChangeRow
  label: string
  change: (row: ChangeRow) => void
  remove: () => void
}

function Row({ row, label, change, remove }: RowProps): VNode {
  const fields = CHANGE_FIELDS[row.kind]
  return (
    <fieldset class="change">
      <legend class="unseen">{label}</legend>
      <Field label="Kind">
        <select
          value={row.kind}
          onChange={(event) => change({ ...row, kind: event.currentTarget.value as ChangeKind })}
        >
          {Object.entries(CHANGE_FIELDS).map(([kind, { label: words }]) => (
            <option value={kind} key={kind}>
              {words}
            </option>
          ))}
        </select>
      </Field>
      {fields.selector && (
        <Field label="Element (CSS selector)">
          <input
            value={row.selector}
            required
            onInput={(event) => change({ ...row, selector: event.currentTarget.value })}
          />
        </Field>
      )}
      {fields.name && (
        <Field label="Attribute">
          <input
            value={row.name}
            required
            onInput={(event) => change({ ...row, name: event.currentTarget.value })}
          />
        </Field>
      )}
      {fields.value !== null && (
        <Field label={fields.value}>
          <textarea
            rows={1}
            value={row.value}
            required={row.kind !== 'text'}
            onInput={(event) => change({ ...row, value: event.currentTarget.value })}
          />
        </Field>
      )}
      <button type="button" onClick={remove} aria-label={`Remove ${label.toLowerCase()}`}>
        Remove
      </button>
    </fieldset>
  )
}
