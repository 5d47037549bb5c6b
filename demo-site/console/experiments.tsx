// Experiments and flags: the list of all, one to be written, or one with what it has shown.
import type { ComponentChildren, VNode } from 'preact'
import type { Experiment } from '../../packages/wire/experiment.ts'
import { askExperiments } from './ask.ts'
import { ExperimentEditor } from './experiment-editor.tsx'
import { ExperimentPage } from './experiment-page.tsx'
import { BackToList, STATUS_WORDS } from './experiment-parts.tsx'
import { Flags } from './flags.tsx'
import { instant } from './format.ts'
import type { ScreenProps } from './screens.ts'
import { ALL_FLAGS, NEW, go, hrefOf, view } from './state.ts'
import { Choices } from './ui/choices.tsx'
import { ForRole } from './ui/for-role.tsx'
import { Empty, Failed, Loading } from './ui/states.tsx'
import { useList } from './use-list.ts'

export function Experiments({ site }: ScreenProps): VNode {
  const { list, failure, reload } = useList(askExperiments, site.id)
  const { experiment: key, flag } = view.value
  if (failure) return <Failed failure={failure} retry={reload} />
  if (!list) return <Loading what="the experiments" />
  if (flag !== null)
    return (
      <Parts part="flags">
        <Flags site={site} experiments={list} />
      </Parts>
    )
  if (key === NEW) return <ExperimentEditor site={site} taken={list} saved={reload} />
  const found = list.find((each) => each.key === key)
  if (key && !found)
    return (
      <Empty title="There is no such experiment">
        <p>
          It may have been a draft that was removed. <BackToList />
        </p>
      </Empty>
    )
  if (found?.status === 'draft')
    return (
      <ExperimentEditor
        key={found.key}
        site={site}
        experiment={found}
        taken={list}
        saved={reload}
      />
    )
  if (found)
    return <ExperimentPage key={found.key} site={site} experiment={found} changed={reload} />
  return (
    <Parts part="experiments">
      <List list={list} timeZone={site.timeZone} />
    </Parts>
  )
}

const PARTS = [
  { value: 'experiments', label: 'Experiments' },
  { value: 'flags', label: 'Flags' },
] as const

/** Experiments or flags: both decide what a visitor gets. */
function Parts({ part, children }: { part: string; children: ComponentChildren }): VNode {
  const choose = (to: string) => go({ experiment: null, flag: to === 'flags' ? ALL_FLAGS : null })
  return (
    <>
      <div class="parts">
        <Choices label="What to look at" options={PARTS} chosen={part} choose={choose} />
      </div>
      {children}
    </>
  )
}

function List({ list, timeZone }: { list: readonly Experiment[]; timeZone: string }): VNode {
  return (
    <>
      <div class="table-head">
        <ForRole least="marketer">
          <button type="button" class="primary" onClick={() => go({ experiment: NEW })}>
            New experiment
          </button>
        </ForRole>
        <p class="quiet">
          Visitors who granted experiments see their variation; all others the control.
        </p>
      </div>
      {list.length === 0 ? (
        <Empty title="No experiments yet">
          <p>
            Change a headline, a picture or a style for half of the visitors, and see whether more
            of them order. Nothing is fetched before the page is drawn, and nothing flickers.
          </p>
        </Empty>
      ) : (
        <ul class="experiments">
          {list.map((experiment) => (
            <Entry key={experiment.key} {...{ experiment, timeZone }} />
          ))}
        </ul>
      )}
    </>
  )
}

function Entry({ experiment, timeZone }: { experiment: Experiment; timeZone: string }): VNode {
  const { key, name, hypothesis, status, startedMs, variations } = experiment
  return (
    <li class="panel">
      <a
        href={hrefOf({ experiment: key })}
        onClick={(event) => {
          event.preventDefault()
          go({ experiment: key })
        }}
      >
        {name}
      </a>
      <span class={`status status-${status}`}>{STATUS_WORDS[status]}</span>
      <p class="quiet">
        {variations.map((each) => each.name).join(' / ')}
        {startedMs > 0 && ` · since ${instant(startedMs, 'fullDay', timeZone)}`}
      </p>
      {hypothesis && <p>{hypothesis}</p>}
    </li>
  )
}
