// Who may see the shop: their roles, inviting somebody, letting somebody go.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Member, Role } from '../../packages/wire/account.ts'
import type { ScreenProps } from './screens.ts'
import { askMembers, changeRole, invite, removeMember } from './settings-api.ts'
import type { Invited } from './settings-api.ts'
import { account } from './state.ts'
import { Copied } from './ui/copied.tsx'
import { Fault, FormEnd, Select } from './ui/form-end.tsx'
import { Failed, Loading } from './ui/states.tsx'
import { useAction } from './use-action.ts'
import { useList } from './use-list.ts'

const ROLES: readonly (readonly [Role, string])[] = [
  ['viewer', 'Viewer: reads reports'],
  ['analyst', 'Analyst: reads settings and raw events too'],
  ['marketer', 'Marketer: changes what pages show'],
  ['owner', 'Owner: changes the shop and its people'],
]

export function PeopleSettings({ site }: ScreenProps): VNode {
  const { list, failure, reload } = useList(askMembers, site.id)
  if (failure) return <Failed failure={failure} retry={reload} />
  if (!list) return <Loading what="the people" />
  return (
    <>
      <ul class="rows panel">
        {list.map((member) => (
          <Row key={member.id} {...{ member, site, reload }} />
        ))}
      </ul>
      <Invite site={site} reload={reload} />
    </>
  )
}

interface RowProps extends ScreenProps {
  member: Member
  reload: () => void
}

function Row({ member, site, reload }: RowProps): VNode {
  const { id, login, role, isOperator, isInvited, hasCode } = member
  const { busy, fault, run } = useAction()
  const [asks, setAsks] = useState(false)
  const me = account.value
  const isMe = typeof me === 'object' && 'login' in me && me.login === login
  const fixed = isOperator || isMe
  const notes = [
    isMe && 'you',
    isOperator && 'owner of all shops',
    isInvited && 'invited, has not come yet',
    hasCode && 'signs in with a code',
  ].filter(Boolean)
  return (
    <li>
      <span class="row-name">
        {login}
        {notes.length > 0 && <span class="quiet"> {notes.join(' · ')}</span>}
      </span>
      <select
        aria-label={`Role of ${login}`}
        value={role}
        disabled={fixed || busy}
        onChange={(event) => {
          const next = event.currentTarget.value as Role
          run(() => changeRole(site.id, id, next).then(reload))
        }}
      >
        {ROLES.map(([value, words]) => (
          <option key={value} value={value}>
            {words.split(':')[0]}
          </option>
        ))}
      </select>
      {!fixed && (
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            if (asks) run(() => removeMember(site.id, id).then(reload))
            else setAsks(true)
          }}
          onBlur={() => setAsks(false)}
        >
          {asks ? 'Really remove' : 'Remove'}
        </button>
      )}
      <Fault words={fault} />
    </li>
  )
}

function Invite({ site, reload }: ScreenProps & { reload: () => void }): VNode {
  const action = useAction()
  const [invited, setInvited] = useState<Invited | null>(null)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const typed = new FormData(form)
    action.run(async () => {
      setInvited(null)
      const login = String(typed.get('login')).trim()
      setInvited(await invite(site.id, login, String(typed.get('role')) as Role))
      form.reset()
      reload()
    })
  }
  return (
    <form class="panel form-panel" onSubmit={submit}>
      <h2>Invite somebody</h2>
      <div class="form-row">
        <label>
          Name or e-mail
          <input
            name="login"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxLength={254}
            required
          />
        </label>
        <Select name="role" label="Role" options={ROLES} />
      </div>
      <FormEnd action={action} label="Invite" />
      {invited && (
        <div role="status">
          {invited.link === null ? (
            <p class="good">
              {invited.member.login} has an account or an invitation already, and sees this shop
              with it.
            </p>
          ) : (
            <>
              <p>
                Give this link to {invited.member.login} alone. It is good once, for seven days, and
                is not shown again.
              </p>
              <Copied text={invited.link} label="The invitation" />
            </>
          )}
        </div>
      )}
    </form>
  )
}
