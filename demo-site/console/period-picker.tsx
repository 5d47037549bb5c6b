// Chooses the period: one of the presets, or two days.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Site } from './ask.ts'
import { dayOf } from './days.ts'
import { PRESETS, daysOf, formatChoice, isSpan } from './period.ts'
import type { Choice, Preset } from './period.ts'
import { go, view } from './state.ts'
import { Choices } from './ui/choices.tsx'

const CUSTOM = 'custom'
const OPTIONS = [
  ...Object.entries(PRESETS).map(([value, { label, long }]) => ({ value, label, long })),
  { value: CUSTOM, label: 'Custom', long: 'Custom period' },
]

export function PeriodPicker({ site }: { site: Site }): VNode {
  const { period } = view.value
  // Open for as long as the period it was opened on is shown: a shortcut closes it.
  const [openedOn, setOpenedOn] = useState<Choice | null>(null)
  const isCustom = openedOn === period || typeof period !== 'string'
  const choose = (value: string) => {
    setOpenedOn(value === CUSTOM ? period : null)
    if (value !== CUSTOM) go({ period: value as Preset })
  }
  return (
    <div class="period">
      <Choices
        label="Period"
        options={OPTIONS}
        chosen={isCustom ? CUSTOM : (period as Preset)}
        choose={choose}
      />
      {isCustom && <CustomDays key={formatChoice(period)} site={site} />}
    </div>
  )
}

function CustomDays({ site }: { site: Site }): VNode {
  const nowMs = Date.now()
  const today = dayOf(nowMs, site.timeZone)
  const [days, setDays] = useState(() => daysOf(view.value.period, nowMs, site.timeZone))
  const fault = isSpan(days.first, days.last)
    ? ''
    : 'Choose a last day that is not before the first, at most three years apart.'
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!fault) go({ period: days })
  }
  return (
    <form class="custom-days" onSubmit={onSubmit}>
      <label>
        From
        <input
          type="date"
          value={days.first}
          max={today}
          onInput={(event) => setDays({ ...days, first: event.currentTarget.value })}
        />
      </label>
      <label>
        to
        <input
          type="date"
          value={days.last}
          max={today}
          onInput={(event) => setDays({ ...days, last: event.currentTarget.value })}
        />
      </label>
      <button type="submit" disabled={fault !== ''}>
        Apply
      </button>
      <p class="bad" role="status">
        {fault}
      </p>
    </form>
  )
}
