// Something that a button does: whether it is under way, and why it went wrong.
import { useState } from 'preact/hooks'
import { Failure } from './ask.ts'
import { account } from './state.ts'

export interface Action {
  readonly busy: boolean
  readonly fault: string
  readonly done: boolean
  /** Runs it; a second press while it runs does nothing. */
  readonly run: (work: () => Promise<void>) => void
}

export function useAction(): Action {
  const [state, setState] = useState({ busy: false, fault: '', done: false })
  return {
    ...state,
    run: (work) => {
      if (state.busy) return
      setState({ busy: true, fault: '', done: false })
      work().then(
        () => setState({ busy: false, fault: '', done: true }),
        (error: unknown) => {
          if (error instanceof Failure && error.code === 'not_signed_in')
            account.value = 'signed-out'
          setState({ busy: false, fault: wordsOf(error), done: false })
        },
      )
    },
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Failure)) return 'That did not work: try again.'
  const wait = error.retryAfter === null ? '' : ` Try again in ${error.retryAfter} seconds.`
  return error.message + wait
}
