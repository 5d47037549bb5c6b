// Light, dark, or as the system has it; remembered on this device.
import { signal } from '@preact/signals'
import type { VNode } from 'preact'
import { recall, remember } from './device.ts'
import { Choices } from './ui/choices.tsx'

const KEY = 'tidemark_theme'
const THEMES = ['light', 'system', 'dark'] as const
type Theme = (typeof THEMES)[number]

const theme = signal<Theme>('system')

function show(next: Theme): void {
  theme.value = next
  document.documentElement.dataset['theme'] = next
}

/** Shows the theme chosen last time. */
export function restoreTheme(): void {
  show(THEMES.find((each) => each === recall(KEY)) ?? 'system')
}

function choose(value: string): void {
  show(THEMES.find((each) => each === value) ?? 'system')
  remember(KEY, theme.value)
}

export function ThemePicker(): VNode {
  return (
    <Choices
      label="Colours"
      chosen={theme.value}
      choose={choose}
      options={[
        { value: 'light', label: 'Light', long: 'Light', icon: 'light' },
        { value: 'system', label: 'System', long: 'As the system', icon: 'system' },
        { value: 'dark', label: 'Dark', long: 'Dark', icon: 'dark' },
      ]}
    />
  )
}
