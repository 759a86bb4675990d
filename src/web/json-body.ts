/** Reads the JSON body of a program's request: no more bytes than a request needs, UTF-8 and JSON or nothing. */
import type { Context } from 'hono'
import { Problem } from './problem.ts'

/** A shift with all products and their sums is under a thousand. */
const MOST_BYTES = 16 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The value, or the problem with it. Nothing is read past the allowed number of bytes. */
export async function readJson(c: Context): Promise<unknown> {
  const type = c.req.header('content-type')
  if (type !== undefined && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    return new Problem('not_json')
  const length = c.req.header('content-length')
  if (Number(length ?? 0) > MOST_BYTES) return new Problem('too_large')
  const bytes = length === undefined ? await readSome(c) : new Uint8Array(await c.req.arrayBuffer())
  if (!bytes) return new Problem('too_large')
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown
  } catch {
    return new Problem('malformed')
  }
}

// A body that does not say how long it is, is stopped where it is too long.
async function readSome(c: Context): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
