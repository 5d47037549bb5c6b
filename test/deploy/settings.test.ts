// The settings file that operators copy: every setting is in it, it can be read as it is, and so it can with all lines switched on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings, VARIABLES } from '../../collector/settings.ts'
import { DEPLOY } from '../support/proxies.ts'

const EXAMPLE = `${DEPLOY}/tidemark.conf.example`
const text = readFileSync(EXAMPLE, 'utf8')
const named = (from: string): string[] =>
  VARIABLES.filter((variable) => {
    const name = variable.slice('TIDEMARK_'.length).toLowerCase()
    return new RegExp(`^(# )?${name} =`, 'm').test(from)
  })

test('every setting stands in the example, and in the README', () => {
  expect(named(text)).toEqual(VARIABLES)
  expect(named(text.replace('# alert_url =', ''))).toHaveLength(VARIABLES.length - 1)
  const readme = readFileSync('collector/README.md', 'utf8')
  expect(VARIABLES.filter((variable) => !readme.includes(`\`${variable}\``))).toEqual([])
})

test('the example is read as it is, with what a server behind a proxy needs', () => {
  expect(readSettings({ TIDEMARK_CONFIG: EXAMPLE })).toMatchObject({
    dataFolder: '/var/lib/tidemark/data',
    host: '127.0.0.1',
    consoleUrl: 'https://console.example',
    consoleHosts: ['console.example'],
    trustedProxies: ['127.0.0.1', '::1'],
    alertUrl: undefined,
  })
})

test('what is commented out is what holds without it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-example-'))
  const path = join(folder, 'tidemark.conf')
  const examples = /^(country_\w+|region_header|alert_url) =.*$/gm
  const all = text.replaceAll(/^# ([a-z_]+ =)/gm, '$1')
  writeFileSync(path, all.replaceAll(examples, ''))
  expect(readSettings({ TIDEMARK_CONFIG: path })).toEqual({
    ...readSettings({ TIDEMARK_CONFIG: EXAMPLE }),
    keyFile: '/var/lib/tidemark/data.key',
  })
  writeFileSync(path, all)
  expect(readSettings({ TIDEMARK_CONFIG: path })).toMatchObject({
    countryHeader: 'cf-ipcountry',
    alertUrl: 'https://alerts.example/hook',
  })
  rmSync(folder, { recursive: true })
})
