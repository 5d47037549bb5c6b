// Settings have safe defaults, and a wrong one is named before anything starts.
import { describe, expect, test } from 'vitest'
import { consoleOriginAt, readSettings, SettingError } from './settings.ts'

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
    ['TIDEMARK_RATE_SITE', '1.5'],
  ])('%s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(SettingError)
    expect(() => readSettings({ [name]: value })).toThrow(name)
  })
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
