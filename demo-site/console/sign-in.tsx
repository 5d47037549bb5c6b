// The way in: by name and password, with a code where one is asked for, or by a link that asks to choose a password.
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Failure, claim, logIn } from './ask.ts'
import { forgetSignIn, loadAccount, signInName, signInToken } from './state.ts'
import { Mark } from './ui/icon.tsx'

const PASSWORD_CHARS_MIN = 12
const FIRST_LOGIN = 'owner'

export function SignIn(): VNode {
  return (
    <main class="sign-in">
      <div class="panel">
        <p class="brand">
          <Mark /> Tidemark
        </p>
        {signInToken.value ? <ChoosePassword token={signInToken.value} /> : <Enter />}
      </div>
    </main>
  )
}

interface Form {
  readonly fault: string
  readonly busy: boolean
  readonly submit: (event: SubmitEvent) => void
}

/** Sends what was typed, then shows the console; `explain` has words for what means something particular here. */
function useForm(
  send: (typed: FormData) => Promise<void>,
  explain: (failure: Failure) => string | null,
): Form {
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    setFault('')
    send(new FormData(event.currentTarget as HTMLFormElement))
      .then(loadAccount)
      .catch((error: unknown) => {
        setFault(wordsFor(error, explain))
        setBusy(false)
      })
  }
  return { fault, busy, submit }
}

const textIn = (typed: FormData, name: string): string => String(typed.get(name) ?? '')

function ChoosePassword({ token }: { token: string }): VNode {
  const field = useFocus()
  const name = signInName.value
  const { fault, busy, submit } = useForm(
    async (typed) => {
      await claim(
        token,
        textIn(typed, 'password'),
        name ? undefined : textIn(typed, 'login').trim(),
      )
      forgetSignIn()
    },
    (failure) =>
      failure.status === 401 || failure.status === 404 || failure.status === 410
        ? 'This link is used up or too old. Make another where the collector runs, or ask whoever invited you.'
        : null,
  )
  return (
    <form onSubmit={submit}>
      <h1>Choose a password</h1>
      <label>
        {name ? 'You sign in as' : 'Name or e-mail to sign in with'}
        <input
          name="login"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          defaultValue={name ?? FIRST_LOGIN}
          readOnly={name !== null}
          maxLength={254}
          required
        />
      </label>
      <label>
        New password
        <input
          ref={field}
          name="password"
          type="password"
          autocomplete="new-password"
          minLength={PASSWORD_CHARS_MIN}
          maxLength={200}
          required
          aria-invalid={fault !== ''}
          aria-describedby="sign-in-fault"
        />
      </label>
      <Fault words={fault} />
      <button type="submit" class="primary" disabled={busy}>
        {busy ? 'One moment …' : 'Set password and sign in'}
      </button>
      <p class="quiet">At least {PASSWORD_CHARS_MIN} characters. A few words in a row are best.</p>
    </form>
  )
}

function Enter(): VNode {
  const [asksCode, setAsksCode] = useState(false)
  const field = useFocus()
  const { fault, busy, submit } = useForm(
    async (typed) => {
      const code = textIn(typed, 'code').trim()
      try {
        await logIn(textIn(typed, 'login').trim(), textIn(typed, 'password'), code || undefined)
      } catch (error) {
        if (error instanceof Failure && error.code === 'code_needed') setAsksCode(true)
        throw error
      }
    },
    ({ code }) =>
      code === 'password_wrong'
        ? 'This is not the name and the password.'
        : code === 'code_needed'
          ? ' '
          : null,
  )
  return (
    <form onSubmit={submit}>
      <h1>Sign in</h1>
      <label>
        Name or e-mail
        <input
          name="login"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          defaultValue={FIRST_LOGIN}
          maxLength={254}
          required
        />
      </label>
      <label>
        Password
        <input
          ref={field}
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={200}
          required
          aria-invalid={fault.trim() !== ''}
          aria-describedby="sign-in-fault"
        />
      </label>
      {asksCode && <Code />}
      <Fault words={fault} />
      <button type="submit" class="primary" disabled={busy}>
        {busy ? 'One moment …' : 'Sign in'}
      </button>
      <p class="quiet">
        The first time, open the sign-in link that the collector printed when it started. A lost
        password: <code>tidemark serve --sign-in-link</code>.
      </p>
    </form>
  )
}

function Code(): VNode {
  const field = useFocus()
  return (
    <label>
      Code of your authenticator app, or a recovery code
      <input
        ref={field}
        name="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={40}
        required
        aria-describedby="sign-in-fault"
      />
    </label>
  )
}

function Fault({ words }: { words: string }): VNode {
  return (
    <p id="sign-in-fault" class="bad" role="alert">
      {words}
    </p>
  )
}

function useFocus() {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return field
}

function wordsFor(error: unknown, explain: (failure: Failure) => string | null): string {
  if (!(error instanceof Failure)) return 'Something went wrong in this page. Load it again.'
  if (error.status === 429) {
    const wait = error.retryAfter === null ? 'a while' : `${error.retryAfter} seconds`
    return `Too many tries. Wait ${wait}, then try again.`
  }
  return explain(error) ?? error.message
}
