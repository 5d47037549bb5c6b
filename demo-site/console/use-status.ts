// Knows how the recommendations of a site are, and looks again while a training is under way.
import { useEffect, useState } from 'preact/hooks'
import type { RecommendStatus } from '../../packages/wire/recommend.ts'
import { Failure } from './ask.ts'
import { askStatus } from './recommend-api.ts'
import { account } from './state.ts'

const LOOK_AGAIN_MS = 1_000

interface Status {
  status: RecommendStatus | null
  failure: Failure | null
  reload: () => void
  setStatus: (status: RecommendStatus) => void
}

export function useStatus(site: string): Status {
  const [status, setStatus] = useState<RecommendStatus | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [round, setRound] = useState(0)
  const reload = () => setRound((last) => last + 1)

  useEffect(() => {
    const stop = new AbortController()
    askStatus(site, stop.signal).then(
      (answer) => {
        setStatus(answer)
        setFailure(null)
      },
      (error: unknown) => {
        if (stop.signal.aborted) return
        const failed = asFailure(error)
        if (failed.status === 401) account.value = 'signed-out'
        setFailure(failed)
      },
    )
    return () => stop.abort()
  }, [site, round])

  useEffect(() => {
    if (!status?.training) return
    const timer = setTimeout(reload, LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [status])

  return { status, failure, reload, setStatus }
}

/** What was thrown, as something that a screen can show. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(0, 'The collector took too long to answer.')
}
