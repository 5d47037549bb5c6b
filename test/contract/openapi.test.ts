// The description of the API is held against validators that are not ours: the document, each schema in it, and what is answered.
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonSchema } from '../../packages/wire/json-schema.ts'
import { startHere } from '../support/collector-here.ts'
import type { CollectorHere } from '../support/collector-here.ts'

interface Described {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly schema: JsonSchema }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>
interface Document extends Record<string, unknown> {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

const SITE = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [], rates: {} }
const VARIATIONS = ['control', 'b'].map((key) => ({ key, name: key, weight: 0.5, changes: [] }))
const API = '/api/v1/sites/shop'

let here: CollectorHere
let served: Document

beforeAll(async () => {
  here = await startHere()
  served = (await (await here.ask('GET', '/api/openapi.json')).json()) as Document
})
afterAll(() => here.stop())

const operations = (): { path: string; method: string; operation: Described }[] =>
  Object.entries(served.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

/** Knows the names that `$ref` may say, and takes no word that JSON Schema does not know. */
function createAjv(document: Document): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false })
  return ajv
    .addKeyword('components')
    .addSchema({ $id: 'https://tidemark.example/', components: document.components }, 'x')
}

const compile = (ajv: Ajv2020, schema: JsonSchema): ValidateFunction =>
  ajv.compile(
    JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components', '"https://tidemark.example/#/components'),
    ) as object,
  )

test('the document is one of OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(served))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('a document with a fault is refused', async () => {
  const broken = structuredClone(served) as { paths: Record<string, object> }
  broken.paths['/api/v1/me'] = { get: { responses: { 200: {} } } }
  expect((await new Validator().validate(broken)).valid).toBe(false)
})

test('every schema in it is one of JSON Schema 2020-12', () => {
  const ajv = createAjv(served)
  let schemas = 0
  for (const { operation } of operations()) {
    const contents = [operation.requestBody, ...Object.values(operation.responses)]
    const told = [
      ...operation.parameters,
      ...contents.flatMap((each) => Object.values(each?.content ?? {})),
    ]
    for (const { schema } of told) {
      expect(() => compile(ajv, schema), operation.operationId).not.toThrow()
      schemas++
    }
  }
  expect(schemas).toBeGreaterThan(operations().length)
  expect(() => compile(ajv, { type: 'text' })).toThrow()
})

test('what is answered is as the document says, by its own schemas', async () => {
  await here.ask('PUT', API, SITE)
  const experiment = {
    name: 'Hero',
    hypothesis: '',
    coverage: 1,
    targeting: {},
    metrics: [{ kind: 'conversion' }],
    variations: VARIATIONS,
  }
  await here.ask('PUT', `${API}/experiments/hero`, experiment)
  await here.ask('PUT', `${API}/flags/hero`, { description: '', on: true, value: 1, rules: [] })
  await here.ask('POST', `${API}/tokens`, { name: 'orders', scope: 'events' })
  await here.ask('POST', `${API}/members`, { login: 'ann@shop.example', role: 'owner' })
  const ajv = createAjv(served)
  const checked: string[] = []
  for (const { path, method, operation } of operations()) {
    const schema = operation.responses['200']?.content?.['application/json']?.schema
    if (method !== 'get' || !schema) continue
    const answer = await here.ask('GET', filled(path, operation))
    if (answer.status !== 200) continue
    const isSo = compile(ajv, schema)
    expect([operation.operationId, isSo(await answer.json()), isSo.errors]).toEqual([
      operation.operationId,
      true,
      null,
    ])
    checked.push(operation.operationId)
  }
  // Sessions are of people, and a command is none.
  expect(checked.length).toBeGreaterThan(20)
})

const QUERY: Readonly<Record<string, string>> = {
  fromMs: String(Date.now() - 86_400_000),
  toMs: String(Date.now()),
  experiment: 'hero',
  page: '/',
}

function filled(path: string, { parameters }: Described): string {
  const query = parameters.flatMap(({ name }) => (QUERY[name] ? [[name, QUERY[name]]] : []))
  const place = path.replace('{site}', 'shop').replace('{key}', 'hero')
  return query.length > 0 ? `${place}?${new URLSearchParams(query)}` : place
}

test('a fault is answered as the document says', async () => {
  const ajv = createAjv(served)
  const isProblem = compile(ajv, served.components.schemas['Problem'] ?? {})
  const answer = await here.ask('PUT', API, { ...SITE, currency: 'euro' })
  expect(answer.status).toBe(400)
  expect([isProblem(await answer.json()), isProblem.errors]).toEqual([true, null])
  expect(isProblem({ title: 'x' })).toBe(false)
})
