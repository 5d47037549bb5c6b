// The accessibility check: measures the banner in both colours, both layers and three widths, out of sight, and lists what holds.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { SCHEMES } from '../../packages/wire/look.ts'
import { checksOf, WIDTHS } from './banner-checks.ts'
import type { Check } from './banner-checks.ts'
import { keepingFocus, useFrame } from './banner-frame.ts'
import type { Measured, Preview, Scene } from './preview/preview.ts'
import { Icon } from './ui/icon.tsx'

/** So long nobody has typed before it is measured anew. */
const REST_MS = 250

interface Read {
  readonly checks: readonly Check[] | null
  /** What they were measured of: something else may have been typed since. */
  readonly of: string
}

type ChecksProps = Pick<Scene, 'notice' | 'situation'>

export function BannerChecks(asked: ChecksProps): VNode {
  const { hold, preview, hasFailed } = useFrame()
  const [{ checks, of }, setRead] = useState<Read>({ checks: null, of: '' })
  const key = JSON.stringify(asked)
  useEffect(() => {
    const frame = hold.current
    if (!preview || !frame) return
    const timer = setTimeout(() => {
      keepingFocus(null, () => {
        const measured = measureAll(frame, preview, asked)
        setRead({ checks: checksOf(measured, asked.notice.language), of: key })
      })
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [preview, key])
  const failed = checks?.filter(({ isPassed }) => !isPassed).length ?? 0
  return (
    <section class="banner-checks" aria-labelledby="banner-checks" aria-busy={of !== key}>
      <h3 id="banner-checks">Accessibility</h3>
      <p role="status" class={failed > 0 ? 'bad' : 'quiet'}>
        {summaryOf(checks, failed, hasFailed)}
      </p>
      <ul>
        {checks?.map((check) => (
          <Line key={check.title} {...check} />
        ))}
      </ul>
      <iframe
        ref={hold}
        class="measuring"
        title="Where the banner is measured"
        aria-hidden="true"
        tabIndex={-1}
        inert
      />
    </section>
  )
}

function summaryOf(checks: readonly Check[] | null, failed: number, hasFailed: boolean): string {
  if (hasFailed) return 'It cannot be measured: the code could not be fetched.'
  if (!checks) return 'Measuring …'
  if (failed > 0) return `${failed} of ${checks.length} checks failed.`
  return `All ${checks.length} checks passed, in light and dark, at ${WIDTHS.join(', ')} px.`
}

function measureAll(frame: HTMLIFrameElement, preview: Preview, asked: ChecksProps): Measured[] {
  return WIDTHS.flatMap((width) => {
    frame.style.width = `${width}px`
    return SCHEMES.flatMap((scheme) =>
      (['banner', 'preferences'] as const).map((layer) => {
        preview.show({ ...asked, scheme, layer })
        return preview.measure()
      }),
    )
  })
}

function Line({ title, isPassed, figure, way, rows }: Check): VNode {
  return (
    <li>
      <span class={isPassed ? 'good' : 'bad'}>
        <Icon name={isPassed ? 'met' : 'missed'} />
        <span class="unseen">{isPassed ? 'Passed:' : 'Failed:'}</span>
      </span>
      <div>
        <strong>{title}</strong>
        <p class="quiet">{figure}</p>
        {!isPassed && <p class="bad">{way}</p>}
        {rows.length > 0 && (
          <details>
            <summary>Each</summary>
            <ul>
              {rows.map((row) => (
                <li key={row}>{row}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  )
}
