// Recommendations: the model and its age, what it answers and why, the owner's rules, and what came of it all.
import type { VNode } from 'preact'
import { RecommendEffect } from './recommend-effect.tsx'
import { Model, SwitchOn } from './recommend-model.tsx'
import { Rules } from './recommend-rules.tsx'
import { TryOut } from './recommend-try.tsx'
import type { ScreenProps } from './screens.ts'
import { Failed, Loading } from './ui/states.tsx'
import { useStatus } from './use-status.ts'

export function Recommend({ site }: ScreenProps): VNode {
  const { status, failure, reload, setStatus } = useStatus(site.id)
  if (failure && !status) return <Failed failure={failure} retry={reload} />
  if (!status) return <Loading what="the model" />
  if (!status.settings) return <SwitchOn site={site} reload={reload} />
  return (
    <>
      {failure && <Failed failure={failure} retry={reload} />}
      <Model site={site} status={status} setStatus={setStatus} reload={reload} />
      <RecommendEffect site={site} />
      {status.model && (
        <>
          <TryOut site={site} version={status.model.version} />
          <Rules site={site} rules={status.rules} reload={reload} />
        </>
      )}
    </>
  )
}
