/** Reads a posted form strictly: one value a field, text only, no more bytes than a form needs. */
import type { Context } from 'hono'

/** What a route may ask for beyond the ordinary: more bytes, files, fields that come several times. */
export type BodyRules = { maxBytes?: number; files?: boolean; many?: readonly string[] }

export type FormBody = {
  /** The field's value, or the empty text: a missing field and an empty one are the same to a form. */
  text(name: string): string
  all(name: string): string[]
  file(name: string): File | undefined
  /** Every field with its value, in the order of the page; files are none. */
  fields(): [string, string][]
}

/** The names of password fields, by which they are known: no other field may have such a name. */
export type PasswordName = 'password' | `password${Capitalize<string>}` | `${string}Password`

/** Whether a field is never kept: passwords and PINs, and the form's token, which is of its page only. */
export function isSecretField(name: string): boolean {
  return name === 'csrf' || name === 'pin' || /^password|Password$/.test(name)
}

/** A form with these fields and no files. */
export function formOf(fields: readonly [string, string][]): FormBody {
  const all = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value)
  return { text: (name) => all(name)[0] ?? '', all, file: () => undefined, fields: () => [...fields] }
}

export type BodyRefusal = { status: 400 | 413 | 415 }

/** A form of the accounts is never longer: a password is at most 1,024 bytes, and percent-encoding triples it. */
const MAX_FORM_BYTES = 16 * 1024

/** Reads the body, or says with which status to refuse it. Nothing is ever read past the allowed number of bytes. */
export async function readForm(c: Context, rules: BodyRules = {}): Promise<FormBody | BodyRefusal> {
  const type = (c.req.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase()
  const wanted = rules.files ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  const bytes = await readBytes(c, rules.maxBytes ?? MAX_FORM_BYTES)
  if (bytes === 'too_large') return { status: 413 }
  if (bytes.length === 0) return formOf([])
  if (type !== wanted) return { status: 415 }
  try {
    const form = rules.files
      ? await new Response(bytes, { headers: { 'content-type': c.req.header('content-type')! } }).formData()
      : decode(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return strictly(form, rules)
  } catch {
    return { status: 400 }
  }
}

// A field that comes twice has two readers who each believe another one: refuse it.
function strictly(form: FormData | URLSearchParams, rules: BodyRules): FormBody | BodyRefusal {
  for (const name of new Set(form.keys())) {
    if (!rules.many?.includes(name) && form.getAll(name).length > 1) return { status: 400 }
    // No keyboard types it and the database keeps no text with it.
    if (form.getAll(name).some((value) => typeof value === 'string' && value.includes('\u0000')))
      return { status: 400 }
  }
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
  return {
    ...formOf(fields),
    file(name) {
      const value: unknown = form.get(name)
      return value instanceof File && value.size > 0 ? value : undefined
    },
  }
}

function decode(text: string): URLSearchParams {
  // URLSearchParams turns broken percent-encoding into U+FFFD; a password must never be changed in silence.
  for (const part of text.split('&')) decodeURIComponent(part.replaceAll('+', ' '))
  return new URLSearchParams(text)
}

async function readBytes(c: Context, most: number): Promise<Uint8Array<ArrayBuffer> | 'too_large'> {
  if (Number(c.req.header('content-length') ?? 0) > most) return 'too_large'
  const body = c.req.raw.body
  if (!body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > most) return 'too_large'
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
