// URLs that carry what opens a session or an account: in path, query, fragment or before the host.
import { DIGITS, LOWER, UPPER } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Secret } from './types.ts'

const BASE64URL = `${UPPER}${LOWER}${DIGITS}-_`
const HEX = '0123456789abcdef'

/** A secret in its URL. */
type Made = readonly [secret: string, url: string]
type Sort = readonly [name: string, make: (chance: Chance, host: string) => Made]

const inUrl = (secret: string, url: (secret: string) => string): Made => [secret, url(secret)]
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Base64url of chance alone may lack a digit or a letter, which would make it a word. */
const random = (chance: Chance, length: number) =>
  `${chance.chars(1, LOWER)}${chance.digits(1)}${chance.chars(1, UPPER)}${chance.chars(length - 5, BASE64URL)}${chance.digits(1)}${chance.chars(1, LOWER)}`
const hex = (chance: Chance, length: number) =>
  `${chance.chars(2, 'abcdef')}${chance.digits(2)}${chance.chars(length - 4, HEX)}`

function jwt(chance: Chance): string {
  const head = encoded({ alg: 'HS256', typ: 'JWT' })
  const body = encoded({ sub: chance.digits(6), iat: 1764288000 + chance.int(0, 999_999) })
  return `${head}.${body}.${random(chance, 43)}`
}

const uuid = (chance: Chance) => {
  const text = chance.chars(32, HEX)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20)}`
}

// Put together, so that scanners of repositories do not take them for real ones.
const PREFIXED = [
  ['AK', 'IA', 16, UPPER + '234567'],
  ['AS', 'IA', 16, UPPER + '234567'],
  ['sk_', 'live_', 24, UPPER + LOWER + DIGITS],
  ['gh', 'p_', 36, UPPER + LOWER + DIGITS],
  ['xo', 'xb-', 28, DIGITS + LOWER],
] as const

const SORTS: readonly Sort[] = [
  ['JWT in query', (chance, host) => inUrl(jwt(chance), (x) => `${host}/account?token=${x}`)],
  [
    'JWT in fragment',
    (chance, host) => inUrl(jwt(chance), (x) => `${host}/#id_token=${x}&state=1`),
  ],
  ['JWT in path', (chance, host) => inUrl(jwt(chance), (x) => `${host}/login/${x}`)],
  ['session id', (chance, host) => inUrl(hex(chance, 32), (x) => `${host}/cart?PHPSESSID=${x}`)],
  [
    'session id in path',
    (chance, host) =>
      inUrl(hex(chance, 32).toUpperCase(), (x) => `${host}/shop;jsessionid=${x}?page=2`),
  ],
  ['sid', (chance, host) => inUrl(random(chance, 26), (x) => `${host}/checkout?lang=de&sid=${x}`)],
  [
    'reset token in query',
    (chance, host) => inUrl(hex(chance, 40), (x) => `${host}/password/reset?reset_token=${x}`),
  ],
  [
    'reset token in path',
    (chance, host) => inUrl(random(chance, 32), (x) => `${host}/reset-password/${x}`),
  ],
  [
    'reset token in fragment',
    (chance, host) => inUrl(hex(chance, 64), (x) => `${host}/account#reset/${x}`),
  ],
  [
    'basic auth',
    (chance) => {
      const secret = chance.chars(10, BASE64URL)
      return [`anna:${secret}`, `https://anna:${secret}@intern.shop.example/orders`]
    },
  ],
  [
    'key of a service',
    (chance, host) => {
      const [a, b, length, alphabet] = chance.pick(PREFIXED)
      return inUrl(`${a}${b}${chance.chars(length, alphabet)}`, (x) => `${host}/api?key=${x}`)
    },
  ],
  [
    'signed address',
    (chance, host) =>
      inUrl(hex(chance, 64), (x) => `${host}/invoice.pdf?X-Amz-Expires=900&X-Amz-Signature=${x}`),
  ],
  [
    'OAuth code',
    (chance, host) =>
      inUrl(`4/0A${random(chance, 60)}`, (x) => `${host}/callback?code=${x}&scope=email`),
  ],
  [
    'OAuth token',
    (chance, host) =>
      inUrl(random(chance, 60), (x) => `${host}/callback#access_token=${x}&token_type=Bearer`),
  ],
  [
    'magic link, hex',
    (chance, host) => inUrl(hex(chance, chance.pick([20, 32, 40])), (x) => `${host}/magic/${x}`),
  ],
  [
    'magic link, base64url',
    (chance, host) => inUrl(random(chance, chance.int(20, 48)), (x) => `${host}/m/${x}`),
  ],
  [
    'magic link, short name',
    (chance, host) => inUrl(random(chance, chance.int(22, 40)), (x) => `${host}/?t=${x}`),
  ],
  ['uuid as key', (chance, host) => inUrl(uuid(chance), (x) => `${host}/order/view?key=${x}`)],
  [
    'base64 with padding',
    (chance, host) => inUrl(`${random(chance, 30)}%3D%3D`, (x) => `${host}/confirm?signature=${x}`),
  ],
  [
    'in a nested address',
    (chance, host) =>
      inUrl(
        random(chance, 32),
        (x) => `${host}/login?next=${encodeURIComponent(`/account?auth=${x}`)}`,
      ),
  ],
]

export const TOKEN_SORTS = SORTS.map(([name]) => name)

const HOSTS = [
  'https://shop.example',
  'https://www.mode-haus.example/de',
  'http://shop.example:8443',
  'https://konto.sklep.example',
]

/** The value is the whole address; `secret` is what may not be left of it. */
export function makeToken(chance: Chance, at: number): Secret & { readonly secret: string } {
  const [name, make] = SORTS[at % SORTS.length]!
  const [secret, value] = make(chance, chance.pick(HOSTS))
  return { value, secret, spelling: name, cue: 'format' }
}
