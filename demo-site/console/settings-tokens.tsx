// Tokens with which programs send and read: made, listed, revoked.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Scope, Token } from '../../packages/wire/account.ts'
import { instant } from './format.ts'
import type { ScreenProps } from './screens.ts'
import { askTokens, makeToken, revokeToken } from './settings-api.ts'
import { Copied } from './ui/copied.tsx'
import { Fault, FormEnd, Select } from './ui/form-end.tsx'
import { Failed, Loading } from './ui/states.tsx'
import { useAction } from './use-action.ts'
import { useList } from './use-list.ts'

const SCOPES: readonly (readonly [Scope, string])[] = [
  ['events', 'Sends events'],
  ['read', 'Reads what an analyst reads'],
  ['write', 'Changes what a marketer changes'],
]

const LASTS: readonly (readonly [number, string])[] = [
  [30, 'a month'],
  [365, 'a year'],
  [730, 'two years'],
]

export function TokenSettings({ site }: ScreenProps): VNode {
  const { list, failure, reload } = useList(askTokens, site.id)
  if (failure) return <Failed failure={failure} retry={reload} />
  if (!list) return <Loading what="the tokens" />
  return (
    <>
      {list.length > 0 && (
        <ul class="rows panel">
          {list.map((token) => (
            <Row key={token.id} {...{ token, site, reload }} />
          ))}
        </ul>
      )}
      <Make site={site} reload={reload} />
    </>
  )
}

function Row({ token, site, reload }: ScreenProps & { token: Token; reload: () => void }): VNode {
  const { busy, fault, run } = useAction()
  const [asks, setAsks] = useState(false)
  const words = SCOPES.find(([scope]) => scope === token.scope)?.[1] ?? token.scope
  const day = (ms: number) => instant(ms, 'fullDay', site.timeZone)
  return (
    <li>
      <span class="row-name">
        {token.name}
        <span class="quiet">
          {' '}
          {words} · made {day(token.createdMs)}
          {token.by && ` by ${token.by}`} · until {day(token.expiresMs)}
        </span>
      </span>
      <button
        type="button"
        disabled={busy}
        onClick={() => {
          if (asks) run(() => revokeToken(site.id, token.id).then(reload))
          else setAsks(true)
        }}
        onBlur={() => setAsks(false)}
      >
        {asks ? 'Really revoke' : 'Revoke'}
      </button>
      <Fault words={fault} />
    </li>
  )
}

function Make({ site, reload }: ScreenProps & { reload: () => void }): VNode {
  const action = useAction()
  const [secret, setSecret] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const typed = new FormData(form)
    action.run(async () => {
      setSecret('')
      const made = await makeToken(site.id, {
        name: String(typed.get('name')).trim(),
        scope: String(typed.get('scope')) as Scope,
        days: Number(typed.get('days')),
      })
      setSecret(made.secret)
      form.reset()
      reload()
    })
  }
  return (
    <form class="panel form-panel" onSubmit={submit}>
      <h2>Make a token</h2>
      <label>
        What it is for
        <input
          name="name"
          autocomplete="off"
          maxLength={60}
          placeholder="Orders of the shop"
          required
        />
      </label>
      <div class="form-row">
        <Select name="scope" label="What it may" options={SCOPES} />
        <Select name="days" label="Good for" options={LASTS} chosen="365" />
      </div>
      <FormEnd action={action} label="Make the token" />
      {secret && (
        <div role="status">
          <p>Copy it now: it is not shown again, and nobody can look it up.</p>
          <Copied text={secret} label="The token" />
        </div>
      )}
    </form>
  )
}
