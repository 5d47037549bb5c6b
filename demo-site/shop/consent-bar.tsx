// Asks once whether the visit may be counted: two answers of equal weight, nothing chosen beforehand.
import type { VNode } from 'preact'
import { signal } from '@preact/signals'
import { grants } from './shelf.ts'
import { choose as tellChoice } from './tell.ts'

/** Whether the visitor asked to see the bar again. */
const reopened = signal(false)

export function reopenConsentBar(): void {
  reopened.value = true
}

function choose(granted: boolean): void {
  reopened.value = false
  tellChoice(granted)
}

export function ConsentBar(): VNode | null {
  if (grants.value !== null && !reopened.value) return null
  return (
    <section class="consent" role="region" aria-label="Privacy choice">
      <p>
        <strong>May we learn from your visit?</strong> With your yes we measure which pages and
        which versions of them help, on our own server and for us alone, and recommend from a
        history that stays on your device. The shop works the same either way.
      </p>
      <div>
        <button type="button" data-test="reject" onClick={() => choose(false)}>
          Reject
        </button>
        <button type="button" data-test="accept" onClick={() => choose(true)}>
          Accept
        </button>
      </div>
    </section>
  )
}
