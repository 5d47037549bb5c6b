// Words that mean something to a database, a template, a header or a file system, wherever a report or an address takes words: they mean nothing here.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DRAFT, batchOf } from './access-asks.ts'
import { readOperations } from './openapi.ts'
import type { ListedOperation } from './openapi.ts'
import type { Answer } from './send.ts'
import { OTHER_SITE, SITE, makeSites, startBare } from './stage.ts'
import type { Stage } from './stage.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

/** Stands in every row of the other site, and in none of this one. */
const SECRET = 'beta-only-4711'
const HARMLESS = 'nothing-of-that-name'

const CORPUS: readonly string[] = [
  `' or '1'='1`,
  `' or 1=1 --`,
  `" or ""="`,
  `') or site='${OTHER_SITE}' --`,
  `x' union select * from events --`,
  `'; drop table events; --`,
  `'; attach '/etc/passwd' as x; --`,
  `1; copy events to '/tmp/stolen'`,
  `' || (select string_agg(path, ',') from events) || '`,
  `%' escape '`,
  `%`,
  `_`,
  `\\`,
  `$1`,
  `?`,
  `{"$gt":""}`,
  `{"$ne":null}`,
  `[$ne]=1`,
  `'; return true; var x='`,
  '${7*7}',
  '{{7*7}}',
  '<%= 7*7 %>',
  '#{7*7}',
  '$(id)',
  '`id`',
  '|id',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'file:///etc/passwd',
  'x\r\nset-cookie: planted=1',
  'x\nlocation: https://thief.example',
  '\u0000',
  'x\u0000.js',
  '%00',
  '%252e%252e%252f',
  '\u2028',
  '\uff07 or 1=1',
]

let stage: Omit<Stage, 'callers'>
let operations: ListedOperation[]
const span = `fromMs=${Date.now() - 86_400_000}&toMs=${Date.now() + 86_400_000}`

beforeAll(async () => {
  stage = await startBare()
  await makeSites(stage)
  operations = await readOperations(stage)
  for (const [site, word] of [
    [SITE, 'alpha-page'],
    [OTHER_SITE, SECRET],
  ] as const) {
    const batch = batchOf(site, Date.now()) as { events: { url: string; body: object }[] }
    batch.events[0]!.url = `https://alpha.example/${word}?utm_source=${word}`
    batch.events[0]!.body = { title: word }
    const origin = `https://${site}.example`
    const headers = {
      origin,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    }
    const sent = await stage.send({
      method: 'POST',
      path: '/e',
      headers,
      body: JSON.stringify(batch),
    })
    expect(sent.status).toBe(202)
    await stage.command('PUT', `/api/v1/sites/${site}/experiments/${site}-hero`, {
      ...DRAFT,
      name: word,
    })
    await stage.command('PUT', `/api/v1/sites/${site}/products`, {
      products: [{ id: word, name: word }],
    })
    await stage.command('GET', `/api/v1/sites/${site}/imported`)
  }
})

afterAll(async () => {
  await stage?.stop()
})

const read = (path: string): Promise<Answer> => stage.send({ path, headers: stage.commandHeaders })

/** What differs from one moment to the next is no answer to a question, nor is the question said again. */
const steady = ({ text }: Answer, word = ''): string =>
  text.replaceAll(/"(trainedMs|timeMs)":\d+/g, '').replace(`"page":${JSON.stringify(word)}`, '')

/** What is wrong with an answer to words of the corpus; '' where it is 4xx, or says what a harmless word is told. */
function faultOf(answer: Answer, harmless: Answer, word = ''): string {
  if (answer.text.includes(SECRET)) return 'tells of another site'
  if (String(answer.headers['set-cookie']).includes('planted')) return 'took a header'
  if (answer.headers['location'] !== undefined) return 'led elsewhere'
  if (/root:.*:0:0|uid=\d+\(|\[fonts\]/.test(answer.text)) return 'ran it, or read a file'
  if (answer.status >= 400 && answer.status < 500) return ''
  if (answer.status !== harmless.status) return `${answer.status} where ${harmless.status} is told`
  return steady(answer, word) === steady(harmless, HARMLESS)
    ? ''
    : 'another answer than to a harmless word'
}

interface Place {
  readonly name: string
  readonly pathOf: (word: string) => string
}

function placesOfQueries(): Place[] {
  return operations
    .filter(({ method, allow }) => method === 'GET' && allow !== 'user' && allow !== 'operator')
    .flatMap(({ name, path, query }) => {
      const address = path.replace('{site}', SITE).replace('{key}', `${SITE}-hero`)
      const others = query.map((each) => each.name)
      return [...others, 'unknown'].map((asked) => ({
        name: `${name} ?${asked}`,
        pathOf: (word: string) => {
          const rest = others.includes('fromMs')
            ? span.replace(new RegExp(`${asked}=\\d+&?`), '')
            : ''
          const hero =
            others.includes('experiment') && asked !== 'experiment'
              ? `&experiment=${SITE}-hero`
              : ''
          return `${address}?${rest}${hero}&${asked}=${encodeURIComponent(word)}`
        },
      }))
    })
}

function placesOfPaths(): Place[] {
  const inApi = operations
    .filter(({ method, path }) => method === 'GET' && path.includes('{'))
    .flatMap(({ name, path }) =>
      ['site', 'key', 'id']
        .filter((each) => path.includes(`{${each}}`))
        .map((each) => ({
          name: `${name} {${each}}`,
          pathOf: (word: string) => {
            const address = path
              .replace(`{${each}}`, encodeURIComponent(word))
              .replace('{site}', SITE)
              .replace('{key}', `${SITE}-hero`)
            return `${address}?${span}&experiment=${SITE}-hero`
          },
        })),
    )
  const ofFiles = ['/m/', `/r/${SITE}/`, '/t/', '/console/', '/'].flatMap((start) => [
    { name: start, pathOf: (word: string) => start + encodeURIComponent(word) },
    { name: `${start}….js`, pathOf: (word: string) => `${start}${encodeURIComponent(word)}.js` },
    // As it is, but for what no request line can hold.
    {
      name: `${start} raw`,
      pathOf: (word: string) => start + word.replaceAll(/[^\x21-\x3e\x40-\x7e]/g, '%00'),
    },
  ])
  return [...inApi, ...ofFiles]
}

async function faultsAt(places: readonly Place[]): Promise<string[]> {
  const faults: string[] = []
  for (const { name, pathOf } of places) {
    const harmless = await read(pathOf(HARMLESS))
    const answers = await Promise.all(CORPUS.map((word) => read(pathOf(word))))
    answers.forEach((answer, at) => {
      const fault = faultOf(answer, harmless, CORPUS[at])
      if (fault) faults.push(`${name} ${JSON.stringify(CORPUS[at])}: ${fault}`)
    })
  }
  return faults
}

describe('the words of the corpus', () => {
  test('mean nothing in a query', async () => {
    const places = placesOfQueries()
    expect(await faultsAt(places)).toEqual([])
    console.log(`injection: ${CORPUS.length} words at ${places.length} places of queries`)
  })

  test('mean nothing in an address', async () => {
    const places = placesOfPaths()
    expect(await faultsAt(places)).toEqual([])
    console.log(`injection: ${CORPUS.length} words at ${places.length} places of addresses`)
  })

  test('mean nothing as a site in a query: the path alone says of which site is told', async () => {
    for (const { path, name } of operations.filter((each) => each.name.startsWith('report'))) {
      const asked = `${path.replace('{site}', SITE)}?${span}&experiment=${SITE}-hero`
      const [plain, twice] = [await read(asked), await read(`${asked}&site=${OTHER_SITE}`)]
      expect(steady(twice), name).toBe(steady(plain))
    }
  })

  test('and the rows of both sites are still there', async () => {
    for (const [site, word] of [
      [SITE, 'alpha-page'],
      [OTHER_SITE, SECRET],
    ]) {
      const { text } = await read(`/api/v1/sites/${site}/reports/pages?${span}`)
      expect(text).toContain(word)
    }
  })
})

describe('the controls', () => {
  test('rows of the other site would be seen where they are told', async () => {
    const answer = await read(`/api/v1/sites/${OTHER_SITE}/reports/pages?${span}`)
    expect(faultOf(answer, answer)).toBe('tells of another site')
  })

  test('a word that does mean something is told', async () => {
    const path = `/api/v1/sites/${SITE}/reports/experiments?experiment=`
    const harmless = await read(path + HARMLESS)
    expect(faultOf(await read(`${path}${SITE}-hero`), harmless)).not.toBe('')
  })

  test('a planted header, a file and a redirect are told', () => {
    const answer = { status: 200, headers: {}, text: '', code: '' }
    const planted = { 'set-cookie': ['planted=1'] }
    expect(faultOf({ ...answer, headers: planted }, answer)).toBe('took a header')
    expect(faultOf({ ...answer, text: 'root:x:0:0:root' }, answer)).not.toBe('')
    expect(faultOf({ ...answer, headers: { location: 'https://thief.example' } }, answer)).not.toBe(
      '',
    )
  })
})
