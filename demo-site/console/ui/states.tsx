// What a screen shows when it has no figures to show: loading, empty, failed or offline, never a blank.
import type { ComponentChildren, VNode } from 'preact'
import type { ReportName } from '../../../packages/wire/report.ts'
import type { Failure } from '../ask.ts'
import { site, tagPath } from '../state.ts'
import { Copied } from './copied.tsx'
import type { Report } from './use-report.ts'

/** Grey shapes where figures are about to be. */
export function Loading({ what = 'the report' }: { what?: string }): VNode {
  return (
    <div class="loading" role="status">
      <span class="unseen">Loading {what} …</span>
      <div class="bone bone-row" />
      <div class="bone bone-block" />
      <div class="bone bone-row" />
    </div>
  )
}

/** What went wrong, and the way to try again. */
export function Failed({ failure, retry }: { failure: Failure; retry: () => void }): VNode {
  const unreachable = failure.status === 0
  const title = unreachable
    ? navigator.onLine
      ? 'The collector cannot be reached'
      : 'You are offline'
    : 'This report could not be loaded'
  const advice = unreachable
    ? 'The report loads by itself as soon as the connection is back.'
    : failure.message
  return (
    <div class="notice panel" role="alert">
      <h2>{title}</h2>
      <p>{advice}</p>
      <button type="button" class="primary" onClick={retry}>
        Try again
      </button>
    </div>
  )
}

interface EmptyProps {
  title: string
  children: ComponentChildren
  /** Whether the site may never have sent anything, so that the tag is what is missing. */
  withSnippet?: boolean
}

/** Nothing to show, why, and what to do about it. */
export function Empty({ title, children, withSnippet = false }: EmptyProps): VNode {
  return (
    <div class="notice panel">
      <h2>{title}</h2>
      {children}
      {withSnippet && <Snippet />}
    </div>
  )
}

/** The line that a site owner pastes, ready to copy. */
export function Snippet(): VNode | null {
  if (!site.value) return null
  const tag = `<script src="${location.origin}${tagPath.value}/${site.value.id}.js" async></script>`
  return (
    <>
      <p>
        Paste this line into the <code>&lt;head&gt;</code> of every page. If your shop reaches the
        collector under another address, put that one in.
      </p>
      <Copied text={tag} label="The tag" />
      <p class="quiet">Events show up in Live within seconds.</p>
    </>
  )
}

interface WithReportProps<R extends ReportName> {
  report: Report<R>
  children: (answer: NonNullable<Report<R>['answer']>) => ComponentChildren
}

/** Draws a report's answer, or whichever state it is in instead; a stale answer stays, dimmed, under its fault. */
export function WithReport<R extends ReportName>({ report, children }: WithReportProps<R>): VNode {
  const { answer, failure, loading, retry } = report
  return (
    <div aria-busy={loading}>
      {failure && <Failed failure={failure} retry={retry} />}
      {answer ? (
        <div class={loading || failure ? 'stale' : ''}>{children(answer)}</div>
      ) : (
        !failure && <Loading />
      )}
    </div>
  )
}
