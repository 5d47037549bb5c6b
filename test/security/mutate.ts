// Values and bytes as nobody means them, put into requests that are otherwise well formed; the same seed gives the same ones.
import { gzipSync } from 'node:zlib'
import type { JsonSchema } from '../../packages/wire/json-schema.ts'
import { gzipOfZeros, nested, truncatedGzip } from '../support/bad-bodies.ts'
import type { Prng } from '../support/prng.ts'

const BOMB = gzipOfZeros(64)

export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u0001\u001f\u007f\u0085',
  'line\r\nset-cookie: x=1',
  '\ud800',
  '\udfff\ud800',
  'x\ud83d',
  '\u202egpj.exe\u202c',
  '\u2066\u2069\u200f\ufeff',
  '\ufdfa'.repeat(200),
  'e\u0301'.repeat(300),
  '\u0344\u1d160'.repeat(50),
  '💥'.repeat(100),
  'NaN',
  '-Infinity',
  '1e309',
  '0x7fffffff',
  '١٢٣',
  '9'.repeat(400),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "' or 1=1; drop table events; --",
  "\"; select * from read_text('/etc/passwd'); --",
  '${7*7}{{7*7}}<%= 7*7 %>',
  "$& $` $' $1",
  '</script><script>alert(1)</script>',
  '../../../../etc/passwd',
  '%2e%2e%2f%00',
  '*',
  '[::1]',
  'https://[',
  'http://a:b@c:99999/',
  'Europe/Nowhere',
  'x'.repeat(2_049),
  'x'.repeat(70_000),
]

const HOSTILE_NUMBERS: readonly number[] = [
  -1,
  -0,
  0.1,
  1e-320,
  1e308,
  2 ** 31,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  -(2 ** 63),
  8_640_000_000_000_001,
  Number.MAX_VALUE,
]

/** What JSON has no words for: put in by its mark, once the rest is written. */
const MARK = '"@raw@"'
const RAW: readonly string[] = [
  'NaN',
  'Infinity',
  'undefined',
  '1e999',
  '-1e999',
  '00',
  '1' + '0'.repeat(500),
  '"\u0000"',
  '"\\ud800"',
  '"\\u0000"',
  nested(2_000),
  nested(20_000),
  '{"a":'.repeat(500) + '1' + '}'.repeat(500),
  '{"__proto__":{"isOperator":true}}',
  '{"constructor":{"prototype":{"isOperator":true}}}',
]

export function hostileValue(prng: Prng): unknown {
  return prng.pick<() => unknown>([
    () => prng.pick(HOSTILE_TEXTS),
    () => prng.pick(HOSTILE_TEXTS),
    () => prng.pick(HOSTILE_NUMBERS),
    () => '@raw@',
    () => null,
    () => prng.chance(0.5),
    () => [],
    () => ({}),
    () => [[]],
    () => ({ length: 1e9, 0: 'x' }),
    () => ({ toString: 'x', valueOf: 1, toJSON: 2 }),
    () => Array.from({ length: prng.whole(1, 3_000) }, () => 0),
    () => Object.fromEntries(Array.from({ length: prng.whole(1, 300) }, (_, at) => [`k${at}`, at])),
  ])()
}

type Parent = Record<string, unknown>

/** Every place in a value: whose it is, and under which name. */
function placesOf(value: unknown, found: [Parent, string][] = []): [Parent, string][] {
  if (typeof value !== 'object' || value === null) return found
  for (const [name, each] of Object.entries(value)) {
    found.push([value as Parent, name])
    placesOf(each, found)
  }
  return found
}

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'x', '', '\ud800', '0', 'length']

function mutateOnce(holder: Parent, prng: Prng): void {
  const places = placesOf(holder)
  if (places.length === 0) return
  const [parent, name] = prng.pick(places)
  const way = prng.next()
  if (way < 0.6) parent[name] = hostileValue(prng)
  else if (way < 0.7) delete parent[name]
  else if (way < 0.8) parent[name] = [parent[name], parent[name]]
  else if (way < 0.9) parent[name] = { [prng.pick(KEYS)]: parent[name] }
  // A list would take what is called `length` for its own.
  else if (!Array.isArray(parent))
    Object.defineProperty(parent, prng.pick(KEYS), {
      value: hostileValue(prng),
      enumerable: true,
      configurable: true,
      writable: true,
    })
}

/** A copy with some of it as nobody means it. */
export function mutateValue(value: unknown, prng: Prng): unknown {
  const holder = structuredClone({ value }) as Parent
  const times = prng.whole(0, 3)
  for (let done = 0; done < times; done++) mutateOnce(holder, prng)
  return holder['value']
}

/** The JSON of a value, with what JSON does not have. */
export function write(value: unknown, prng: Prng): string {
  const text = JSON.stringify(value) ?? ''
  return text.replaceAll(MARK, () => prng.pick(RAW))
}

/** The bytes of a body: mostly as written, some cut, packed, doubled or broken. */
export function bytesOf(text: string, prng: Prng): Uint8Array {
  const bytes = Buffer.from(text)
  const way = prng.next()
  if (way < 0.7) return bytes
  if (way < 0.75) return bytes.subarray(0, prng.whole(0, bytes.length))
  if (way < 0.8) return gzipSync(bytes)
  if (way < 0.83) return text ? truncatedGzip(text) : bytes
  if (way < 0.84) return BOMB
  if (way < 0.9) return Buffer.from(text.replace('{', '{"site":7,"site":"alpha","site":[],'))
  if (way < 0.95) {
    if (bytes.length > 0) bytes[prng.whole(0, bytes.length - 1)] = prng.whole(0, 255)
    return bytes
  }
  return prng.chance(0.5) ? Buffer.concat([bytes, bytes]) : Buffer.from('\ufeff' + text)
}

/** Words of which some fit any form that is asked for. */
const WORDS = [
  'alpha',
  'hero',
  'EUR',
  'DE',
  'UTC',
  'owner@alpha.example',
  'A'.repeat(43),
  'https://alpha.example',
  'https://alpha.example/start',
  '/sale',
  'stream-0001',
  '0.1.0',
  'en-GB',
]

/** Something that fits a schema, as far as it says what it takes. */
export function sampleOf(schema: JsonSchema, prng: Prng): unknown {
  if (schema.enum) return prng.pick(schema.enum)
  if (schema.anyOf?.[0]) return sampleOf(prng.pick(schema.anyOf), prng)
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  if (type === 'object') return objectOf(schema, prng)
  if (type === 'array')
    return Array.from({ length: prng.whole(0, 3) }, () => sampleOf(schema.items ?? {}, prng))
  if (type === 'boolean') return prng.chance(0.5)
  if (type === 'integer' || type === 'number')
    return prng.whole(schema.minimum ?? 0, Math.min(schema.maximum ?? 100, 1e6))
  return wordOf(schema, prng)
}

function wordOf({ pattern }: JsonSchema, prng: Prng): string {
  const form = pattern === undefined ? undefined : new RegExp(pattern, 'u')
  const fitting = WORDS.filter((word) => !form || form.test(word))
  return prng.pick(fitting.length > 0 ? fitting : WORDS)
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  prng: Prng,
) {
  const names = Object.keys(properties).filter(
    (name) => required.includes(name) || prng.chance(0.6),
  )
  const fields = names.map((name) => [name, sampleOf(properties[name] ?? {}, prng)] as const)
  const more =
    typeof additionalProperties === 'object'
      ? [[prng.pick(['USD', 'JPY', 'market', 'b']), sampleOf(additionalProperties, prng)] as const]
      : []
  return Object.fromEntries([...fields, ...more])
}
