/** The published description of what programs may call (OpenAPI 3.1), made from the schemas that check the calls. */
import { z } from 'zod'
import type { ApiRoute } from './api.ts'
import { PROBLEM_CODES } from './problem.ts'

/** A schema of JSON Schema 2020-12, as far as ours use it. */
export type Schema = {
  $ref?: string
  type?: string
  format?: string
  description?: string
  const?: unknown
  enum?: readonly string[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  oneOf?: readonly Schema[]
  anyOf?: readonly Schema[]
  allOf?: readonly Schema[]
}
type Content = { content: Record<string, { schema: Schema }> }
/** A call of the description. */
export type Described = {
  operationId: string
  tags: string[]
  summary: string
  description: string
  security: Record<string, string[]>[]
  parameters?: { name: string; in: 'path'; required: true; schema: Schema }[]
  requestBody?: { required: true; content: { 'application/json': { schema: Schema } } }
  responses: Record<string, { description: string } & Content>
}
export type Description = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Described>>
  components: {
    schemas: Record<string, Schema>
    securitySchemes: Record<string, { type: 'http'; scheme: 'bearer'; description: string }>
  }
}

/** The description as an answer: its form is OpenAPI's. */
export const DescriptionAnswer = z.custom<Description>()

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457. Nothing has happened.',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string', description: 'For people, in the language of Accept-Language: ru, kk or en.' },
    status: { type: 'integer' },
    code: { type: 'string', enum: PROBLEM_CODES },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, message: { type: 'string' } },
        required: ['field', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code'],
}

const REFUSALS: Record<string, string> = {
  '401': 'The key does not exist or was withdrawn.',
  '403': 'Not this caller’s call.',
  '413': 'The body is too large.',
  '415': 'The body is not JSON.',
  '422': 'Malformed, or the name was used for another request.',
  '429': 'Too many codes that nobody has; ask again after Retry-After seconds.',
  '503': 'Ask again with the same name after Retry-After seconds.',
}

/** Describes the calls for tools that read OpenAPI. `server` is the product's address. */
export function describeCalls(calls: readonly ApiRoute[], server: string): Description {
  const schemas: Description['components']['schemas'] = { Problem: PROBLEM }
  const paths: Description['paths'] = {}
  for (const call of calls.filter(({ who }) => who !== 'anyone')) {
    const path = call.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [call.method.toLowerCase()]: describe(call, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'MyCoupon',
      version: '1.0.0',
      description:
        'Volumes are millilitres in steps of 10, money is tiyn, times are RFC 3339. Every answer of the business is 200; problems are RFC 9457.',
    },
    servers: [{ url: server }],
    paths,
    components: {
      schemas,
      securitySchemes: { till: { type: 'http', scheme: 'bearer', description: 'The key of a terminal.' } },
    },
  }
}

function describe({ method, path, who, described }: ApiRoute, schemas: Record<string, Schema>): Described {
  const { summary, description, body, answer } = described
  const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    ...({ name, in: 'path', required: true } as const),
    schema: { type: 'string' },
  }))
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const refusals = Object.entries(method === 'GET' ? { ...REFUSALS, '404': 'There is none.' } : REFUSALS)
  return {
    // «/api/pos/v1/shifts/close»: postShiftsClose
    operationId: [method.toLowerCase(), ...path.split('/').slice(4)]
      .map((word, at) =>
        at === 0 ? word : word.replace(':', '').replace(/^./, (first) => first.toUpperCase()),
      )
      .join(''),
    tags: [who],
    summary,
    description,
    security: [{ [who]: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: json(schemaOf(body, 'input', schemas)) } } : {}),
    responses: {
      '200': {
        description: 'The answer of the business.',
        content: json(schemaOf(answer, 'output', schemas)),
      },
      ...Object.fromEntries(
        refusals.map(([status, description]) => [status, { description, content: problem }]),
      ),
    },
  }
}

function json(schema: Schema) {
  return { 'application/json': { schema } }
}

// Schemas with a name of their own become components; the rest stands where it is used.
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Schema>): Schema {
  const made = JSON.stringify(z.toJSONSchema(schema, { io, target: 'draft-2020-12' }))
  const {
    $defs,
    $schema: _,
    ...rest
  } = JSON.parse(made.replaceAll('"#/$defs/', '"#/components/schemas/')) as Schema & {
    $defs?: Record<string, Schema>
    $schema?: string
  }
  Object.assign(schemas, $defs)
  return rest
}
