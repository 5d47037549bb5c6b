// Makes sure that the browsers of the tests are on this machine.
import { existsSync, readFileSync } from 'node:fs'
import { run } from './run.mjs'

const PACKAGES = {
  '/usr/bin/chromium': ['chromium'],
  '/usr/bin/firefox-esr': ['firefox-esr'],
  '/usr/bin/WebKitWebDriver': ['webkit2gtk-driver', 'xvfb'],
}

function isDebian() {
  return (
    existsSync('/etc/debian_version') &&
    /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

/** Installs through apt on Debian as root, through Playwright elsewhere; says the way out where neither can. */
export async function installBrowsers() {
  const missing = Object.entries(PACKAGES).filter(([path]) => !existsSync(path))
  if (!missing.length) return
  if (isDebian() && process.getuid?.() === 0) {
    const packages = missing.flatMap(([, names]) => names)
    console.log(`Installing ${packages.join(', ')} …`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { quiet: true, env })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      quiet: true,
      env,
    })
    return
  }
  if (existsSync('/usr/bin/chromium') || process.env.TIDEMARK_CHROMIUM) return
  console.log('Installing Chromium through Playwright …')
  try {
    await run('node_modules/.bin/playwright-core', ['install', 'chromium'])
  } catch {
    throw new Error(
      'No Chromium for the browser tests. Install one and name it: TIDEMARK_CHROMIUM=/path/to/chrome npm test',
    )
  }
}
