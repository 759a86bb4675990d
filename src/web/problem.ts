/** What is wrong with a program's request, as RFC 9457 says it: a stable code, and a sentence in the language asked for. */
import type { PlainKey, T } from '../i18n/index.ts'

const PROBLEMS = {
  unknown_key: { status: 401, title: 'api.unknownKey' },
  not_a_till: { status: 403, title: 'api.notATill' },
  not_this_terminal: { status: 403, title: 'api.notThisTerminal' },
  not_found: { status: 404, title: 'api.notFound' },
  too_large: { status: 413, title: 'api.tooLarge' },
  not_json: { status: 415, title: 'api.notJson' },
  malformed: { status: 422, title: 'api.malformed' },
  pos_txn_reused: { status: 422, title: 'api.posTxnReused' },
  fiscal_receipt_known: { status: 422, title: 'api.fiscalReceiptKnown' },
  shift_reused: { status: 422, title: 'api.shiftReused' },
  too_many_unknown_codes: { status: 429, title: 'api.tooManyUnknownCodes' },
  broken: { status: 500, title: 'api.broken' },
  busy: { status: 503, title: 'api.busy' },
} as const satisfies Record<string, { status: number; title: PlainKey }>

export type ProblemCode = keyof typeof PROBLEMS
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[]

export function problemStatus(code: ProblemCode): number {
  return PROBLEMS[code].status
}

/** The sentence of a problem. */
export function problemTitle(code: ProblemCode): PlainKey {
  return PROBLEMS[code].title
}

/** A field and what is expected of it. */
export type FieldProblem = { field: string; message: PlainKey }

/** A problem on its way to an answer. Nothing has happened, whatever the request asked for. */
export class Problem {
  readonly code: ProblemCode
  readonly fields: readonly FieldProblem[]
  /** After so many seconds it may be asked again. */
  readonly retryAfter: number | undefined
  constructor(code: ProblemCode, more: { fields?: readonly FieldProblem[]; retryAfter?: number } = {}) {
    this.code = code
    this.fields = more.fields ?? []
    this.retryAfter = more.retryAfter
  }
  get status(): number {
    return problemStatus(this.code)
  }
}

/** The answer that tells a problem. `docs` is the address of the page that explains the codes. */
export function problemResponse(
  problem: Problem,
  say: { t: T; docs: string; headers: Readonly<Record<string, string>> },
): Response {
  const { t, docs, headers } = say
  const errors = problem.fields.map(({ field, message }) => ({ field, message: t(message) }))
  const body = {
    type: `${docs}#${problem.code}`,
    title: t(PROBLEMS[problem.code].title),
    status: problem.status,
    code: problem.code,
    ...(errors.length > 0
      ? { detail: errors.map(({ field, message }) => `${field}: ${message}`).join(' '), errors }
      : {}),
  }
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      ...headers,
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': t.lang,
      'cache-control': 'no-store',
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(problem.retryAfter === undefined ? {} : { 'retry-after': String(problem.retryAfter) }),
    },
  })
}
