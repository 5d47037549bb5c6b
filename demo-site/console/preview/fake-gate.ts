// A gate that grants nothing: it says what the scene needs, and tells an answer to nobody but the preview.
import type { Asked } from '../../../packages/consent/banner.ts'
import { UNTIL_A_NO } from '../../../packages/wire/signal.ts'
import type { Grants } from '../../../packages/wire/purpose.ts'
import type { Situation } from './preview.ts'

export interface FakeGate extends Asked {
  /** What is shown is put away, as where another tab has answered. */
  end(): void
}

export function createFakeGate(situation: Situation, answered: (grants: Grants) => void): FakeGate {
  const hearers = new Set<(grants: Grants | null) => void>()
  const isTold = situation === 'told'
  const grants: Grants = isTold
    ? Object.fromEntries(UNTIL_A_NO.map((purpose) => [purpose, 'full']))
    : {}
  let isEnded = false
  return {
    state: () => ({
      grants,
      isChosen: isEnded,
      gpc: situation === 'signal',
      dnt: false,
      rule: isTold ? { group: 'D', model: 'notice' } : { group: 'A', model: 'opt-in' },
    }),
    on(hear) {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    choose: (chosen) => {
      // An answer to what is not shown any more is none.
      if (!isEnded) answered(chosen)
    },
    end() {
      isEnded = true
      for (const hear of hearers) hear(grants)
    },
  }
}
