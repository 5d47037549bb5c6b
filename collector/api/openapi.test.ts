// The description says all there is, of everything that is asked and answered.
import { expect, test } from 'vitest'
import { addressOf } from '../../packages/wire/api.ts'
import { describeApi } from './openapi.ts'
import { OPERATION_NAMES } from './operations.ts'

interface Document {
  paths: Record<string, Record<string, Described>>
}
interface Described {
  operationId: string
  parameters: { name: string; in: string; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}

const { paths } = describeApi('1.2.3') as Document
const all = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

test('every operation is in it, at its address', () => {
  const described = all.map(({ path, method, operation }) => [
    operation.operationId,
    `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  ])
  expect(described).toEqual(described.map(([name]) => [name, addressOf(name ?? '')]))
  expect(OPERATION_NAMES).toHaveLength(all.length)
})

/** Places in a schema that say nothing. */
function gaps(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const isSchema = /(\/items|\/schema|\/anyOf\/\d+|\/properties\/[^/]+|Properties)$/.test(path)
  if (isSchema && Object.keys(schema).length === 0) return [path]
  return Object.entries(schema).flatMap(([key, value]) => gaps(value, `${path}/${key}`))
}

test('no part of what is asked or answered is left undescribed', () => {
  const found = all.flatMap(({ operation }) => gaps(operation, operation.operationId))
  expect(found).toEqual([])
})

test('a gap would be found', () => {
  expect(gaps({ schema: { properties: { a: {} } } }, 'x')).toEqual(['x/schema/properties/a'])
})

test('every name in a path is a parameter', () => {
  for (const { path, operation } of all) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const told = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name)
    expect(told).toEqual(named)
  }
})
