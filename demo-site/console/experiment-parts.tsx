// What the screens of experiments share: words for states, the way back to the list, parts and fields of a form.
import type { ComponentChildren, VNode } from 'preact'
import type { ExperimentStatus } from '../../packages/wire/experiment.ts'
import { go, hrefOf } from './state.ts'

export const STATUS_WORDS: Readonly<Record<ExperimentStatus, string>> = {
  draft: 'Draft',
  running: 'Running',
  stopped: 'Stopped',
  shipped: 'Shipped',
}

export function BackToList(): VNode {
  return (
    <a
      href={hrefOf({ experiment: null })}
      onClick={(event) => {
        event.preventDefault()
        go({ experiment: null })
      }}
    >
      All experiments
    </a>
  )
}

export function Part({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return (
    <section class="panel">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

export function Field({ label, children }: { label: string; children: ComponentChildren }): VNode {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  )
}
