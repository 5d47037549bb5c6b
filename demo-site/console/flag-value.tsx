// The field of one value of a flag, as its kind is best written.
import type { VNode } from 'preact'
import { Field } from './experiment-parts.tsx'
import { faultOf } from './flag-draft.ts'
import type { ValueKind } from './flag-draft.ts'

interface ValueProps {
  label: string
  kind: ValueKind
  text: string
  /** What an empty field means, where it may be left empty. */
  empty?: string
  change: (text: string) => void
}

export function ValueField({ label, kind, text, empty, change }: ValueProps): VNode {
  const isOptional = empty !== undefined
  if (kind === 'boolean')
    return (
      <Field label={label}>
        <select value={text} onChange={(event) => change(event.currentTarget.value)}>
          {isOptional && <option value="">{empty}</option>}
          <option value="true">On (true)</option>
          <option value="false">Off (false)</option>
        </select>
      </Field>
    )
  const fault = isOptional && !text ? '' : faultOf(kind, text)
  return (
    <Field label={label}>
      <textarea
        rows={1}
        value={text}
        class={kind === 'json' ? 'code' : ''}
        placeholder={empty}
        inputMode={kind === 'number' ? 'decimal' : undefined}
        aria-invalid={fault !== ''}
        ref={(element) => element?.setCustomValidity(fault)}
        onInput={(event) => change(event.currentTarget.value)}
      />
      {fault && <small class="bad">{fault}</small>}
    </Field>
  )
}
