// Addresses in a proxy's log are found by the mark of one request, in whatever form the log has.
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkLogs } from './logs.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-logs-'))
})
afterEach(() => rm(folder, { recursive: true }))

const look = (files: readonly string[] = [], pause = async (_ms: number) => {}) =>
  checkLogs({ folders: [folder], files, pause }, 'a1b2c3')

test.each([
  ['nginx', '203.0.113.7 - - [31/Jan/2026] "GET /t/shop.js?doctor=a1b2c3 HTTP/1.1" 200 9'],
  ['nginx, IPv6', '2001:db8::7 - - [31/Jan/2026] "GET /t/shop.js?doctor=a1b2c3 HTTP/2.0" 200 9'],
  ['Caddy', '{"request":{"remote_ip":"203.0.113.7","uri":"/t/shop.js?doctor=a1b2c3"}}'],
  [
    'an error log',
    'no file, client: 203.0.113.7, request: "GET /t/shop.js?doctor=a1b2c3 HTTP/1.1"',
  ],
  ['a port', '203.0.113.7:40000 "GET /t/shop.js?doctor=a1b2c3"'],
])('%s', async (_, line) => {
  await writeFile(join(folder, 'access.log'), `a line before\n${line}\n`)
  const finding = await look()
  expect(finding.level).toBe('wrong')
  expect(finding.what).toContain(join(folder, 'access.log'))
  expect(finding.what).not.toMatch(/203\.0|2001:/)
})

test('a line of ours without an address is no harm, nor are addresses in lines of others', async () => {
  const lines = ['203.0.113.7 "GET /wares HTTP/1.1"', '- "GET /t/shop.js?doctor=a1b2c3 HTTP/1.1"']
  await writeFile(join(folder, 'access.log'), lines.join('\n'))
  expect((await look()).level).toBe('ok')
})

test('a proxy that writes a little later is waited for, and a file can be named', async () => {
  const named = join(folder, 'of-a-shop')
  await writeFile(named, '')
  let pauses = 0
  const finding = await look([named], async () => {
    if (++pauses === 2) await appendFile(named, '203.0.113.7 "GET /?doctor=a1b2c3"\n')
  })
  expect([finding.level, pauses]).toEqual(['wrong', 2])
})

test('no log, and one that cannot be read, are no all-clear', async () => {
  expect((await look()).level).toBe('warn')
  const finding = await look([join(folder, 'none.log')])
  expect([finding.level, finding.what]).toEqual([
    'warn',
    `${join(folder, 'none.log')} cannot be read`,
  ])
})
