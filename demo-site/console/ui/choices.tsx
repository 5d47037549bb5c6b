// A row of choices of which one holds: radio buttons, so that arrow keys and screen readers know what it is.
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'

interface Option {
  value: string
  label: string
  /** What is read aloud where the label is an abbreviation or an icon. */
  long?: string
  icon?: IconName
}

interface ChoicesProps {
  label: string
  options: readonly Option[]
  chosen: string
  choose: (value: string) => void
}

export function Choices({ label, options, chosen, choose }: ChoicesProps): VNode {
  const name = useId()
  return (
    <fieldset class="choices">
      <legend class="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.long}>
          <input
            type="radio"
            class="unseen"
            name={name}
            value={option.value}
            checked={option.value === chosen}
            aria-label={option.long}
            onChange={() => choose(option.value)}
          />
          <span>{option.icon ? <Icon name={option.icon} /> : option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
