/**
 * Calls of programs: a key in, JSON in, JSON out. A call is described once, by the schemas that check it: the published
 * description (api-description.ts) is made from them, and an answer of another form does not compile.
 */
import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import type { App } from '../app.ts'
import { DEFAULT_LANG, type PlainKey, type T } from '../i18n/index.ts'
import { preferredLang } from './accept-language.ts'
import { safeHeaders } from './headers.ts'
import { readJson } from './json-body.ts'
import { type FieldProblem, Problem, problemResponse } from './problem.ts'

/** Who may make a call: finds the caller by their key, or says what is wrong with it. */
export type ApiGuard<Caller> = {
  /** For the table, the tests and the reader: `till` … */
  who: string
  admit(app: App, c: Context): Promise<Caller | Problem>
}

/** Any program, without a key. */
export const anybody: ApiGuard<undefined> = { who: 'anyone', admit: async () => undefined }

export type Call<Caller> = {
  app: App
  caller: Caller
  t: T
  /** A part of the address, such as `posTxnId` in `/transactions/:posTxnId`. */
  param(name: string): string
}

/** What the published description says of a call. */
export type Described = {
  summary: string
  description: string
  body: z.ZodType | undefined
  answer: z.ZodType
}

export type ApiRoute = {
  method: 'GET' | 'POST'
  path: string
  who: string
  described: Described
  answer(app: App, c: Context): Promise<Response>
}

type Words = { summary: string; description: string }

/** A call that reads. */
export function apiGet<Caller, Answer extends z.ZodType>(
  path: string,
  guard: ApiGuard<Caller>,
  call: Words & {
    answer: Answer
    handle(call: Call<Caller>): Promise<z.input<Answer> | Problem>
  },
): ApiRoute {
  return route('GET', path, guard, { ...call, body: undefined }, (made) => call.handle(made))
}

/** A call with a body. What is wrong with it is told by field. */
export function apiPost<Caller, Body extends z.ZodType, Answer extends z.ZodType>(
  path: string,
  guard: ApiGuard<Caller>,
  call: Words & {
    body: Body
    answer: Answer
    /** What is expected of a field, by its name. */
    fields: Readonly<Record<string, PlainKey>>
    handle(call: Call<Caller>, body: z.output<Body>): Promise<z.input<Answer> | Problem>
  },
): ApiRoute {
  return route('POST', path, guard, call, async (made, c) => {
    const sent = await readJson(c)
    if (sent instanceof Problem) return sent
    const read = call.body.safeParse(sent)
    if (!read.success) return new Problem('malformed', { fields: fieldsOf(read.error, sent, call.fields) })
    return call.handle(made, read.data)
  })
}

function route<Caller>(
  method: ApiRoute['method'],
  path: string,
  guard: ApiGuard<Caller>,
  described: Described,
  run: (call: Call<Caller>, c: Context) => Promise<unknown>,
): ApiRoute {
  const { summary, description, body, answer } = described
  return {
    ...{ method, path, who: guard.who, described: { summary, description, body, answer } },
    async answer(app, c) {
      const t = speaker(app, c)
      const given = await attempt(app, path, async () => {
        const caller = await guard.admit(app, c)
        if (caller instanceof Problem) return caller
        return run({ app, caller, t, param: (name) => c.req.param(name) ?? '' }, c)
      })
      return given instanceof Problem ? tellProblem(app, t, given) : json(app, given)
    },
  }
}

/** The answer to a program that asks for an address which does not exist. */
export function missingCall(app: App, c: Context): Response {
  return tellProblem(app, speaker(app, c), new Problem('not_found'))
}

function speaker(app: App, c: Context): T {
  return app.texts[preferredLang(c.req.header('accept-language') ?? '') ?? DEFAULT_LANG]
}

// Whatever breaks, a program is told in its own form, and whether to ask again.
async function attempt(app: App, path: string, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    const id = randomUUID()
    app.log.error('call failed', { id, path, error })
    return isOutage(error) ? new Problem('busy', { retryAfter: 1 }) : new Problem('broken')
  }
}

// Classes of SQLSTATE that pass by themselves (connection, resources, operator, lock and statement timeouts, conflicts), and
// errors of the connection itself, which have a code of the system or none but pg's words.
function isOutage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(08|40|53|55|57)...$/.test(code)) return true
  if (/^E[A-Z]+$/.test(code)) return true
  return error instanceof Error && /timeout|terminated|Connection/i.test(error.message)
}

function fieldsOf(
  error: z.ZodError,
  sent: unknown,
  expected: Readonly<Record<string, PlainKey>>,
): FieldProblem[] {
  return error.issues.slice(0, 20).flatMap((issue): FieldProblem[] => {
    const field = issue.path.join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys
        .slice(0, 20)
        .map((key) => ({ field: [...issue.path, key].join('.').slice(0, 100), message: 'api.field.unknown' }))
    if (field === '') return [{ field: 'body', message: expected['body'] ?? 'api.field.wrong' }]
    if (!isGiven(sent, issue.path)) return [{ field, message: 'api.field.required' }]
    const name = issue.path.findLast((part) => typeof part === 'string')
    return [{ field, message: expected[String(name)] ?? 'api.field.wrong' }]
  })
}

function isGiven(sent: unknown, path: PropertyKey[]): boolean {
  let value: unknown = sent
  for (const part of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[part]
  return value !== undefined
}

function tellProblem(app: App, t: T, problem: Problem): Response {
  const { publicUrl } = app.config
  return problemResponse(problem, {
    t,
    docs: new URL('/api/docs', publicUrl).href,
    headers: safeHeaders(publicUrl.protocol === 'https:'),
  })
}

function json(app: App, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    headers: {
      ...safeHeaders(app.config.publicUrl.protocol === 'https:'),
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    },
  })
}
