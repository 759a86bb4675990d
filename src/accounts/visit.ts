/** One request of a person: who asks, in which language, from where, and how to answer. Pages and actions take it. */
import { gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Actor } from '../audit/record.ts'
import { time } from '../i18n/format.ts'
import { DEFAULT_LANG, isLang, type Key, type Lang, type T } from '../i18n/index.ts'
import { randomPad, randomToken } from '../secrets.ts'
import { preferredLang } from '../web/accept-language.ts'
import { addressBucket, clientAddress } from '../web/client-address.ts'
import { jar, type Jar } from '../web/cookies.ts'
import { type FormBody, formOf } from '../web/form-body.ts'
import { safeHeaders } from '../web/headers.ts'
import type { Html } from '../web/jsx-runtime.ts'
import { type KeptPages, TOKEN_HOLE } from '../web/kept-page.ts'
import type { Errors, NavItem, Notice, Theme, View } from '../web/view.ts'
import type { Look } from './look.ts'
import { findSession, touchSession, type Session, type Visitor } from './session.ts'

export type Visit = {
  app: App
  /** Names this request in the log and on error pages. */
  id: string
  method: string
  url: URL
  lang: Lang
  t: T
  /** Answers in this language from here on, unless the visitor has chosen one: now, before, or in their profile. */
  suggestLang(lang: Lang): void
  session: Session | undefined
  /** Set on pages of a cabinet that a colleague of the retailer looks at: they show nothing that opens or pays for anything. */
  looking?: Look
  visitor: Visitor
  cookies: Jar
  /** The posted form; empty for other requests. */
  form: FormBody
  /** Says when the browser has given up. */
  signal(): AbortSignal
  /** A part of the address, such as `token` in `/invitations/:token`. */
  param(name: string): string
  query(name: string): string
  /** What pages need around their own data. A notice left by the request before is shown once. */
  view(more?: { nav?: NavItem[]; notice?: Notice }): View
  /** Whom a form of this page is for: the session, or else this browser. */
  formSubject(): string
  /** The form token of this browser, for pages that are asked for with GET. */
  csrf(): string
  header(name: string, value: string): void
  page(body: Html, status?: number): Response
  /**
   * A page that is the same for every guest who asks for this address in this language and these colours. It is made
   * once and kept, so `make` may look at nothing but the view it is given, and at settings.
   */
  pageForAll(make: (view: View) => Html): Response
  /** 303 to one of our own addresses, with a sentence for the page that follows. */
  seeOther(path: string, notice?: Told): Response
  text(body: string, status?: number): Response
  json(body: unknown, status?: number): Response
  download(body: string | Uint8Array<ArrayBuffer>, type: string, fileName: string): Response
}

export type SignedIn = Visit & { session: Session }
export type ClientVisit = Visit & { session: Session & { client: NonNullable<Session['client']> } }
export type StaffVisit = Visit & { session: Session & { staff: NonNullable<Session['staff']> } }

/** A sentence for the next page, by its key, so that it is said in the language of that page. */
export type Told = { tone: Notice['tone']; key: Key; args?: Record<string, string | number> }

/** Who does what a visit asks for, for the log of actions. */
export function actorOf(visit: Visit): Actor {
  const { session, visitor } = visit
  return session
    ? {
        accountId: session.accountId,
        name: session.name || session.email,
        ip: visitor.ip,
        userAgent: visitor.userAgent,
        reach: session.client?.reach ?? null,
      }
    : { name: '', ip: visitor.ip, userAgent: visitor.userAgent }
}

/** Reads a request into a visit: session, language, source address. Reads the database only when there is a session cookie. */
export async function openVisit(
  app: App,
  c: Context,
  { id, remote, pages }: { id: string; remote: string; pages: KeptPages },
): Promise<Visit> {
  const secure = app.config.publicUrl.protocol === 'https:'
  const cookies = jar(c.req.header('cookie'), secure)
  const url = new URL(c.req.url)
  const ip = clientAddress(remote, c.req.header('x-forwarded-for'), app.config.trustedProxies)
  const visitor: Visitor = { ip, bucket: addressBucket(ip), userAgent: c.req.header('user-agent') ?? '' }
  const session = await currentSession(app, cookies)
  const chosen = chosenLang(url, cookies, session)
  const lang = chosen ?? preferredLang(c.req.header('accept-language') ?? '') ?? DEFAULT_LANG
  const t = app.texts[lang]
  const packs = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  const said: Record<string, string> = {}
  const respond: Respond = (body, status, headers) =>
    answer(body, status, { ...safeHeaders(secure), ...headers, ...said }, cookies.changes())

  let guest: string | undefined
  const visit: Visit = {
    app,
    id,
    method: c.req.method,
    url,
    lang,
    t,
    suggestLang(suggested) {
      if (chosen) return
      visit.lang = suggested
      visit.t = app.texts[suggested]
    },
    session,
    visitor,
    cookies,
    form: NO_FORM,
    // No getter: every object with one of its own gets a shape of its own, which keeps the whole request from being freed
    // early.
    signal: () => c.req.raw.signal,
    param: (name) => c.req.param(name) ?? '',
    query: (name) => (url.searchParams.get(name) ?? '').replaceAll('\u0000', ''),
    formSubject() {
      if (visit.session) return `session:${visit.session.id}`
      guest ??= guestOf(cookies)
      return `guest:${guest}`
    },
    csrf: () => maskedCsrf(app, visit.formSubject()),
    view: (more = {}) => {
      const { session } = visit
      const notice = more.notice ?? takeNotice(cookies, t)
      return {
        ...bareView(visit, visit.csrf()),
        ...(session ? { person: viewer(session, t, visit.looking) } : {}),
        ...(session?.look && !session.look.over ? { looking: lookView(visit, session.look) } : {}),
        ...(more.nav ? { nav: more.nav } : {}),
        ...(notice ? { notice } : {}),
      }
    },
    header: (name, value) => {
      said[name] = value
    },
    page(body, status = 200) {
      const html = String(body)
      return packs ? respond(gzipSync(html, { level: 1 }), status, PACKED) : respond(html, status, PLAIN)
    },
    pageForAll(make) {
      if (visit.session || url.search !== '' || cookies.get('notice')) return visit.page(make(visit.view()))
      const view = bareView(visit, TOKEN_HOLE)
      const name = [url.pathname, lang, view.theme, view.year].join(' ')
      const page = pages.get(name, () => String(make(view)))
      return packs
        ? respond(page.gzip(visit.csrf()), 200, PACKED)
        : respond(page.plain(visit.csrf()), 200, PLAIN)
    },
    seeOther(path, notice) {
      if (notice) cookies.set('notice', Buffer.from(JSON.stringify(notice)).toString('base64url'))
      return respond(null, 303, { location: path, 'cache-control': 'no-store' })
    },
    text: (body, status = 200) =>
      respond(body, status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }),
    json: (body, status = 200) =>
      respond(JSON.stringify(body), status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      }),
    download: (body, type, fileName) =>
      respond(body, 200, {
        'content-type': type,
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`,
      }),
  }
  return visit
}

/**
 * Whether a posted form came from a page of ours, shown to this very browser: the browser says it is our own site, and
 * the form's token fits the session or the guest cookie. `stale` forms were ours once; `foreign` ones never were.
 */
export function checkForm(visit: Visit, c: Context): 'ours' | 'stale' | 'foreign' {
  const site = c.req.header('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return 'foreign'
  // Our own pages ask for no referrer, and Chromium then calls their origin «null»: the header above and the token decide.
  const origin = c.req.header('origin')
  if (origin && origin !== 'null' && !ownOrigins(visit.app).includes(origin)) return 'foreign'
  const { session, cookies } = visit
  const subject = session ? `session:${session.id}` : `guest:${cookies.get('guest') ?? ''}`
  return csrfFits(visit.app, subject, visit.form.text('csrf')) ? 'ours' : 'stale'
}

/** Whether the posted form stood on a page of this session, living or over. */
export function formFits(visit: Visit, sessionId: string): boolean {
  return csrfFits(visit.app, `session:${sessionId}`, visit.form.text('csrf'))
}

/** The origins this product answers to. In local mode both names of the loopback address. */
export function ownOrigins(app: App): string[] {
  const { publicUrl, mode } = app.config
  return mode === 'local' ? [publicUrl.origin, `http://localhost:${publicUrl.port}`] : [publicUrl.origin]
}

/** A path of ours that a person asked for before signing in; anything else becomes `fallback`. */
export function ownPath(path: string, fallback: string): string {
  // «//host» and «/\host» lead away; control characters are dropped by browsers, so that «/\t/host» does too.
  return /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(path) && path.length <= 1000 ? path : fallback
}

/** Where a signed-in person begins: the office, or the cabinet. */
export function homeOf(session: { staff?: unknown; client?: unknown }): string {
  return session.staff && !session.client ? '/office' : '/app'
}

export type { Errors }

const NO_FORM = formOf([])

async function currentSession(app: App, cookies: Jar): Promise<Session | undefined> {
  const token = cookies.get('session')
  if (!token) return undefined
  const session = await findSession(app.db.read, app.config.limits, token)
  if (session?.seenLongAgo) await touchSession(app.db.write, session.id)
  return session
}

// Asked for now, chosen before, or said in the profile.
function chosenLang(url: URL, cookies: Jar, session: Session | undefined): Lang | undefined {
  const asked = url.searchParams.get('lang') ?? ''
  if (isLang(asked)) return asked
  const before = cookies.get('lang') ?? ''
  return isLang(before) ? before : session?.lang
}

// The name of this browser; one that has none is given one.
function guestOf(cookies: Jar): string {
  const known = cookies.get('guest')
  if (known && /^[\w-]{43}$/.test(known)) return known
  const guest = randomToken()
  cookies.set('guest', guest)
  return guest
}

// What a page shows whoever is there.
function bareView({ app, t, lang, url, cookies }: Visit, csrf: string): View {
  return {
    t,
    lang,
    csrf,
    path: url.pathname + url.search,
    theme: readTheme(cookies),
    brand: app.config.brand,
    support: app.config.support,
    year: new Date().getFullYear(),
    idleMinutes: app.config.limits.sessionIdleMinutes,
  }
}

function readTheme(cookies: Jar): Theme {
  const theme = cookies.get('theme')
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}

function viewer(session: Session, t: T, looking: Look | undefined): NonNullable<View['person']> {
  const { client, staff } = session
  const company = looking ? undefined : client
  return {
    name: session.name || session.email,
    email: session.email,
    zone: staff && !client ? 'office' : 'client',
    companies: session.companies.map(({ id, name }) => ({ id, name, current: id === client?.id })),
    role: company ? t(`role.${company.role}`) : staff ? t(`role.of.${staff}`) : '',
  }
}

function lookView({ looking, t }: Visit, look: Look): NonNullable<View['looking']> {
  const role = t(`role.${look.client.role}`)
  return {
    company: look.client.name,
    as: look.as ? `${look.as}, ${role}` : role,
    until: time(t.lang, look.until),
    inside: looking !== undefined,
  }
}

function takeNotice(cookies: Jar, t: T): Notice | undefined {
  const left = cookies.get('notice')
  if (!left) return undefined
  cookies.clear('notice')
  try {
    const told = JSON.parse(Buffer.from(left, 'base64url').toString()) as Told
    const say = t as (key: Key, args?: Record<string, string | number>) => string
    return ['info', 'good', 'warning', 'danger'].includes(told.tone)
      ? { tone: told.tone, text: say(told.key, told.args) }
      : undefined
  } catch {
    return undefined
  }
}

// The token differs in every page (a pad and the pad mixed with it), so that packing the page tells nothing about it.
function maskedCsrf(app: App, subject: string): string {
  const token = app.config.keys.mac('form', subject)
  const pad = randomPad(token.length)
  return Buffer.concat([pad, mix(token, pad)]).toString('base64url')
}

function csrfFits(app: App, subject: string, typed: string): boolean {
  const bytes = Buffer.from(typed, 'base64url')
  if (bytes.length !== 64) return false
  const token = mix(bytes.subarray(32), bytes.subarray(0, 32))
  return app.config.keys.macs('form', subject).some((expected) => expected.equals(token))
}

function mix(a: Uint8Array, b: Uint8Array): Buffer {
  return Buffer.from(a.map((byte, i) => byte ^ b[i]!))
}

const PLAIN = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  vary: 'Accept-Encoding',
}
const PACKED = { ...PLAIN, 'content-encoding': 'gzip' }

type Body = string | Uint8Array<ArrayBuffer> | null
type Respond = (body: Body, status: number, headers: Record<string, string>) => Response

// The headers stay a plain record where that can say them: the server passes such a record on as it is.
function answer(body: Body, status: number, headers: Record<string, string>, cookies: string[]): Response {
  const [cookie, ...more] = cookies
  if (cookie === undefined) return new Response(body, { status, headers })
  if (more.length === 0) return new Response(body, { status, headers: { ...headers, 'set-cookie': cookie } })
  const all = new Headers(headers)
  for (const one of cookies) all.append('set-cookie', one)
  return new Response(body, { status, headers: all })
}
