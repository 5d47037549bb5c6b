// Says above every screen when the collector takes nothing, or what it takes does not reach the reports.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Health } from '../../packages/wire/account.ts'
import { get } from './ask.ts'

const EVERY_MS = 60_000

export function HealthNotice(): VNode | null {
  const [health, setHealth] = useState<Health | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const look = () =>
      // That it cannot be reached, the screens themselves say.
      get('/api/v1/health', stop.signal).then(
        (answer) => setHealth(answer as Health),
        () => {},
      )
    void look()
    const timer = setInterval(look, EVERY_MS)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [])
  const words = health && wordsOf(health)
  if (!words) return null
  return (
    <p class="panel health" role="alert">
      {words}
    </p>
  )
}

export function wordsOf({ log, store, damagedSegments }: Health): string {
  if (log === 'full')
    return 'The collector’s disk is full: no events are taken. They go on by themselves once there is room; pages keep theirs for three days.'
  if (log === 'failed')
    return 'The collector cannot write to its disk: no events are taken. Look at its log, mend the disk, and start it again.'
  if (!store)
    return 'What arrives is safe, but does not reach the reports now: the database takes nothing. The collector’s log says why.'
  if (damagedSegments > 0)
    return `The disk has damaged ${damagedSegments === 1 ? 'a part' : `${damagedSegments} parts`} of what was taken: some events are lost. The collector’s log names them.`
  return ''
}
