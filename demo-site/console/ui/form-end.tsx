// The end of a form: what went wrong, the button that sends it, and that it was done.
import type { VNode } from 'preact'
import type { Action } from '../use-action.ts'

interface FormEndProps {
  action: Pick<Action, 'busy' | 'fault' | 'done'>
  label: string
  /** What is said once it was done. */
  told?: string
  isPrimary?: boolean
}

export function FormEnd({ action, label, told = '', isPrimary = true }: FormEndProps): VNode {
  const { busy, fault, done } = action
  return (
    <>
      <Fault words={fault} />
      <p class="form-end">
        <button type="submit" class={isPrimary ? 'primary' : ''} disabled={busy}>
          {busy ? 'One moment …' : label}
        </button>
        <span role="status" class="good">
          {done ? told : ''}
        </span>
      </p>
    </>
  )
}

export function Fault({ words }: { words: string }): VNode | null {
  if (!words) return null
  return (
    <p class="bad" role="alert">
      {words}
    </p>
  )
}

interface SelectProps {
  name: string
  label: string
  options: readonly (readonly [value: string | number, words: string])[]
  chosen?: string
}

export function Select({ name, label, options, chosen }: SelectProps): VNode {
  return (
    <label>
      {label}
      <select name={name} {...(chosen !== undefined && { defaultValue: chosen })}>
        {options.map(([value, words]) => (
          <option key={value} value={value} selected={String(value) === chosen}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
