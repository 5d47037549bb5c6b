// Decides what a reader sees first: the way in, the shell, or why there is neither.
import type { VNode } from 'preact'
import { Failure } from './ask.ts'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in.tsx'
import { account, loadAccount, signInToken, site } from './state.ts'
import { Failed, Loading } from './ui/states.tsx'

export function App(): VNode {
  const known = account.value
  if (signInToken.value || known === 'signed-out') return <SignIn />
  if (known === 'asking')
    return (
      <main class="alone">
        <Loading what="your account" />
      </main>
    )
  if (known instanceof Failure)
    return (
      <main class="alone">
        <Failed failure={known} retry={() => void loadAccount()} />
      </main>
    )
  if (!site.value)
    return (
      <main class="alone">
        <div class="notice panel">
          <h1>No site yet</h1>
          <p>
            This account may see no site. Add one where the collector runs, then load this page
            again.
          </p>
        </div>
      </main>
    )
  return <Shell sites={known.sites} site={site.value} />
}
