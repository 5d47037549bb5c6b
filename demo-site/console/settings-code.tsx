// A code of an authenticator app beside the password: switched on with a picture and a first code, and off.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { renderSVG } from 'uqr'
import type { Me } from '../../packages/wire/account.ts'
import { beginCode, confirmCode, removeCode } from './settings-api.ts'
import { loadAccount } from './state.ts'
import { Copied } from './ui/copied.tsx'
import { FormEnd } from './ui/form-end.tsx'
import { useAction } from './use-action.ts'

type Step =
  | { readonly kind: 'closed' }
  | { readonly kind: 'asked'; readonly secret: string; readonly uri: string }
  | { readonly kind: 'confirmed'; readonly codes: readonly string[] }

export function CodeSettings({ me }: { me: Me }): VNode {
  const [step, setStep] = useState<Step>({ kind: 'closed' })
  return (
    <section class="panel form-panel">
      <h2>A code beside the password</h2>
      {step.kind === 'confirmed' ? (
        <Recovery codes={step.codes} />
      ) : step.kind === 'asked' ? (
        <Confirm {...step} confirmed={(codes) => setStep({ kind: 'confirmed', codes })} />
      ) : (
        <Turn me={me} asked={(begun) => setStep({ kind: 'asked', ...begun })} />
      )}
    </section>
  )
}

function Turn({
  me,
  asked,
}: {
  me: Me
  asked: (begun: { secret: string; uri: string }) => void
}): VNode {
  const action = useAction()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const password = String(new FormData(form).get('password'))
    action.run(async () => {
      if (!me.hasCode) return asked(await beginCode(password))
      await removeCode(password)
      form.reset()
      await loadAccount()
    })
  }
  return (
    <form onSubmit={submit}>
      <p>
        {me.hasCode
          ? `On: you sign in with a code of your authenticator app. ${me.recoveryCodes} recovery codes are left.`
          : 'Off: whoever learns your password is in. With an authenticator app they need your phone too.'}
      </p>
      <label>
        Your password
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={200}
          required
        />
      </label>
      <FormEnd
        action={action}
        label={me.hasCode ? 'Ask for no code any more' : 'Switch it on'}
        isPrimary={false}
      />
    </form>
  )
}

interface ConfirmProps {
  secret: string
  uri: string
  confirmed: (codes: readonly string[]) => void
}

function Confirm({ secret, uri, confirmed }: ConfirmProps): VNode {
  const action = useAction()
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 2 }))}`
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget as HTMLFormElement)
    action.run(async () => confirmed(await confirmCode(String(typed.get('code')).trim())))
  }
  return (
    <form onSubmit={submit}>
      <p>Scan this with an authenticator app, or type the secret into it.</p>
      <img class="qr" src={picture} alt="The secret as a QR code" width={200} height={200} />
      <Copied text={secret} label="The secret" />
      <label>
        The six digits that it shows
        <input
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
        />
      </label>
      <FormEnd action={action} label="Confirm" />
    </form>
  )
}

function Recovery({ codes }: { codes: readonly string[] }): VNode {
  return (
    <div role="status">
      <p>
        Codes are asked for from now on. Keep these for the day the phone is lost: each opens once,
        and they are not shown again.
      </p>
      <Copied text={codes.join('\n')} label="Recovery codes" />
      <p class="form-end">
        <button type="button" class="primary" onClick={() => void loadAccount()}>
          I have kept them
        </button>
      </p>
    </div>
  )
}
