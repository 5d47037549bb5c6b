// Asks for a report while a screen shows it, and again on wish, when the connection returns, or in a rhythm.
import { useEffect, useState } from 'preact/hooks'
import type { Answer, Ask, ReportName } from '../../../packages/wire/report.ts'
import { Failure, ask } from '../ask.ts'
import { account } from '../state.ts'

export interface Report<R extends ReportName> {
  /** The newest answer; it stays while a newer one is on its way. */
  answer: Answer<R> | null
  failure: Failure | null
  loading: boolean
  retry: () => void
}

/** An answer outlives a failure only of the question that it answers. */
interface State<R extends ReportName> extends Omit<Report<R>, 'retry'> {
  answered: string | null
}

interface Options {
  /** Ask again so long after each answer, as long as the page is visible. */
  everyMs?: number
  paused?: boolean
}

const ANSWER_MAX_MS = 30_000

/** The answer to a question, kept up to date with the question. */
export function useReport<R extends ReportName>(
  name: R,
  asked: Ask<R>,
  { everyMs = 0, paused = false }: Options = {},
): Report<R> {
  const [state, setState] = useState<State<R>>(LOADING)
  const [round, setRound] = useState(0)
  const question = JSON.stringify(asked)
  const retry = () => setRound((last) => last + 1)

  useEffect(() => {
    const stop = new AbortController()
    setState((last) => ({ ...last, loading: true }))
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(ANSWER_MAX_MS)])
    ask(name, JSON.parse(question) as Ask<R>, signal).then(
      (answer) => setState({ answer, failure: null, loading: false, answered: question }),
      (error: unknown) => {
        if (stop.signal.aborted) return
        const failure = failureFrom(error)
        if (failure.status === 401) account.value = 'signed-out'
        setState((last) => ({
          ...last,
          answer: last.answered === question ? last.answer : null,
          failure,
          loading: false,
        }))
      },
    )
    return () => stop.abort()
  }, [name, question, round])

  useEffect(() => {
    addEventListener('online', retry)
    return () => removeEventListener('online', retry)
  }, [])

  useEffect(() => {
    if (!everyMs || paused || state.loading) return
    const next = () => document.visibilityState === 'visible' && retry()
    const timer = setTimeout(next, everyMs)
    document.addEventListener('visibilitychange', next)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', next)
    }
  }, [everyMs, paused, state.loading])

  const { answer, failure, loading } = state
  return { answer, failure, loading, retry }
}

const LOADING = { answer: null, failure: null, loading: true, answered: null }

function failureFrom(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(0, 'The collector took too long to answer.')
}
