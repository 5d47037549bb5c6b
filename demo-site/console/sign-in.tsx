// The way in: by password, or by a sign-in link that asks to choose one.
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Failure, claim, logIn } from './ask.ts'
import { forgetSignIn, loadAccount, signInToken } from './state.ts'
import { Mark } from './ui/icon.tsx'

const PASSWORD_CHARS_MIN = 12

export function SignIn(): VNode {
  return (
    <main class="sign-in">
      <div class="panel">
        <p class="brand">
          <Mark /> Tidemark
        </p>
        {signInToken.value ? <ChoosePassword token={signInToken.value} /> : <EnterPassword />}
      </div>
    </main>
  )
}

function ChoosePassword({ token }: { token: string }): VNode {
  const submit = async (password: string) => {
    await claim(token, password)
    forgetSignIn()
  }
  return (
    <PasswordForm
      title="Choose a password"
      label="New password"
      autocomplete="new-password"
      button="Set password and sign in"
      submit={submit}
      explain={(failure) =>
        failure.status === 401 || failure.status === 404 || failure.status === 410
          ? 'This sign-in link is used up or too old. Make another where the collector runs.'
          : null
      }
    >
      <p class="quiet">At least {PASSWORD_CHARS_MIN} characters. A few words in a row are best.</p>
    </PasswordForm>
  )
}

function EnterPassword(): VNode {
  return (
    <PasswordForm
      title="Sign in"
      label="Password"
      autocomplete="current-password"
      button="Sign in"
      submit={logIn}
      explain={(failure) => (failure.status === 401 ? 'This is not the password.' : null)}
    >
      <p class="quiet">
        The first time, open the sign-in link that the collector printed when it started.
      </p>
    </PasswordForm>
  )
}

interface PasswordFormProps {
  title: string
  label: string
  autocomplete: 'new-password' | 'current-password'
  button: string
  submit: (password: string) => Promise<void>
  /** Words for a failure that means something particular here. */
  explain: (failure: Failure) => string | null
  children: ComponentChildren
}

function PasswordForm(props: PasswordFormProps): VNode {
  const { title, label, autocomplete, button, submit, explain, children } = props
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    setFault('')
    try {
      await submit(field.current?.value ?? '')
      await loadAccount()
    } catch (error) {
      setFault(wordsFor(error, explain))
      setBusy(false)
      field.current?.select()
    }
  }
  return (
    <form onSubmit={onSubmit}>
      <h1>{title}</h1>
      {/* Password managers file a password under a name. */}
      <input type="text" autocomplete="username" value="owner" readOnly hidden />
      <label>
        {label}
        <input
          ref={field}
          type="password"
          autocomplete={autocomplete}
          minLength={autocomplete === 'new-password' ? PASSWORD_CHARS_MIN : 1}
          maxLength={256}
          required
          aria-invalid={fault !== ''}
          aria-describedby="sign-in-fault"
        />
      </label>
      <p id="sign-in-fault" class="bad" role="alert">
        {fault}
      </p>
      <button type="submit" class="primary" disabled={busy}>
        {busy ? 'One moment …' : button}
      </button>
      {children}
    </form>
  )
}

function wordsFor(error: unknown, explain: PasswordFormProps['explain']): string {
  if (!(error instanceof Failure)) return 'Something went wrong in this page. Load it again.'
  if (error.status === 429) {
    const wait = error.retryAfter === null ? 'a while' : `${error.retryAfter} seconds`
    return `Too many tries. Wait ${wait}, then try again.`
  }
  return explain(error) ?? error.message
}
