// Words and look of a banner on their way: what is refused and why, what reaches the visitor, and how the console may show it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { versionOf } from '../../collector/notice/version.ts'
import { parseSite, takenSite } from '../../collector/sites/site.ts'
import { LANGUAGES, TEXT_NAMES } from '../../packages/wire/notice.ts'
import type { Notice, NoticeTexts } from '../../packages/wire/notice.ts'
import type { ConsentSettings } from '../../packages/wire/site.ts'
import { startHere } from '../support/collector-here.ts'
import type { CollectorHere } from '../support/collector-here.ts'
import { CONSENT } from '../support/page-consent.ts'

const SITE = {
  name: 'Shop',
  currency: 'EUR',
  timeZone: 'UTC',
  origins: ['https://shop.example'],
  rates: {},
}
const file = (type: string, text: string) => ({ type, bytes: Buffer.from(text) })

let here: CollectorHere

beforeAll(async () => {
  here = await startHere({
    assets: {
      tags: new Map([['consent', 'run("__TIDEMARK_CONFIG__")']]),
      chunks: new Map(),
      console: new Map([
        ['index.html', file('text/html', '<!doctype html>')],
        ['preview.js', file('text/javascript', 'preview')],
      ]),
    },
  })
})
afterAll(() => here.stop())

const put = (consent: Partial<ConsentSettings>) =>
  here.ask('PUT', '/api/v1/sites/shop', { ...SITE, consent: { ...CONSENT, ...consent } })
const textOf = async (path: string) => (await here.ask('GET', path)).text()

describe('a banner that cannot be read', () => {
  test.each([
    [
      'pale text',
      { light: { text: '#999999' } },
      'consent.look.light.text: expected text on background with a contrast of 4.5 at least, not 2.84',
    ],
    [
      'our text on a background of their own',
      { dark: { background: '#eeeeee' } },
      'consent.look.dark.text: expected text on background with a contrast of 4.5 at least, not 1',
    ],
    [
      'buttons that nobody can read',
      { light: { onAccent: '#5588aa' } },
      'consent.look.light.onAccent: expected onAccent on accent with a contrast of 4.5 at least, not 2.26',
    ],
    [
      'a line that nobody sees',
      { light: { line: '#dddddd' } },
      'consent.look.light.line: expected line on background with a contrast of 3 at least, not 1.35',
    ],
    [
      'a colour that is none',
      { light: { text: 'red' } },
      'consent.look.light.text: expected a colour like #1f4e79',
    ],
    [
      'corners without a bound',
      { radius: 400 },
      'consent.look.radius: expected a whole number from 0 to 24',
    ],
  ])('%s is refused, with what is wrong', async (_, look, detail) => {
    const answer = await put({ look })
    expect(answer.status).toBe(400)
    const told = (await answer.json()) as { detail: string; path: string; code: string }
    expect(told.code).toBe('ask_invalid')
    expect(told.detail).toBe(detail)
    expect(detail.startsWith(told.path)).toBe(true)
  })

  test('one that can is taken, and nobody is asked again for it', async () => {
    const look = { light: { accent: '#0b5d2a' }, radius: 4 }
    expect((await put({ look })).status).toBe(200)
    const [plain, coloured] = [versionOf(CONSENT), versionOf({ ...CONSENT, look })]
    expect(coloured.notice).toBe(plain.notice)
    expect(coloured.words).not.toBe(plain.words)
  })
})

test('it comes with the words, and the tag carries none of it', async () => {
  const look = { light: { accent: '#0b5d2a' }, dark: { accent: '#8ee0ab' }, radius: 4 }
  expect((await put({ look })).status).toBe(200)
  const { words } = versionOf({ ...CONSENT, look })
  for (const language of ['en', 'ar']) {
    const notice = JSON.parse(await textOf(`/consent/shop/${words}/${language}`)) as Notice
    expect(notice.look).toContain('--main:#0b5d2a')
    expect(notice.look).toContain('--tm-radius:4px')
  }
  const tag = await textOf('/t/shop.js')
  expect(tag).toContain(words)
  expect(tag).not.toMatch(/0b5d2a|8ee0ab|tm-radius/)
})

test('a notice without a look says nothing of one', async () => {
  expect((await put({})).status).toBe(200)
  const notice = await textOf(`/consent/shop/${versionOf(CONSENT).words}/en`)
  expect(notice).not.toContain('look')
})

describe('words that lose what they must say', () => {
  test.each([
    ['kept', 'Kept for a while.', '{days}'],
    ['complaints', 'Write to us.', '{contact}'],
    ['controller', 'By {name}.', '{address}'],
    ['controller', 'By us.', '{name} and {address}'],
    ['kept', '{days} days, I say {days}.', '{days}'],
  ])('%s as “%s” is refused', async (name, said, lost) => {
    const answer = await put({ words: { en: { [name]: said } } })
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { detail: string }).detail).toBe(
      `consent.words.en.${name}: expected text with ${lost} once`,
    )
  })

  test('with it they are taken', async () => {
    expect((await put({ words: { en: { kept: 'For {days} days.' } } })).status).toBe(200)
  })

  test('what was taken before is still handed out', () => {
    const old = {
      ...SITE,
      consent: {
        ...CONSENT,
        words: { en: { kept: 'A while.' } },
        look: { light: { text: '#fefefe' } },
      },
    }
    expect(() => parseSite(old, '')).toThrow('{days}')
    expect(takenSite(old, '')).toEqual(old)
  })
})

test('our own texts are told, in each language', async () => {
  for (const language of LANGUAGES) {
    const answer = await here.ask('GET', `/api/v1/sites/shop/consent/texts?language=${language}`)
    expect(answer.status).toBe(200)
    const texts = (await answer.json()) as NoticeTexts
    expect(TEXT_NAMES.every((name) => texts[name].length > 0)).toBe(true)
    expect(texts.purposes.analytics.name.length).toBeGreaterThan(0)
  }
  const unknown = await here.ask('GET', '/api/v1/sites/shop/consent/texts?language=xx')
  expect(unknown.status).toBe(400)
})

test('the preview takes nothing off the console’s policy: no frame of others, no script but its own, framed by nobody', async () => {
  for (const path of ['/console/', '/console/preview.js']) {
    const { headers } = await here.ask('GET', path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    )
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  }
})
