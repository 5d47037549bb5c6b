// Says above every screen that privacy requests are late or soon will be, and leads to them.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { may } from './ask.ts'
import { noticeOf } from './request-words.ts'
import { askQueue } from './requests-api.ts'
import type { ScreenProps } from './screens.ts'
import { go, hrefOf, requestsChanged } from './state.ts'

const EVERY_MS = 600_000

export function RequestNotice({ site }: ScreenProps): VNode | null {
  const [counted, setCounted] = useState({ overdue: 0, soon: 0 })
  const round = requestsChanged.value
  const isShown = may(site, 'analyst')
  useEffect(() => {
    setCounted({ overdue: 0, soon: 0 })
  }, [site.id])
  useEffect(() => {
    if (!isShown) return
    const stop = new AbortController()
    const look = () =>
      // That it cannot be reached, the screens themselves say.
      askQueue(site.id, { limit: 1 }, stop.signal).then(setCounted, () => {})
    void look()
    const timer = setInterval(look, EVERY_MS)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [site.id, isShown, round])
  const words = noticeOf(counted)
  if (!words || !isShown) return null
  return (
    <p class={`panel health ${counted.overdue > 0 ? '' : 'health-soon'}`} role="status">
      {words}{' '}
      <a
        href={hrefOf({ screen: 'settings', part: 'requests' })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          go({ screen: 'settings', part: 'requests' })
        }}
      >
        Look at the requests
      </a>
    </p>
  )
}
