// One's own account: password, a code beside it, and where one is signed in.
import type { VNode } from 'preact'
import type { Session } from '../../packages/wire/account.ts'
import { instant } from './format.ts'
import type { ScreenProps } from './screens.ts'
import { askSessions, changePassword, endSession } from './settings-api.ts'
import { CodeSettings } from './settings-code.tsx'
import { account } from './state.ts'
import { Fault, FormEnd } from './ui/form-end.tsx'
import { Failed, Loading } from './ui/states.tsx'
import { useAction } from './use-action.ts'
import { useList } from './use-list.ts'

export function YouSettings({ site }: ScreenProps): VNode | null {
  const me = account.value
  if (typeof me !== 'object' || !('login' in me)) return null
  return (
    <>
      <p class="quiet">
        You sign in as <strong>{me.login}</strong>.
      </p>
      <Password />
      <CodeSettings me={me} />
      <Sessions site={site} />
    </>
  )
}

function Password(): VNode {
  const action = useAction()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const typed = new FormData(form)
    action.run(async () => {
      await changePassword(String(typed.get('password')), String(typed.get('next')))
      form.reset()
    })
  }
  return (
    <form class="panel form-panel" onSubmit={submit}>
      <h2>Password</h2>
      <div class="form-row">
        <label>
          The one you have
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            maxLength={200}
            required
          />
        </label>
        <label>
          Another, of at least 12 characters
          <input
            name="next"
            type="password"
            autocomplete="new-password"
            minLength={12}
            maxLength={200}
            required
          />
        </label>
      </div>
      <FormEnd
        action={action}
        label="Change the password"
        told="Changed; you are signed out everywhere else."
        isPrimary={false}
      />
    </form>
  )
}

function Sessions({ site }: ScreenProps): VNode {
  const { list, failure, reload } = useList(askSessions, site.id)
  if (failure) return <Failed failure={failure} retry={reload} />
  if (!list) return <Loading what="your sessions" />
  return (
    <section>
      <h2>Where you are signed in</h2>
      <ul class="rows panel">
        {list.map((session) => (
          <Row key={session.id} {...{ session, site, reload }} />
        ))}
      </ul>
    </section>
  )
}

function Row({
  session,
  site,
  reload,
}: ScreenProps & { session: Session; reload: () => void }): VNode {
  const { busy, fault, run } = useAction()
  return (
    <li>
      <span class="row-name">
        {session.isThis ? 'Here' : 'Elsewhere'}
        <span class="quiet"> since {instant(session.createdMs, 'fullHour', site.timeZone)}</span>
      </span>
      {!session.isThis && (
        <button
          type="button"
          disabled={busy}
          onClick={() => run(() => endSession(session.id).then(reload))}
        >
          Sign out there
        </button>
      )}
      <Fault words={fault} />
    </li>
  )
}
