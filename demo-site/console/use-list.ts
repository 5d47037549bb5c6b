// A list that a screen asks for once, and again when something of it has changed.
import { useEffect, useState } from 'preact/hooks'
import { Failure } from './ask.ts'
import { account } from './state.ts'

export interface Listed<T> {
  readonly list: readonly T[] | null
  readonly failure: Failure | null
  readonly reload: () => void
}

export function useList<T>(
  ask: (site: string, signal: AbortSignal) => Promise<readonly T[]>,
  site: string,
): Listed<T> {
  const [state, setState] = useState<Omit<Listed<T>, 'reload'>>({ list: null, failure: null })
  const [round, setRound] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    ask(site, stop.signal).then(
      (list) => setState({ list, failure: null }),
      (error: unknown) => {
        if (stop.signal.aborted) return
        const failure =
          error instanceof Failure ? error : new Failure(0, 'The answer was not understood.')
        if (failure.status === 401) account.value = 'signed-out'
        setState((last) => ({ ...last, failure }))
      },
    )
    return () => stop.abort()
  }, [ask, site, round])
  return { ...state, reload: () => setRound((last) => last + 1) }
}
