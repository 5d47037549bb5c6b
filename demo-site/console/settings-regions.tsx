// The table of regions, as this version has it: what may begin before an answer, where, and by which source.
import type { VNode } from 'preact'
import type { ConsentFacts } from '../../packages/wire/notice.ts'
import type { Model } from '../../packages/wire/region.ts'

const WORDS: Readonly<Record<Model, string>> = {
  'opt-in': 'nothing before a yes',
  'opt-out': 'until a no; a link stays, and Global Privacy Control is shown as honoured',
  notice: 'until a no; the visitor is told once',
}

export function RegionTable({ facts }: { facts: ConsentFacts }): VNode {
  return (
    <section class="panel form-panel">
      <h2>By the law of the place</h2>
      <p class="quiet">
        Version {facts.regionsVersion}, not reviewed by counsel. What is in no line is treated as
        the first, and so is who cannot be placed.
      </p>
      <dl class="regions">
        {facts.regions.map(({ group, places, model, gpc, days, source }) => (
          <div key={group}>
            <dt>
              {group}: {WORDS[model]}
            </dt>
            <dd>
              <p>{places.join(' ')}</p>
              <p class="quiet">
                {source}.{' '}
                {gpc ? `A no holds for ${days} days.` : `An answer holds for ${days} days.`}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
