// E-mail addresses and telephone numbers as people of 18 countries write them.
import { LOWER, DIGITS } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Lang, Secret } from './types.ts'

const LOCALS: readonly (readonly [string, (chance: Chance) => string])[] = [
  ['plain', (chance) => chance.pick(['anna', 'jan', 'lucia', 'pierre', 'marek', 'yuki', 'omar'])],
  ['dotted', (chance) => `${chance.pick(['anna', 'j.p', 'maria'])}.${chance.chars(6, LOWER)}`],
  ['plus tag', (chance) => `${chance.chars(5, LOWER)}+${chance.pick(['shop', 'news', '2026'])}`],
  ['digits', (chance) => chance.digits(9)],
  ['underscore', (chance) => `${chance.chars(4, LOWER)}_${chance.chars(5, LOWER + DIGITS)}`],
  ['apostrophe', (chance) => `${chance.chars(1, LOWER)}o'${chance.chars(6, LOWER)}`],
  [
    'accents',
    (chance) => `${chance.pick(['jürgen', 'françois', 'nuñez', 'łukasz'])}${chance.int(2, 99)}`,
  ],
  ['one letter', (chance) => chance.chars(1, LOWER)],
]
const HOSTS: readonly (readonly [string, readonly string[]])[] = [
  ['ordinary', ['gmail.com', 'web.de', 'orange.fr', 'libero.it', 'wp.pl', 'qq.com', 'naver.com']],
  ['subdomains', ['mail.uni.example.ac.uk', 'a.b.example.co.jp', 'post.firma.example.com.br']],
  ['IDN', ['bücher.example', 'müller.de', '例え.jp', '例子.中国', 'مثال.السعودية']],
  ['punycode', ['xn--bcher-kva.example', 'xn--mller-kva.de']],
  ['long ending', ['studio.photography', 'atelier.versicherung', 'x.museum']],
  ['dashes', ['my-mail-host.example.org', 't-online.de']],
]
const CASES: readonly (readonly [string, (text: string) => string])[] = [
  ['as is', (text) => text],
  ['upper case', (text) => text.toUpperCase()],
  ['capital', (text) => text[0]!.toUpperCase() + text.slice(1)],
  ['as is', (text) => text],
  ['as is', (text) => text],
]

export function makeEmail(chance: Chance, at: number): Secret {
  const [local, make] = LOCALS[at % LOCALS.length]!
  const [host, hosts] = HOSTS[Math.floor(at / 3) % HOSTS.length]!
  const [how, spell] = CASES[at % CASES.length]!
  return {
    value: spell(`${make(chance)}@${chance.pick(hosts)}`),
    spelling: `${local}, ${host}, ${how}`,
    cue: 'format',
  }
}

/** `N` is a digit 2–9, `P` one of 1–9, `d` any. What begins with `+` or `tel:` needs no word beside it. */
const PHONES: readonly (readonly [string, Lang, readonly string[]])[] = [
  [
    'US',
    'en',
    [
      '+1212555ddd9',
      '+1 (646) 555-dddd',
      '(Ndd) 555-01dd',
      'N12-555-01dd',
      'N15.555.01dd',
      '415 555 01dd',
      'tel:+1-305-555-01dd',
      '1-800-555-dddd',
    ],
  ],
  [
    'GB',
    'en',
    [
      '+4477009ddddd',
      '+44 20 7946 0ddd',
      '020 7946 0ddd',
      '07700 900ddd',
      '(0161) 496 0ddd',
      '+44 (0)7700 900ddd',
      'tel:+441632960ddd',
    ],
  ],
  [
    'DE',
    'de',
    [
      '+49171Pdddddd',
      '+49 (0)30 Pddddddd',
      '0171 Pdddddd',
      '0171/Pdddddd',
      '(030) Pddddddd',
      '030-Pddddddd',
      '0049 151 Pddddddd',
      'tel:+4989Pddddddd',
    ],
  ],
  ['AT', 'de', ['+43 664 Pdddddd', '0664/Pdddddd', '01 Pdddddd-dd']],
  ['CH', 'de', ['+41 79 Pdd dd dd', '079 Pdd dd dd', '0041 44 Pdd dd dd']],
  [
    'FR',
    'fr',
    [
      '+336dddddddd',
      '+33 6 dd dd dd dd',
      '06 dd dd dd dd',
      '06.dd.dd.dd.dd',
      '01-dd-dd-dd-dd',
      '06dddddddd',
      '+33 (0)1 dd dd dd dd',
      'tel:+33Pdddddddd',
    ],
  ],
  [
    'ES',
    'es',
    [
      '+346dddddddd',
      '+34 6dd ddd ddd',
      '6dd ddd ddd',
      '91 ddd dd dd',
      '6dd-ddd-ddd',
      '(+34) 9dd dd dd dd',
    ],
  ],
  ['MX', 'es', ['+52 55 dddd dddd', '55 dddd dddd', '(33) dddd dddd']],
  [
    'IT',
    'it',
    [
      '+3934ddddddddd',
      '+39 02 Pddddddd',
      '347 ddddddd',
      '02 Pdddddd',
      '06/Pddddddd',
      '338.ddd.dddd',
      'tel:+3906Pddddddd',
    ],
  ],
  [
    'PT',
    'pt',
    ['+3519dddddddd', '+351 91 ddd dd dd', '91 ddd dd dd', '21 ddd dddd', '912 ddd ddd'],
  ],
  [
    'BR',
    'pt',
    ['+55119dddddddd', '+55 (11) 9dddd-dddd', '(11) 9dddd-dddd', '(21) Pddd-dddd', '11 9dddd dddd'],
  ],
  [
    'NL',
    'nl',
    [
      '+316dddddddd',
      '+31 6 dddddddd',
      '06-dddddddd',
      '06 dd dd dd dd',
      '020-Pdddddd',
      '(010) Pdd dd dd',
      '0031 20 Pdd dddd',
    ],
  ],
  [
    'PL',
    'pl',
    [
      '+48Nddddddddd',
      '+48 Ndd ddd ddd',
      'Ndd-ddd-ddd',
      '22 Ndd dd dd',
      '(22) Ndd dd dd',
      '0048 Ndd ddd ddd',
      'tel:+48Ndddddddd',
    ],
  ],
  [
    'JP',
    'ja',
    [
      '+8190Pddddddd',
      '+81-90-Pddd-dddd',
      '090-Pddd-dddd',
      '03-Pddd-dddd',
      '(03) Pddd-dddd',
      '080Pddddddd',
      '0120-ddd-ddd',
    ],
  ],
  [
    'KR',
    'ko',
    [
      '+8210Nddddddd',
      '+82 10-Nddd-dddd',
      '010-Nddd-dddd',
      '02-Nddd-dddd',
      '010 Nddd dddd',
      '010.Nddd.dddd',
      '(031) Ndd-dddd',
    ],
  ],
  [
    'CN',
    'zh-CN',
    [
      '+86138dddddddd',
      '+86 139 dddd dddd',
      '138dddddddd',
      '186 dddd dddd',
      '159-dddd-dddd',
      '010-Pddddddd',
      '(0755) Pddddddd',
      '0086 21 Pddd dddd',
    ],
  ],
  [
    'TW',
    'zh-TW',
    [
      '+8869dddddddd',
      '+886 2 Pddd dddd',
      '09dd-ddd-ddd',
      '(02) Pddd-dddd',
      '09dd ddd ddd',
      '04-Pddd-dddd',
    ],
  ],
  [
    'SA',
    'ar',
    ['+9665dddddddd', '+966 5d ddd dddd', '05d ddd dddd', '00966 11 Pdd dddd', '05dddddddd'],
  ],
  ['AE', 'ar', ['+971 50 Pdd dddd', '050 Pdd dddd', '(04) Pdd dddd', 'tel:+9714Pdddddd']],
  ['EG', 'ar', ['+20 10 dddd dddd', '010 dddd dddd', '02 Pddd dddd']],
]

export const PHONE_COUNTRIES = PHONES.map(([country]) => country)
const PHONE_LANGS = new Map(PHONES.map(([country, lang]) => [country, lang]))

/** The language of most who write numbers of that country. */
export const langOfPhone = (spelling: string) => PHONE_LANGS.get(spelling.slice(0, 2))!

const easternOf = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))

export function makePhone(chance: Chance, at: number): Secret {
  const [country, lang, shapes] = PHONES[at % PHONES.length]!
  const shape = shapes[Math.floor(at / PHONES.length) % shapes.length]!
  const number = chance.fill(shape)
  // Arabic pages are typed with both sorts of digits.
  const eastern = lang === 'ar' && !shape.startsWith('tel:') && at % 3 === 0
  return {
    value: eastern ? easternOf(number) : number,
    spelling: `${country}, ${shape}${eastern ? ', eastern digits' : ''}`,
    cue: /^(\+|tel:)/.test(shape) ? 'format' : 'label',
  }
}
