// Starts the console.
import { render } from 'preact'
import { App } from './app.tsx'
import { followAddress, loadAccount, signInToken } from './state.ts'
import { restoreTheme } from './theme.tsx'

const root = document.getElementById('app')
if (root) {
  restoreTheme()
  followAddress()
  render(<App />, root)
  if (!signInToken.value) void loadAccount()
}
