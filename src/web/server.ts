/** From the table of routes to a running HTTP server: guards, form checks, headers, errors, the log. */
import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { serve, type ServerType } from '@hono/node-server'
import type { App } from '../app.ts'
import type { Route, Turned } from '../accounts/guard.ts'
import { dropKeptForm, findKeptForm, keepForm } from '../accounts/kept-form.ts'
import { leaveOverLook } from '../accounts/look.ts'
import { checkForm, homeOf, openVisit, ownOrigins, type Told, type Visit } from '../accounts/visit.ts'
import { leaveRevokedTill } from '../cashier/connect.tsx'
import { schemaIsCurrent } from '../db/migrate.ts'
import { isLang } from '../i18n/index.ts'
import { sql } from 'kysely'
import { type ApiRoute, missingCall } from './api.ts'
import type { Assets } from './assets.ts'
import { formOf, readForm } from './form-body.ts'
import { assetHeaders, safeHeaders } from './headers.ts'
import { type KeptPages, keptPages } from './kept-page.ts'
import { metricsText, observe } from './metrics.ts'
import { forbiddenPage, formPage, lookingPage, missingPage, wrongPage } from './system-pages.tsx'

type Bindings = { Bindings: { incoming?: { socket: { remoteAddress?: string } } } }

/** The product's HTTP interface, not yet listening: `fetch` answers a request, for servers and tests alike. */
export function createSite(
  app: App,
  { routes, calls }: { routes: Route[]; calls: ApiRoute[] },
  assets: Assets,
): Hono<Bindings> {
  const site = new Hono<Bindings>()
  const secure = app.config.publicUrl.protocol === 'https:'
  const hosts = new Set(ownOrigins(app).map((origin) => new URL(origin).host))

  site.get('/healthz', (c) => c.text('ok'))
  site.get('/readyz', async (c) => ((await isReady(app)) ? c.text('ready') : c.text('not ready', 503)))
  site.get('/metrics', async (c) => {
    const token = app.config.metricsToken
    if (!token || c.req.header('authorization') !== `Bearer ${token}`) return c.notFound()
    return c.text(await metricsText(app))
  })

  const files = assetHeaders(secure)
  site.get('/assets/*', (c) => {
    const served = assets.serve(c.req.path, c.req.header('accept-encoding'))
    if (!served) return c.text('not found', 404)
    // A worker that keeps pages lies among the assets and looks after another part of the site.
    const worker = c.req.path.endsWith('-worker.js') ? { 'service-worker-allowed': '/' } : {}
    return new Response(served.body, { headers: { ...served.headers, ...files, ...worker } })
  })

  const safe = { ...safeHeaders(secure) }
  site.use('*', async (c, next) => {
    // A page built for another name would carry that name's links and cookies.
    const host = new URL(c.req.url).host
    if (!hosts.has(host)) return c.text('This product does not answer to this name.', 421, safe)
    return next()
  })

  site.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n', 200, safe))
  site.get(
    '/favicon.ico',
    () => new Response(null, { status: 302, headers: { ...safe, location: assets.url('favicon.svg') } }),
  )

  const table: Table = {
    pagePath: pageOf(routes),
    posts: new Map(routes.filter(({ method }) => method === 'POST').map((route) => [route.path, route])),
  }
  const pages = keptPages()
  const enter: Enter = (c, route, handle) => withVisit(app, pages, c, route, handle)
  for (const route of routes) {
    site.on(route.method, route.path, (c) => answer(enter, route, table, c))
  }
  for (const call of calls) {
    site.on(call.method, call.path, (c) => answerCall(app, call, c))
  }
  site.notFound((c) => (c.req.path.startsWith('/api/') ? missingCall(app, c) : enter(c, 'none', missingPage)))
  site.onError((error, c) => {
    const id = randomUUID()
    app.log.error('request failed', { id, method: c.req.method, path: c.req.routePath, error })
    return enter(c, 'none', (visit) => wrongPage(visit, id)).catch(() =>
      c.text('Something broke on our side.', 500, safe),
    )
  })
  return site
}

/** Listens, and answers with the server once it does. */
export function listen(site: Hono<Bindings>, host: string, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: site.fetch, hostname: host, port, autoCleanupIncoming: true }, () =>
      resolve(server),
    )
    server.once('error', reject)
  })
}

async function answerCall(app: App, call: ApiRoute, c: Context<Bindings>): Promise<Response> {
  const started = performance.now()
  const response = await call.answer(app, c)
  const ms = performance.now() - started
  app.log.info('call', { method: call.method, route: call.path, status: response.status, ms: Math.round(ms) })
  observe(call, response.status, ms)
  return response
}

type PageOf = (route: Route, visit: Visit) => string
type Table = { pagePath: PageOf; posts: ReadonlyMap<string, Route> }

/** Makes a request a visit, lets it be handled, and writes the log's line about it. */
type Enter = (
  c: Context<Bindings>,
  route: string,
  handle: (visit: Visit) => Response | Promise<Response>,
) => Promise<Response>

async function answer(enter: Enter, route: Route, table: Table, c: Context<Bindings>): Promise<Response> {
  const started = performance.now()
  const response = await enter(c, route.path, async (visit) => {
    if (route.method === 'GET') {
      const shown = rememberLanguage(visit) ?? (await showKeptForm(visit, table))
      return shown ?? turn(visit, await route.run(visit), table.pagePath(route, visit))
    }
    const body = await readForm(c, route.rules)
    if ('status' in body) return formPage(visit, body.status)
    visit.form = body
    const form = checkForm(visit, c)
    if (form === 'foreign') return forbiddenPage(visit)
    const given =
      form === 'ours' ? await route.run(visit) : await route.again(visit, { form: visit.t('err.csrf') })
    if (given === undefined) return formPage(visit, 422)
    const page = table.pagePath(route, visit)
    const comesBack = given === 'sign_in' || given === 'prove'
    const kept = comesBack && !route.rules.files && (await keepForm(visit, { route: route.path, page }))
    return turn(visit, given, page, kept)
  })
  observe(route, response.status, performance.now() - started)
  return response
}

async function withVisit(
  app: App,
  pages: KeptPages,
  ...[c, route, handle]: Parameters<Enter>
): Promise<Response> {
  const started = performance.now()
  const remote = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1'
  const visit = await openVisit(app, c, { id: randomUUID(), remote, pages })
  const response = await handle(visit)
  // The pattern, never the address itself: addresses carry tokens.
  app.log.info('request', {
    id: visit.id,
    method: c.req.method,
    route,
    status: response.status,
    ms: Math.round(performance.now() - started),
  })
  return response
}

// The page to come back to after signing in or proving who one is: the one asked for, or the one whose form was posted.
// That has the form's own address, or the nearest one above it that shows a page.
function pageOf(routes: Route[]): PageOf {
  const pages = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
  return (route, visit) => {
    if (route.method === 'GET') return visit.url.pathname + visit.url.search
    const pattern = route.path.split('/')
    const address = visit.url.pathname.split('/')
    while (pattern.length > 1 && !pages.has(pattern.join('/'))) {
      pattern.pop()
      address.pop()
    }
    return pattern.length > 1 ? address.join('/') : homeOf(visit.session ?? {})
  }
}

// A form that waits for its page stands there filled in, as if its page had just been out of date; once.
async function showKeptForm(visit: Visit, { posts }: Table): Promise<Response | undefined> {
  const kept = await findKeptForm(visit, visit.url.pathname)
  const route = kept && posts.get(kept.route)
  if (!route) return undefined
  const parts = partsOf(route.path, kept.path)
  const notice = { tone: 'warning', text: visit.t('err.kept') } as const
  const shown = await route.again(
    {
      ...visit,
      form: formOf(kept.fields),
      param: (name) => parts.get(name) ?? '',
      view: (more) => visit.view({ notice, ...more }),
      // Nothing is wrong with it: it was asked for and is shown.
      page: (body) => visit.page(body),
    },
    {},
  )
  if (shown === undefined || typeof shown === 'string') return undefined
  await dropKeptForm(visit)
  return shown
}

// Ids and tokens, which are written in an address as they are.
function partsOf(pattern: string, path: string): Map<string, string> {
  const address = path.split('/')
  return new Map(
    pattern.split('/').flatMap((part, at) => {
      const name = /^:(\w+)/.exec(part)?.[1]
      return name ? [[name, address[at] ?? ''] as const] : []
    }),
  )
}

function turn(
  visit: Visit,
  answer: Response | Turned,
  here: string,
  kept = false,
): Response | Promise<Response> {
  if (typeof answer !== 'string') return answer
  switch (answer) {
    case 'sign_in':
      return visit.seeOther(
        here === '/app' ? '/login' : `/login?next=${encodeURIComponent(here)}`,
        expiredNotice(visit, kept),
      )
    case 'prove':
      return visit.seeOther(`/identity?next=${encodeURIComponent(here)}`)
    case 'forbidden':
      return forbiddenPage(visit)
    case 'not_found':
      return missingPage(visit)
    case 'looking':
      return lookingPage(visit)
    case 'look_over':
      return leaveOverLook(visit)
    case 'no_till':
      return leaveRevokedTill(visit)
    case 'no_shift':
      return visit.seeOther('/pos/login')
  }
}

// Only someone who had a session is told that it is over.
function expiredNotice(visit: Visit, kept: boolean): Told | undefined {
  if (!visit.cookies.get('session')) return undefined
  visit.cookies.clear('session')
  if (kept) return { tone: 'info', key: 'err.session' }
  return {
    tone: 'info',
    key: 'login.expired',
    args: { n: visit.app.config.limits.sessionIdleMinutes },
  }
}

// `?lang=` is an act, not a part of the address: it is remembered and dropped.
function rememberLanguage(visit: Visit): Response | undefined {
  const asked = visit.url.searchParams.get('lang')
  if (asked === null) return undefined
  if (isLang(asked)) {
    visit.cookies.set('lang', asked)
    if (visit.session && visit.session.lang !== asked) {
      const { session, app } = visit
      void sql`update account set lang = ${asked} where id = ${session.accountId}`
        .execute(app.db.write)
        .catch((error: unknown) => {
          app.log.warn('language not kept', { error })
        })
    }
  }
  const rest = new URLSearchParams(visit.url.searchParams)
  rest.delete('lang')
  return visit.seeOther(visit.url.pathname + (rest.size > 0 ? `?${rest}` : ''))
}

async function isReady(app: App): Promise<boolean> {
  try {
    return await schemaIsCurrent(
      async (text) => (await sql.raw<{ name: string; checksum: string }>(text).execute(app.db.read)).rows,
    )
  } catch {
    return false
  }
}
