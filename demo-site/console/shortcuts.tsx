// Keys that save the way to the mouse, and the dialog that lists them; they can be switched off.
import { signal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { recall, remember } from './device.ts'
import type { Preset } from './period.ts'
import { PRESETS } from './period.ts'
import { screens } from './screens.ts'
import { go } from './state.ts'
import { SCREEN_NAMES } from './view.ts'

const PERIOD_KEYS: Readonly<Record<string, Preset>> = { d: 'today', w: '7d', m: '28d' }

const helpIsOpen = signal(false)
const areOn = signal(recall('tidemark_shortcuts') !== 'off')

export function showHelp(): void {
  helpIsOpen.value = true
}

/** Listens for the keys until the returned function is called. */
export function listenForShortcuts(): () => void {
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

function onKey(event: KeyboardEvent): void {
  if (!areOn.value || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return
  const preset = PERIOD_KEYS[event.key.toLowerCase()]
  const screen = /^\d$/.test(event.key) && SCREEN_NAMES[(Number(event.key) + 9) % 10]
  if (event.key === '?') showHelp()
  else if (preset) go({ period: preset })
  else if (screen) go({ screen })
  else return
  event.preventDefault()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('dialog')) return true
  if (target instanceof HTMLInputElement) return target.type !== 'radio'
  return target.matches('select, textarea') || target.isContentEditable
}

export function ShortcutsDialog(): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const open = helpIsOpen.value
  useEffect(() => {
    if (open) dialog.current?.showModal()
  }, [open])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="shortcuts-title"
      onClose={() => {
        helpIsOpen.value = false
      }}
    >
      <h2 id="shortcuts-title">Keyboard shortcuts</h2>
      <dl class="keys">
        {SCREEN_NAMES.map((name, at) => (
          <Key key={name} press={`${(at + 1) % 10}`} does={screens[name].title} />
        ))}
        {Object.entries(PERIOD_KEYS).map(([press, preset]) => (
          <Key key={press} press={press.toUpperCase()} does={PRESETS[preset].long} />
        ))}
        <Key press="← →" does="Read a chart point by point" />
        <Key press="?" does="This list" />
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={areOn.value}
          onChange={(event) => {
            areOn.value = event.currentTarget.checked
            remember('tidemark_shortcuts', areOn.value ? 'on' : 'off')
          }}
        />
        Single keys are shortcuts
      </label>
      <form method="dialog">
        <button class="primary">Close</button>
      </form>
    </dialog>
  )
}

function Key({ press, does }: { press: string; does: string }): VNode {
  return (
    <div>
      <dt>
        <kbd>{press}</kbd>
      </dt>
      <dd>{does}</dd>
    </div>
  )
}
