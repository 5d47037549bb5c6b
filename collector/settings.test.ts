// Settings have safe defaults, and a wrong one is named before anything starts.
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSettingsFile } from './settings-file.ts'
import { consoleOriginAt, readSettings, SettingError, VARIABLES } from './settings.ts'

test('without any variable the collector is private to this machine', () => {
  expect(readSettings({})).toMatchObject({
    dataFolder: '.tidemark',
    host: '127.0.0.1',
    port: 4600,
    consoleHosts: ['localhost', '127.0.0.1', '[::1]'],
    consoleUrl: undefined,
    trustedProxies: [],
  })
})

test('an empty variable is none', () => {
  expect(readSettings({ TIDEMARK_PORT: '' }).port).toBe(4600)
})

test('a console behind https answers on the host name of its address', () => {
  const settings = readSettings({ TIDEMARK_CONSOLE_URL: 'https://console.example:8443' })
  expect(settings.consoleHosts).toEqual(['console.example'])
})

test('reads what is set', () => {
  const settings = readSettings({
    TIDEMARK_CONSOLE_HOST: 'Console.Example',
    TIDEMARK_CONSOLE_URL: 'https://console.example/',
    TIDEMARK_TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8',
    TIDEMARK_COUNTRY_HEADER: 'CF-IPCountry',
  })
  expect(settings).toMatchObject({
    consoleHosts: ['console.example'],
    consoleUrl: 'https://console.example',
    trustedProxies: ['10.0.0.0/8', 'fd00::/8'],
    countryHeader: 'cf-ipcountry',
  })
})

describe('refuses, and names the variable', () => {
  test.each([
    ['TIDEMARK_PORT', '70000'],
    ['TIDEMARK_PORT', 'http'],
    ['TIDEMARK_PORT', '-1'],
    ['TIDEMARK_CONSOLE_HOST', 'console.example:443'],
    ['TIDEMARK_CONSOLE_URL', 'http://console.example'],
    ['TIDEMARK_CONSOLE_URL', 'https://console.example/path'],
    ['TIDEMARK_TRUSTED_PROXIES', '10.0.0.0/40'],
    ['TIDEMARK_COUNTRY_HEADER', 'a header'],
    ['TIDEMARK_MEMORY', 'lots'],
    ['TIDEMARK_MEMORY', '64MB'],
    ['TIDEMARK_RATE_SITE', '1.5'],
    ['TIDEMARK_METRICS_TOKEN', 'short'],
    ['TIDEMARK_ALERT_URL', 'http://alerts.example/hook'],
    ['TIDEMARK_ALERT_URL', 'https://me:secret@alerts.example/'],
    ['TIDEMARK_ALERT_URL', 'alerts.example'],
    ['TIDEMARK_PATH_EVENTS', 'no-slash'],
    ['TIDEMARK_PATH_EVENTS', '/api/x'],
    ['TIDEMARK_PATH_EVENTS', '/a/b/c/d'],
    ['TIDEMARK_PATH_EVENTS', '/"-alert'],
  ])('%s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(SettingError)
    expect(() => readSettings({ [name]: value })).toThrow(name)
  })
})

test('alerts leave this machine encrypted', () => {
  const alertUrl = (text: string) => readSettings({ TIDEMARK_ALERT_URL: text }).alertUrl
  expect(alertUrl('https://alerts.example/hook')).toBe('https://alerts.example/hook')
  expect(alertUrl('http://127.0.0.1:9000/hook')).toBe('http://127.0.0.1:9000/hook')
})

test('the console is where a browser says that it is', () => {
  expect(consoleOriginAt(readSettings({}), 4600)).toBe('http://localhost:4600')
  // No browser names the port that its scheme has anyway.
  expect(consoleOriginAt(readSettings({}), 80)).toBe('http://localhost')
  const named = readSettings({ TIDEMARK_CONSOLE_HOST: '[::1]' })
  expect(consoleOriginAt(named, 4600)).toBe('http://[::1]:4600')
  const behind = readSettings({ TIDEMARK_CONSOLE_URL: 'https://console.example' })
  expect(consoleOriginAt(behind, 4600)).toBe('https://console.example')
})

test('paths that pages ask for can be others, each of its own', () => {
  expect(readSettings({ TIDEMARK_PATH_EVENTS: '/shop/data' }).paths).toMatchObject({
    tag: '/t',
    events: '/shop/data',
  })
  expect(() => readSettings({ TIDEMARK_PATH_EVENTS: '/t' })).toThrow('differ')
})

describe('the settings file', () => {
  const parse = (text: string) => parseSettingsFile(text, 'tidemark.conf', VARIABLES)

  test('is a line a setting', () => {
    const read = parse('# here\n\nport = 80\nconsole_host="a.example"\ntrusted_proxies =\n')
    expect([...read].map(([name, { value, where }]) => [name, value, where])).toEqual([
      ['TIDEMARK_PORT', '80', 'tidemark.conf:3'],
      ['TIDEMARK_CONSOLE_HOST', 'a.example', 'tidemark.conf:4'],
      ['TIDEMARK_TRUSTED_PROXIES', '', 'tidemark.conf:5'],
    ])
  })

  test.each([
    ['port = 80\nprot = 81', 'tidemark.conf:2: there is no setting `prot`: did you mean `port`?'],
    ['colour = red', 'tidemark.conf:1: there is no setting `colour`. There are: data, host'],
    ['port 80', 'tidemark.conf:1: expected `name = value`, found `port 80`'],
    ['port=1\nport=2', 'tidemark.conf:2: `port` stands in tidemark.conf:1 already'],
  ])('%j is told with its line', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })

  test('a value at fault is told with its line, and variables win', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'tidemark-settings-')), 'tidemark.conf')
    await writeFile(path, '# settings\nport = 70000\n')
    const message = `${path}:2: TIDEMARK_PORT: expected a whole number`
    expect(() => readSettings({ TIDEMARK_CONFIG: path })).toThrow(message)
    expect(readSettings({ TIDEMARK_CONFIG: path, TIDEMARK_PORT: '81' }).port).toBe(81)
    expect(() => readSettings({ TIDEMARK_CONFIG: `${path}.no` })).toThrow('is not there')
  })
})
