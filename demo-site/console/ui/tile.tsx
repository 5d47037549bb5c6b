// One figure of the indicator board: its value, how it moved, and whether it is where it should be.
import type { VNode } from 'preact'
import type { Compared } from '../../../packages/wire/report.ts'
import { figure } from '../format.ts'
import type { Kind } from '../format.ts'
import { changeOf, meets } from './change.ts'
import type { Target } from './change.ts'
import { Icon } from './icon.tsx'

export interface TileProps {
  label: string
  /** What the figure is, exactly. */
  meaning: string
  compared: Compared
  kind: Kind
  currency: string
  lessIsGood?: boolean
  target?: { bound: Target; text: string }
}

export function Tile(props: TileProps): VNode {
  const { label, meaning, compared, kind, currency, target } = props
  return (
    <div class="tile">
      <dt title={meaning}>{label}</dt>
      <dd class="tile-value">{figure(compared.value, kind, currency)}</dd>
      <dd class="tile-change">
        <Moved {...props} />
      </dd>
      {target && <TargetLine value={compared.value} target={target} />}
    </div>
  )
}

function Moved({ compared, kind, currency, lessIsGood = false }: TileProps): VNode {
  const change = changeOf(compared, kind, lessIsGood)
  if (!change) return <span class="quiet">nothing to compare with</span>
  const verdict = change.good === null ? '' : change.good ? 'good' : 'bad'
  return (
    <>
      <span class={`change ${verdict}`}>
        <span aria-hidden="true">{change.arrow}</span> {change.text}
        {verdict && <span class="unseen"> ({change.good ? 'better' : 'worse'})</span>}
      </span>{' '}
      <span class="quiet">from {figure(compared.previous, kind, currency)}</span>
    </>
  )
}

interface TargetLineProps {
  value: number | null
  target: NonNullable<TileProps['target']>
}

function TargetLine({ value, target }: TargetLineProps): VNode {
  const met = meets(value, target.bound)
  return (
    <dd class={`target ${met === null ? '' : met ? 'good' : 'bad'}`}>
      {met !== null && <Icon name={met ? 'met' : 'missed'} />}
      Target {target.text}
      {met !== null && <span>: {met ? 'met' : 'not met'}</span>}
    </dd>
  )
}
