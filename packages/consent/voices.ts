// Who has a say beside the visitor's choice: the browser's signals, and consent tools that the page has already.
import type { Env, GateContext } from '../core/index.ts'
import type { Grants } from '../wire/purpose.ts'
import { underSignals } from '../wire/signal.ts'
import type { BrowserSignals, Granted } from '../wire/signal.ts'
import type { ConsentOptions } from './index.ts'
import type { Merge } from './says.ts'
import { signalsOf } from './signals.ts'

export interface Voices {
  readonly signals: (env: Env) => BrowserSignals
  /** What all of them leave of what is granted. */
  readonly leave: (grants: Grants | null, env: Env, how: Granted) => Grants | null
  /** `again`: one of them has said something else. */
  readonly listen: (context: GateContext, again: () => void) => void
}

export function createVoices({ dnt = true, elsewhere }: ConsentOptions): Voices {
  // Until the tools have spoken nobody has answered.
  let merge: Merge = (grants) => (elsewhere ? null : grants)
  const signals = (env: Env) => signalsOf(env, dnt)
  return {
    signals,
    leave(grants, env, how) {
      const left = merge(grants, how)
      return left && underSignals(left, signals(env), how)
    },
    listen({ env, guard }, again) {
      elsewhere?.(
        env,
        guard((next) => {
          merge = next
          again()
        }),
      )
    },
  }
}
