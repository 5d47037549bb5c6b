// Reads the operations out of the OpenAPI document that a running collector serves.
import type { JsonSchema } from '../../packages/wire/json-schema.ts'
import type { Stage } from './stage.ts'

export interface ListedOperation {
  readonly name: string
  readonly method: string
  /** With `{names}` in it. */
  readonly path: string
  readonly allow: string
  readonly query: readonly { readonly name: string; readonly schema: JsonSchema }[]
  readonly body: JsonSchema | undefined
}

interface Described {
  operationId: string
  'x-allow': string
  parameters: { name: string; in: string; schema: JsonSchema }[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
}

export async function readOperations(stage: Pick<Stage, 'ask'>): Promise<ListedOperation[]> {
  const { text } = await stage.ask('GET', '/api/openapi.json')
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]) => ({
      name: said.operationId,
      method: method.toUpperCase(),
      path,
      allow: said['x-allow'],
      query: said.parameters.filter((each) => each.in === 'query'),
      body: said.requestBody?.content['application/json']?.schema,
    })),
  )
}

export const changes = ({ method }: Pick<ListedOperation, 'method'>): boolean => method !== 'GET'
