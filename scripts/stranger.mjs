// `npm run stranger`: walks the steps of collector/README.md in a bare Debian, up to the first event in the console; says how long it took.
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { install } from './install.mjs'
import { run } from './run.mjs'
import { installNode, missing, openTree } from './stranger-tree.mjs'

const TREE = resolve(fileURLToPath(new URL('../.cache/stranger', import.meta.url)))
const CHROMIUM = process.env.TIDEMARK_CHROMIUM ?? '/usr/bin/chromium'
const STEPS_MAX = 8
const WAIT_MS = 20_000
/** Headless ones are marked as robots. */
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

/** The numbered steps of a section, each with the commands that stand in it. */
function stepsOf(readme, heading) {
  const [, section = ''] = readme.split(`\n## ${heading}\n`)
  const [body] = section.split('\n## ')
  return body
    .split(/\n(?=\d+\. )/)
    .slice(1)
    .map((text) => ({
      text: text.split('\n')[0].replace(/^\d+\. /, ''),
      commands: [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
        .map(([, code]) => code.replaceAll(/^ {3}/gm, ''))
        .join(''),
    }))
}

/** Chromium in the tree's net, where the two names are those of the tree. */
async function openBrowser(inNet) {
  const program = join(TREE, 'chromium-in-net')
  writeFileSync(program, `#!/bin/sh\nexec ${inNet.join(' ')} ${CHROMIUM} "$@"\n`)
  chmodSync(program, 0o755)
  const names = ['shop.example', 'console.example'].map((name) => `MAP ${name} 127.0.0.1`)
  return chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', `--host-resolver-rules=${names.join(', ')}`],
  })
}

async function newPage(browser) {
  const context = await browser.newContext({ userAgent: AGENT, ignoreHTTPSErrors: true })
  return context.newPage()
}

/** Opens the link, and chooses a password. */
async function signIn(browser, link) {
  const page = await newPage(browser)
  await page.goto(link)
  await page.getByLabel('New password').fill('a few words in a row')
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  await page.getByRole('navigation', { name: 'Reports' }).waitFor({ timeout: WAIT_MS })
  return page
}

/** Visits the shop, accepts, and waits for the page view in the console's API. */
async function firstEvent(browser, board) {
  const page = await newPage(browser)
  await page.goto('https://shop.example/')
  await page.waitForFunction(() => typeof window.tm === 'function', undefined, { timeout: WAIT_MS })
  const before = await liveEvents(board)
  if (before.length > 0) throw new Error('there was an event before anybody had accepted')
  await page.getByRole('button', { name: 'Accept' }).click()
  const acceptedMs = Date.now()
  let events = []
  while (events.length === 0 && Date.now() - acceptedMs < WAIT_MS) events = await liveEvents(board)
  if (!events.some(({ name }) => name === 'page_view')) throw new Error('no event has come')
  return Date.now() - acceptedMs
}

function liveEvents(board) {
  return board.evaluate(async () => {
    const answer = await fetch('/api/v1/sites/shop/reports/live')
    if (!answer.ok) throw new Error(`live: ${answer.status} ${await answer.text()}`)
    return (await answer.json()).events
  })
}

/** Waits for what the service prints, as a reader does who looks again. */
async function said(tree, what) {
  const untilMs = Date.now() + WAIT_MS
  for (;;) {
    const journal = tree.inside('journalctl -u tidemark')
    const found = what.exec(journal)
    if (found) return found
    if (Date.now() > untilMs) throw new Error(`the service has not said ${what}:\n${journal}`)
  }
}

/** Does the steps, each in its own way where it is no command; prints how long each took. */
async function walk(tree, steps, tarball) {
  let browser
  let board
  let firstMs = 0
  // One shell for a reader, one for each step here: what was set in it must be set again.
  const setup = 'deploy=$(npm root --global)/tidemark-collector/deploy\n'
  const command = (step, more) =>
    tree.inside((step.commands.includes('$deploy/') ? setup : '') + step.commands, more)
  const ways = [
    () => installNode(TREE),
    (step) => {
      const written = 'npm install --global tidemark-collector\n'
      if (!step.commands.includes(written)) throw new Error('step 2 does not install the package')
      const commands = step.commands.replace('tidemark-collector\n', `/${tarball}\n`)
      tree.inside(commands, { online: true })
    },
    async (step) => {
      command(step)
      await said(tree, /listens on/)
    },
    (step) => command(step),
    (step) => command(step),
    async (step) => {
      const [, link] = /within 15 minutes: (\S+)/.exec(command(step)) ?? []
      browser = await openBrowser(tree.inNet)
      board = await signIn(browser, link)
    },
    async () => {
      firstMs = await firstEvent(browser, board)
    },
    (step) => {
      const certificates = '/etc/letsencrypt/live/both.pem'
      tree.inside(`cat /etc/letsencrypt/live/*/fullchain.pem > ${certificates}`)
      console.log(command(step, { env: { NODE_EXTRA_CA_CERTS: certificates } }))
    },
  ]
  if (steps.length !== ways.length)
    throw new Error(`the README has ${steps.length} steps, and this walk knows ${ways.length}`)
  try {
    for (const [at, step] of steps.entries()) {
      const startedMs = Date.now()
      await ways[at](step)
      const seconds = ((Date.now() - startedMs) / 1000).toFixed(1)
      console.log(`${at + 1}. ${seconds.padStart(5)} s  ${step.text}`)
    }
  } finally {
    await browser?.close()
  }
  return firstMs
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  const why = missing()
  if (why) return console.log(`a stranger’s set-up: skipped, ${why}`)
  await install()
  await run(process.execPath, ['scripts/release.mjs', '--dry-run'], { quiet: true })
  const { version } = JSON.parse(readFileSync('collector/package.json', 'utf8'))
  const tarball = `tidemark-collector-${version}.tgz`
  const steps = stepsOf(readFileSync('collector/README.md', 'utf8'), 'Set up on a server')
  if (steps.length > STEPS_MAX) throw new Error(`${steps.length} steps are more than ${STEPS_MAX}`)

  const tree = await openTree(TREE)
  try {
    cpSync(join('dist/release', tarball), join(TREE, tarball))
    tree.inside('nginx')
    const startedMs = Date.now()
    const firstMs = await walk(tree, steps, tarball)
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(0)
    console.log(
      `a stranger’s set-up: ${steps.length} steps, ${seconds} s; ` +
        `the first event was in the console ${firstMs} ms after the visitor had accepted`,
    )
  } finally {
    await tree.close()
  }
}

await main().catch((error) => {
  console.error(`stranger: ${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`)
  process.exitCode = 1
})
