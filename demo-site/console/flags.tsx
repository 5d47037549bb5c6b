// Flags: the list of all with a switch for each, or one to be written.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Experiment } from '../../packages/wire/experiment.ts'
import type { Flag } from '../../packages/wire/flag.ts'
import { Failure } from './ask.ts'
import type { Site } from './ask.ts'
import { textOf } from './flag-draft.ts'
import { BackToFlags, FlagEditor } from './flag-editor.tsx'
import { askFlags, writeFlag } from './flags-api.ts'
import { instant } from './format.ts'
import { ALL_FLAGS, NEW, go, hrefOf, view } from './state.ts'
import { ForRole, mayHere } from './ui/for-role.tsx'
import { Empty, Failed, Loading } from './ui/states.tsx'
import { useList } from './use-list.ts'

interface FlagsProps {
  site: Site
  experiments: readonly Experiment[]
}

export function Flags({ site, experiments }: FlagsProps): VNode {
  const { list, failure, reload } = useList(askFlags, site.id)
  const [removed, setRemoved] = useState<Flag | null>(null)
  const { flag: key } = view.value
  if (failure) return <Failed failure={failure} retry={reload} />
  if (!list) return <Loading what="the flags" />
  const props = { site, experiments, taken: list, saved: reload }
  const leave = (flag: Flag) => {
    setRemoved(flag)
    reload()
  }
  if (key === NEW) return <FlagEditor {...props} removed={leave} />
  const found = list.find((each) => each.key === key)
  if (found) return <FlagEditor key={found.key} {...props} flag={found} removed={leave} />
  if (key !== ALL_FLAGS)
    return (
      <Empty title="There is no such flag">
        <p>
          It may have been removed. <BackToFlags />
        </p>
      </Empty>
    )
  const restore = async (flag: Flag) => {
    await put(site.id, flag)
    setRemoved(null)
    reload()
  }
  return (
    <>
      {removed && <Removed flag={removed} restore={() => restore(removed)} />}
      <List list={list} site={site} reload={reload} />
    </>
  )
}

function put(site: string, { key, description, on, value, rules }: Flag): Promise<void> {
  return writeFlag(site, key, { description, on, value, rules })
}

function Removed({ flag, restore }: { flag: Flag; restore: () => Promise<void> }): VNode {
  const [fault, setFault] = useState('')
  return (
    <p class="panel undo" role="status">
      <span>
        <code>{flag.key}</code> is removed. {fault}
      </span>
      <button
        type="button"
        onClick={() => void restore().catch(() => setFault('That did not work: try again.'))}
      >
        Undo
      </button>
    </p>
  )
}

function List({
  list,
  site,
  reload,
}: {
  list: readonly Flag[]
  site: Site
  reload: () => void
}): VNode {
  return (
    <>
      <div class="table-head">
        <ForRole least="marketer">
          <button type="button" class="primary" onClick={() => go({ flag: NEW })}>
            New flag
          </button>
        </ForRole>
        <p class="quiet">A value that the shop’s code asks for, changed without a release.</p>
      </div>
      {list.length === 0 ? (
        <Empty title="No flags yet">
          <p>
            Let code ask for a value by name: switch a feature on for one market, for a tenth of the
            visitors, or as an experiment decides; and off again at once when it goes wrong.
          </p>
        </Empty>
      ) : (
        <ul class="experiments">
          {list.map((flag) => (
            <Entry key={flag.key} {...{ flag, site, reload }} />
          ))}
        </ul>
      )}
    </>
  )
}

function Entry({ flag, site, reload }: { flag: Flag; site: Site; reload: () => void }): VNode {
  const { key, description, on, value, rules, changedMs } = flag
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const turn = async () => {
    setBusy(true)
    setFault('')
    try {
      await put(site.id, { ...flag, on: !on })
      reload()
    } catch (error) {
      setFault(error instanceof Failure ? error.message : 'That did not work: try again.')
    }
    setBusy(false)
  }
  return (
    <li class="panel">
      <a
        href={hrefOf({ flag: key })}
        onClick={(event) => {
          event.preventDefault()
          go({ flag: key })
        }}
      >
        {key}
      </a>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={on}
        aria-label={`Rules of ${key}`}
        disabled={busy || rules.length === 0 || !mayHere('marketer')}
        onClick={() => void turn()}
      >
        {on ? 'On' : 'Off'}
      </button>
      <p class="quiet">
        <code>{textOf(value).slice(0, 60)}</code>
        {rules.length === 0
          ? ' for everybody'
          : ` but for ${rules.length === 1 ? 'one rule' : `${rules.length} rules`}`}
        {` · changed ${instant(changedMs, 'fullDay', site.timeZone)}`}
      </p>
      {description && <p>{description}</p>}
      {fault && (
        <p class="bad" role="alert">
          {fault}
        </p>
      )}
    </li>
  )
}
