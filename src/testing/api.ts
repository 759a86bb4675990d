/** A program that calls the product: JSON and a key, over real HTTP. */
import type { TestSite } from './site.ts'

export type ApiAnswer = { status: number; headers: Headers; body: Record<string, unknown>; text: string }

/** Calls an address with a key; a body makes it a POST. */
export async function callApi(
  site: Pick<TestSite, 'url'>,
  path: string,
  call: { key?: string; body?: unknown; raw?: RequestInit; headers?: Record<string, string> } = {},
): Promise<ApiAnswer> {
  const answer = await fetch(new URL(path, site.url), {
    method: call.body === undefined ? 'GET' : 'POST',
    headers: {
      ...(call.key === undefined ? {} : { authorization: `Bearer ${call.key}` }),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...call.raw,
  })
  const text = await answer.text()
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: answer.status, headers: answer.headers, body, text }
}
