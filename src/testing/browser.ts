/** A browser without scripts: cookies, forms with their hidden fields, no redirect followed unasked. */

export type Answer = {
  status: number
  headers: Headers
  text: string
  /** Where a redirect leads, as a path of ours. */
  location: string
  /** The page's words without its tags. */
  words: string
}

type Field = { name: string; value: string }

export class Browser {
  readonly cookies = new Map<string, string>()
  private readonly origin: URL
  private readonly headers: Record<string, string>
  private last: Answer | undefined
  private path = '/'

  constructor(origin: URL, headers: Record<string, string> = {}) {
    this.origin = origin
    this.headers = headers
  }

  async get(path: string): Promise<Answer> {
    this.path = path
    return this.send(path, { method: 'GET' })
  }

  /** Asks for a page and follows redirects like a browser does. */
  async open(path: string): Promise<Answer> {
    let answer = await this.get(path)
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 10; hops++)
      answer = await this.get(answer.location)
    return answer
  }

  /** Fills in the first form of the last page that has all the fields (or the one for `action`) and sends it. */
  async submit(fields: Record<string, string>, action?: string): Promise<Answer> {
    if (!this.last) throw new Error('no page is open')
    const forms = readForms(this.last.text)
    const form =
      action === undefined
        ? forms.find(
            ({ names }) =>
              Object.keys(fields).length > 0 && Object.keys(fields).every((name) => names.includes(name)),
          )
        : forms.find((candidate) => candidate.action === action)
    if (!form) throw new Error(`the page has no form ${action ?? `with ${Object.keys(fields).join(', ')}`}`)
    const hidden = Object.fromEntries(form.hidden.map(({ name, value }) => [name, value]))
    return this.post(form.action || this.path, { ...hidden, ...fields })
  }

  /** Posts these fields and nothing else; as pairs where a name comes several times. */
  async post(
    path: string,
    fields: Record<string, string> | [string, string][],
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.origin.origin,
        ...headers,
      },
    })
  }

  /** Posts the form of a page that takes files: these fields, in parts. */
  async upload(path: string, fields: Record<string, string | File>): Promise<Answer> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return this.send(path, { method: 'POST', body: form, headers: { origin: this.origin.origin } })
  }

  /** Downloads a file, as it is. */
  async file(path: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> }> {
    const response = await fetch(new URL(path, this.origin), {
      headers: { ...this.headers, ...this.cookieHeader() },
      redirect: 'manual',
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { type: response.headers.get('content-type') ?? '', bytes }
  }

  /** Asks for a long file and gives up after its first piece. */
  async firstPiece(path: string): Promise<number> {
    const leaving = new AbortController()
    const response = await fetch(new URL(path, this.origin), {
      headers: { ...this.headers, ...this.cookieHeader() },
      redirect: 'manual',
      signal: leaving.signal,
    })
    await response.body?.getReader().read()
    leaving.abort()
    return response.status
  }

  /** The form token of the last page. */
  get csrf(): string {
    return /name="csrf" value="([^"]+)"/.exec(this.last?.text ?? '')?.[1] ?? ''
  }

  async send(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(new URL(path, this.origin), {
      ...init,
      redirect: 'manual',
      headers: {
        ...this.headers,
        ...this.cookieHeader(),
        ...(init.headers as Record<string, string>),
      },
    })
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie)
    const location = response.headers.get('location') ?? ''
    const text = await response.text()
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      text,
      location: location.startsWith(this.origin.origin)
        ? location.slice(this.origin.origin.length)
        : location,
      // Most answers are asked for their status alone.
      get words() {
        return wordsOf(text)
      },
    }
    if (response.status < 300 || response.status >= 400) this.last = answer
    return answer
  }

  private cookieHeader(): Record<string, string> {
    return this.cookies.size > 0
      ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
      : {}
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ')
    const at = pair.indexOf('=')
    const name = pair.slice(0, at)
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, pair.slice(at + 1))
  }
}

function readForms(html: string): { action: string; hidden: Field[]; names: string[] }[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
    .filter(([, attributes]) => /method="post"/.test(attributes!))
    .map(([, attributes, body]) => {
      const controls = [...body!.matchAll(/<(?:input|select|textarea|button)\b([^>]*)>/g)].map(
        ([, control]) => ({
          name: attribute(control!, 'name'),
          value: attribute(control!, 'value'),
          type: attribute(control!, 'type'),
          chosen: / checked/.test(control!),
        }),
      )
      const kept = controls.filter(
        ({ name, type, chosen }) =>
          name &&
          (type === 'hidden' ||
            type === 'email' ||
            (type === 'text' && name !== 'website') ||
            ((type === 'radio' || type === 'checkbox') && chosen)),
      )
      const selects = [...body!.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)].map(
        ([, select, options]) => ({
          name: attribute(select!, 'name'),
          value: attribute(
            /<option\b([^>]*\bselected\b[^>]*)>/.exec(options!)?.[1] ??
              /<option\b([^>]*)>/.exec(options!)?.[1] ??
              '',
            'value',
          ),
        }),
      )
      return {
        action: attribute(attributes!, 'action'),
        hidden: [...kept.map(({ name, value }) => ({ name, value })), ...selects],
        names: controls.map(({ name }) => name),
      }
    })
}

function attribute(tag: string, name: string): string {
  return unescapeHtml(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function wordsOf(html: string): string {
  return unescapeHtml(html.replace(/<(script|style|head)\b.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
