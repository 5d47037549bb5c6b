// Describes the API in OpenAPI 3.1: made from the same table as the routes, so that it cannot say anything else.
import { addressOf } from '../../packages/wire/api.ts'
import type { OperationName } from '../../packages/wire/api.ts'
import type { JsonSchema } from '../../packages/wire/json-schema.ts'
import { FAULT_CODES } from '../errors.ts'
import type { Allow } from '../http/call.ts'
import type { AnyOperation } from './operation.ts'
import { OPERATION_NAMES, operationOf } from './operations.ts'

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457): what was wrong, and where.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: FAULT_CODES },
    path: { type: 'string', description: 'Where in the request the fault is.' },
    detail: { type: 'string', description: 'The same in words, with what would have been right.' },
  },
  required: ['type', 'title', 'status', 'code'],
}

const WHO: Readonly<Record<Allow, string>> = {
  anyone: 'Anyone.',
  user: 'Whoever has signed in.',
  operator: 'An owner of all sites.',
  command: 'A command on the collector’s own machine.',
  events: 'A token for events.',
  machine: 'Whoever reads the collector’s numbers.',
  viewer: 'A viewer of the site, or more.',
  analyst: 'An analyst of the site, or more.',
  marketer: 'A marketer of the site, or more.',
  owner: 'An owner of the site.',
}

const json = (schema: JsonSchema): object => ({ 'application/json': { schema } })

/** The whole document. */
export function describeApi(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const name of OPERATION_NAMES) {
    const [method = '', path = ''] = (addressOf(name) ?? '').split(' ')
    const template = path.replaceAll(/:(\w+)/g, '{$1}')
    ;(paths[template] ??= {})[method.toLowerCase()] = describe(name, path)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidemark',
      version,
      description:
        'Everything the console does. Answers on the console’s own host name; sign in, or send `Authorization: Bearer TOKEN`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'tidemark_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function describe(name: OperationName, path: string): object {
  const { summary, allow, query, body, status, answer } = operationOf(name)
  return {
    operationId: name,
    summary,
    description: WHO[allow],
    'x-allow': allow,
    security: allow === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    parameters: [...pathParameters(path), ...queryParameters(query?.json)],
    ...(body && { requestBody: { required: true, content: json(body.json ?? {}) } }),
    responses: {
      [answer === undefined ? 204 : (status ?? 200)]: answerOf(answer),
      default: {
        description: 'Not so.',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  }
}

function answerOf(answer: AnyOperation['answer']): object {
  if (answer === undefined) return { description: 'Done.' }
  if (answer === 'lines')
    return {
      description: 'One JSON object a line.',
      content: { 'application/x-ndjson': { schema: { type: 'string' } } },
    }
  return { description: 'So it is.', content: json(answer.json ?? {}) }
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(schema: JsonSchema | undefined): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema?.required?.includes(name) ?? false,
    schema: property,
  }))
}
