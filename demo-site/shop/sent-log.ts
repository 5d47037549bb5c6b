// Remembers what this page has sent to the collector, for the visitor to read.
import { signal } from '@preact/signals'

export interface Sent {
  atMs: number
  method: string
  path: string
  body: string
  /** What was answered; 0 as long as nothing was. */
  status: number
}

const SENT_MAX = 50

/** The newest first. */
export const sent = signal<readonly Sent[]>([])

/** From now on every request of the page that carries something is remembered. */
export function rememberSent(): void {
  const { fetch } = window
  window.fetch = async (input, init) => {
    const { body } = init ?? {}
    if (typeof body !== 'string') return await fetch(input, init)
    const entry: Sent = {
      atMs: Date.now(),
      method: init?.method ?? 'GET',
      path: new URL(String(input), location.href).pathname,
      body,
      status: 0,
    }
    sent.value = [entry, ...sent.value].slice(0, SENT_MAX)
    const answer = await fetch(input, init)
    sent.value = sent.value.map((each) =>
      each === entry ? { ...each, status: answer.status } : each,
    )
    return answer
  }
}
