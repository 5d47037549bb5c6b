// From a choice on the page to its proof; the rule of a place, and words of a notice, through a shared cache.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '../../packages/wire/notice.ts'
import { LANGUAGES, TEXT_NAMES } from '../../packages/wire/notice.ts'
import type { ProofHead, ProofLink, ProofVerdict } from '../../packages/wire/proof.ts'
import type { Rule } from '../../packages/wire/region.ts'
import { versionOf } from '../../collector/notice/version.ts'
import { readSettings } from '../../collector/settings.ts'
import { startHere } from '../support/collector-here.ts'
import type { CollectorHere } from '../support/collector-here.ts'
import { CONSENT } from '../support/page-consent.ts'

const ORIGIN = 'https://shop.example'
const SITE = {
  name: 'Shop',
  currency: 'EUR',
  timeZone: 'UTC',
  origins: [ORIGIN],
  rates: {},
  consent: CONSENT,
}
const TAG = 'run("__TIDEMARK_CONFIG__")'

let folder: string
let here: CollectorHere

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-consent-'))
  here = await startHere({
    settings: {
      ...readSettings({
        TIDEMARK_TRUSTED_PROXIES: '127.0.0.0/8 ::1/128',
        TIDEMARK_COUNTRY_HEADER: 'cf-ipcountry',
        TIDEMARK_REGION_HEADER: 'cf-region-code',
      }),
      dataFolder: join(folder, 'data'),
    },
    assets: { tags: new Map([['consent', TAG]]), chunks: new Map(), console: new Map() },
  })
  const made = await here.ask('PUT', '/api/v1/sites/shop', SITE)
  expect(made.status).toBe(200)
})

afterEach(async () => {
  await here.stop()
  await rm(folder, { recursive: true, force: true })
})

const read = async <T>(path: string): Promise<T> =>
  (await (await here.ask('GET', path)).json()) as T

/** What a shared cache may do: it keeps what is `public` and not said to vary, and gives it to everybody. */
function createSharedCache() {
  const kept = new Map<string, { headers: Headers; body: string }>()
  return async (path: string, headers: Record<string, string> = {}) => {
    const known = kept.get(path)
    if (known) return { ...known, isKept: true }
    const answer = await fetch(here.url + path, { headers })
    const body = await answer.text()
    const control = answer.headers.get('cache-control') ?? ''
    if (/\bpublic\b/.test(control) && !/no-store|private/.test(control))
      kept.set(path, { headers: answer.headers, body })
    return { headers: answer.headers, body, isKept: false }
  }
}

const from = (country: string, part = '') => ({
  'cf-ipcountry': country,
  'x-forwarded-for': '203.0.113.7',
  ...(part && { 'cf-region-code': part }),
})

describe('a shared cache', () => {
  test('gives everybody the same tag, with rules for everywhere and nothing of who asked first', async () => {
    const get = createSharedCache()
    const first = await get('/t/shop.js', from('US', 'TX'))
    const second = await get('/t/shop.js', from('DE'))
    expect(second.isKept).toBe(true)
    const fresh = await fetch(`${here.url}/t/shop.js`, { headers: from('DE') })
    expect(await fresh.text()).toBe(first.body)
    expect(first.body).toContain('Australia/')
    expect(first.body).not.toContain('TX')
  })

  test('never keeps a rule, and each visitor gets their own', async () => {
    const get = createSharedCache()
    const rules: Rule[] = []
    for (const headers of [from('US', 'TX'), from('DE'), from('JP'), from('XX'), {}]) {
      const answer = await get('/consent/shop', headers)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      rules.push(JSON.parse(answer.body) as Rule)
    }
    expect(rules).toEqual([
      { group: 'C', model: 'opt-out', place: 'US-TX' },
      { group: 'A', model: 'opt-in', place: 'DE' },
      { group: 'D', model: 'notice', place: 'JP' },
      { group: 'A', model: 'opt-in' },
      { group: 'A', model: 'opt-in' },
    ])
  })

  test('the control: one that kept rules would give an American’s to a German', async () => {
    const first = await fetch(`${here.url}/consent/shop`, { headers: from('US', 'TX') })
    const second = await fetch(`${here.url}/consent/shop`, { headers: from('DE') })
    expect(await first.text()).not.toBe(await second.text())
  })
})

test('that Global Privacy Control is honoured is said where the standard looks for it', async () => {
  const answer = await here.ask('GET', '/.well-known/gpc.json', undefined, {})
  expect(answer.headers.get('content-type')).toContain('application/json')
  expect(await answer.json()).toEqual({
    gpc: true,
    lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  })
})

describe('the words of the notice', () => {
  test('each language is whole, for ever, and says who is responsible', async () => {
    const { words } = versionOf(CONSENT)
    for (const language of LANGUAGES) {
      const answer = await fetch(`${here.url}/consent/shop/${words}/${language}`)
      expect(answer.headers.get('cache-control')).toContain('immutable')
      const notice = (await answer.json()) as Notice
      expect(notice.language).toBe(language)
      expect(notice.texts).toHaveLength(TEXT_NAMES.length)
      expect(notice.texts.every((text) => text.length > 0)).toBe(true)
      expect(notice.controller).toEqual(CONSENT.controller)
      expect(notice.purposes.map(([purpose]) => purpose)).toEqual(CONSENT.purposes)
    }
  })

  test('of a version that was never shown there are none, and earlier ones stay', async () => {
    const before = versionOf(CONSENT).words
    expect((await fetch(`${here.url}/consent/shop/0123456789abcdef/en`)).status).toBe(404)
    const consent = { ...CONSENT, words: { en: { title: 'We ask' } } }
    await here.ask('PUT', '/api/v1/sites/shop', { ...SITE, consent })
    const after = versionOf(consent).words
    expect(after).not.toBe(before)
    for (const [words, title] of [
      [before, 'Your privacy'],
      [after, 'We ask'],
    ] as const) {
      const answer = await fetch(`${here.url}/consent/shop/${words}/en`)
      expect(((await answer.json()) as Notice).texts[0]).toBe(title)
    }
  })

  test('other words ask nobody again; more purposes, or another controller, everybody', () => {
    const { notice } = versionOf(CONSENT)
    const asked = (consent: Partial<typeof CONSENT>) => versionOf({ ...CONSENT, ...consent }).notice
    expect(asked({ words: { de: { title: 'Kekse' } }, policyUrl: 'https://a.example/' })).toBe(
      notice,
    )
    expect(asked({ languages: ['en'] })).toBe(notice)
    expect(asked({ purposes: ['analytics'] })).not.toBe(notice)
    expect(asked({ controller: { ...CONSENT.controller, name: 'Other' } })).not.toBe(notice)
  })
})

describe('settings', () => {
  test('what is looser than the table needs a reason', async () => {
    const put = (regions: object[]) =>
      here.ask('PUT', '/api/v1/sites/shop', { ...SITE, consent: { ...CONSENT, regions } })
    const refused = await put([{ places: ['BR'], model: 'notice' }])
    expect(refused.status).toBe(400)
    expect(((await refused.json()) as { path: string }).path).toBe('consent.regions[0].reason')
    expect((await put([{ places: ['JP'], model: 'opt-in' }])).status).toBe(200)
    const reason = 'our counsel, 2026-11-01'
    expect((await put([{ places: ['BR'], model: 'notice', reason }])).status).toBe(200)
    expect(await (await fetch(`${here.url}/consent/shop`, { headers: from('BR') })).json()).toEqual(
      {
        group: 'B',
        model: 'notice',
        place: 'BR',
      },
    )
    const audit = await read<{ entries: { detail: string }[] }>('/api/v1/sites/shop/audit')
    expect(audit.entries.some(({ detail }) => detail.includes(reason))).toBe(true)
  })

  test.each([
    ['no controller', { purposes: ['analytics'] }, 'consent.controller'],
    [
      'no contact',
      { ...CONSENT, controller: { name: 'a', address: 'b' } },
      'consent.controller.contact',
    ],
    ['a purpose that is none', { ...CONSENT, purposes: ['profit'] }, 'consent.purposes[0]'],
    [
      'a policy that is a script',
      { ...CONSENT, policyUrl: 'javascript:alert(1)' },
      'consent.policyUrl',
    ],
  ])('%s is refused', async (_, consent, path) => {
    const answer = await here.ask('PUT', '/api/v1/sites/shop', { ...SITE, consent })
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { path: string }).path).toBe(path)
  })
})

describe('the proof', () => {
  const note = (body: object) =>
    fetch(`${here.url}/consent`, {
      method: 'POST',
      headers: { origin: ORIGIN },
      body: JSON.stringify({ site: 'shop', ...body }),
    })
  const consent = 'c0ns3nt1d9f8e7d6c5b4a'
  const given = {
    choice: 'given',
    consent,
    notice: versionOf(CONSENT).notice,
    grants: { analytics: 'full' },
    shown: { ui: 'banner', language: 'de', words: versionOf(CONSENT).words },
    region: 'A',
    gpc: false,
  }

  test('a grant and its withdrawal are links; a refusal is none', async () => {
    expect((await note(given)).status).toBe(204)
    expect((await note({ choice: 'refused' })).status).toBe(204)
    expect((await note({ choice: 'withdrawn', consent })).status).toBe(204)
    const { links } = await read<{ links: ProofLink[] }>('/api/v1/sites/shop/proofs')
    expect(links.map(({ seq, record }) => [seq, record?.event, record?.consent])).toEqual([
      [2, 'withdrawn', consent],
      [1, 'given', consent],
    ])
    expect(links[1]?.record).toMatchObject({
      grants: { analytics: 'full' },
      language: 'de',
      ui: 'banner',
      origin: ORIGIN,
      region: 'A',
    })
    const head = await read<ProofHead>('/api/v1/sites/shop/proofs/head')
    const anchor = `seq=${head.seq}&hash=${head.hash}`
    expect(await read<ProofVerdict>(`/api/v1/sites/shop/proofs/verify?${anchor}`)).toEqual({
      links: 2,
      head,
      broken: null,
    })
  })

  test('it holds nothing of who it was, and a change of the file is found', async () => {
    await note(given)
    const path = join(folder, 'data', 'proof', 'shop', '0000000001.chain')
    const text = await readFile(path, 'utf8')
    expect(text).not.toMatch(/127\.0\.0\.1|node|undici|visitor/i)
    await writeFile(path, text.replace('"analytics":"full"', '"analytics":"none"'))
    const { broken } = await read<ProofVerdict>('/api/v1/sites/shop/proofs/verify')
    expect(broken).toMatch(/line 1, link 1: what it seals was changed/)
  })

  test('pages of others prove nothing here', async () => {
    const answer = await fetch(`${here.url}/consent`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: JSON.stringify({ site: 'shop', ...given }),
    })
    expect(answer.status).toBe(403)
    expect(await read<ProofHead>('/api/v1/sites/shop/proofs/head')).toMatchObject({ seq: 0 })
  })
})
