// Reads a delivery report as parts of a whole, each with its meaning in words.
import type { VoidReason } from '../../packages/wire/event.ts'
import type { Delivery } from '../../packages/wire/report.ts'
import type { Part } from './ui/stack.tsx'

const VOIDS: { readonly [R in VoidReason]: Pick<Part, 'name' | 'meaning'> } = {
  withdrawn: {
    name: 'Withdrawn',
    meaning: 'Still on the device when the visitor withdrew, and dropped as it must be.',
  },
  overflow: {
    name: 'Overflowed',
    meaning: 'Dropped by a page that could not send for long and ran out of room.',
  },
  expired: { name: 'Expired', meaning: 'Unsent for 72 hours, and dropped by the page.' },
  refused: {
    name: 'Refused',
    meaning: 'Sent, and turned down by the collector: not well formed, or not granted.',
  },
}

/** The parts in the order of the bar; reasons that did not occur are left out. */
export function partsOf({ received, voided, pending, missing }: Delivery): Part[] {
  const given = Object.entries(voided)
    .filter(([, events]) => events > 0)
    .map(([reason, events]) => ({ ...wordsFor(reason), events, tone: toneOf(reason) }))
  return [
    {
      name: 'Received',
      meaning: 'Stored, and counted in every report.',
      events: received,
      tone: 'received',
    },
    ...given,
    {
      name: 'Pending',
      meaning: 'Not here yet; a page that was offline may still hold them.',
      events: pending,
      tone: 'pending',
    },
    {
      name: 'Missing',
      meaning: 'Not here, and too old to come: lost.',
      events: missing,
      tone: 'missing',
    },
  ]
}

function wordsFor(reason: string): Pick<Part, 'name' | 'meaning'> {
  if (Object.hasOwn(VOIDS, reason)) return VOIDS[reason as VoidReason]
  return { name: reason, meaning: 'Given up by the page.' }
}

function toneOf(reason: string): string {
  return Object.hasOwn(VOIDS, reason) ? reason : 'refused'
}

/** Share received of what should have come: all that was numbered but what visitors withdrew. */
export function completeness({ emitted, received, voided }: Delivery): number | null {
  const due = emitted - (voided['withdrawn'] ?? 0)
  return due > 0 ? Math.min(1, received / due) : null
}
