// The command `tidemark`: the only file that knows the process, its arguments and its environment.
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Invalid } from '../packages/wire/schema.ts'
import { audit } from './cli/audit.ts'
import { backup } from './cli/backup.ts'
import { compact } from './cli/compact.ts'
import { doctor } from './cli/doctor.ts'
import { erase } from './cli/erase.ts'
import { exportRows } from './cli/export.ts'
import { importFile } from './cli/import.ts'
import { consent } from './cli/consent.ts'
import { keys } from './cli/keys.ts'
import { requests } from './cli/requests.ts'
import { restore } from './cli/restore.ts'
import { serve } from './cli/serve.ts'
import { simulateShoppers } from './cli/simulate.ts'
import { site } from './cli/site.ts'
import { verify } from './cli/verify.ts'
import { UsageError } from './cli/verb.ts'
import type { Arguments, Shell, Verb } from './cli/verb.ts'
import { SettingsFileError } from './settings-file.ts'
import { SettingError } from './settings.ts'
import { VERSION } from './version.ts'

const VERBS: Readonly<Record<string, Verb>> = {
  serve,
  site,
  import: importFile,
  export: exportRows,
  simulate: simulateShoppers,
  backup,
  restore,
  verify,
  erase,
  requests,
  compact,
  keys,
  consent,
  doctor,
  audit,
  help: {
    summary: 'say what the verbs are',
    usage: 'tidemark help',
    options: {},
    run: (_, shell) => shell.out(overview()),
  },
  version: {
    summary: 'say which version this is',
    usage: 'tidemark version',
    options: {},
    run: (_, shell) => shell.out(`${shell.version}\n`),
  },
}

function overview(): string {
  const rows = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  return `tidemark VERB [OPTION …]\n\n${rows.join('\n')}\n\n\`tidemark VERB --help\` says more.\n`
}

const EVERYWHERE = `
  --config FILE    read settings from FILE, a line each: console_url = https://console.example.
                   Variables (TIDEMARK_CONSOLE_URL) win over it.
`

/** The shell with the settings file that was named. */
function configured(given: Arguments, shell: Shell): Shell {
  const path = given.text('config')
  return path === undefined
    ? shell
    : { ...shell, environment: { ...shell.environment, TIDEMARK_CONFIG: path } }
}

/** Runs one command; answers its exit code. */
async function main(words: readonly string[], shell: Shell): Promise<number> {
  const [name = 'help', ...rest] = words
  try {
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
    if (!verb) throw new UsageError(`there is no verb \`${name}\`; see \`tidemark help\``)
    const given = readArguments(verb, rest)
    if (given.has('help')) await shell.out(`${verb.usage}\n${EVERYWHERE}`)
    else await verb.run(given, configured(given, shell))
    return 0
  } catch (error) {
    const isMisuse =
      error instanceof UsageError ||
      error instanceof SettingError ||
      error instanceof SettingsFileError ||
      error instanceof Invalid
    shell.err(`tidemark: ${error instanceof Error ? error.message : String(error)}\n`)
    return isMisuse ? 2 : 1
  }
}

function readArguments(verb: Verb, words: string[]): Arguments {
  const options = {
    ...verb.options,
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: words, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'cannot be read')
  }
  const texts = (name: string): string[] =>
    [parsed.values[name] ?? []].flat().filter((value) => typeof value === 'string')
  return {
    files: parsed.positionals,
    text: (name) => texts(name)[0],
    texts,
    has: (name) => parsed.values[name] === true,
  }
}

/** Wires the process to a `Shell`: signals end it in order, a closed pipe ends it silently. */
function processShell(): Shell {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  process.stdout.on('error', () => process.exit(0))
  return {
    environment: process.env,
    version: VERSION,
    programFolder: dirname(fileURLToPath(import.meta.url)),
    out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    pause: (ms) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {}),
    stopped: stopping.signal,
  }
}

process.exitCode = await main(process.argv.slice(2), processShell())
