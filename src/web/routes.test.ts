/** Every route, as everybody: nothing is open by accident. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Route } from '../accounts/guard.ts'
import { CLIENT_ROLES, STAFF_ROLES } from '../accounts/roles.ts'
import type { Browser } from '../testing/browser.ts'
import { aDevice, aPosStation, onDuty } from '../cashier/testing.ts'
import { callApi } from '../testing/api.ts'
import { aStation } from '../testing/coupons.ts'
import { PASSWORD, testSite, type TestSite } from '../testing/site.ts'
import { calls, routes } from './routes.ts'

let site: TestSite
const visitors = new Map<string, Browser>()

before(async () => {
  site = await testSite()
  visitors.set('guest', site.browser())
  visitors.set('nobody’s', await site.signedIn(await site.aPerson()))
  const [a, b] = [await site.aClient(), await site.aClient()]
  for (const role of CLIENT_ROLES)
    visitors.set(`client: ${role}`, await site.signedIn(await site.aPerson({ clientId: a.id, role })))
  visitors.set(
    'client: owner (B)',
    await site.signedIn(await site.aPerson({ clientId: b.id, role: 'owner' })),
  )
  const station = await aPosStation(site)
  visitors.set('till', (await aDevice(site, station, 'Планшет 1')).browser)
  visitors.set('cashier', (await onDuty(site, station, 'Планшет 2')).browser)
  for (const staff of STAFF_ROLES)
    visitors.set(`staff: ${staff}`, await site.signedIn(await site.aPerson({ staff })))
})
after(() => site.stop())

// What the word in the table promises, said once more and differently from the guards themselves.
function mayEnter(who: string, visitor: string): boolean {
  const [zone = '', roles = ''] = who.replace(', proven', '').split(': ')
  if (zone === 'anyone') return true
  // A device is nobody's sign-in, and a sign-in is no device; one with an open shift is still a device.
  if (zone === 'till') return visitor === 'till' || visitor === 'cashier'
  if (zone === 'cashier' || ['till', 'cashier'].includes(visitor)) return zone === visitor
  if (visitor === 'guest') return false
  if (zone === 'person') return true
  const [visitorZone = '', visitorRole = ''] = visitor.replace(' (B)', '').split(': ')
  if (zone !== visitorZone) return false
  const allowed = roles === '' ? [] : roles.split(', ')
  return allowed.length === 0 || allowed.includes(visitorRole) || visitor === 'staff: admin'
}

const someId = '01890000-0000-7000-8000-000000000000'
const addressOf = (path: string) =>
  path.replace(/:(\w+)(\{[^}]*\})?/g, (_all, name: string, pattern = '') =>
    pattern.endsWith('.pdf}')
      ? `${someId}.pdf`
      : name === 'token'
        ? 'a'.repeat(32)
        : name === 'n'
          ? '0'
          : someId,
  )

/** Everybody at once, each with one thing after the other. */
const each = (walk: (visitor: string, browser: Browser) => Promise<void>) =>
  Promise.all([...visitors].map(([visitor, browser]) => walk(visitor, browser)))

// The way the route's own page would send it.
const sendTo = (browser: Browser, route: Route, address: string, fields: Record<string, string>) =>
  route.rules.files ? browser.upload(address, fields) : browser.post(address, fields)

test('every route names who may call it, and every address once', () => {
  const names = routes.map(({ method, path }) => `${method} ${path}`)
  assert.equal(new Set(names).size, names.length)
  for (const route of routes)
    assert.match(
      route.who,
      /^(anyone|anyone, local mode|person|client|staff|till|cashier)(: [a-z, ]+)?(, proven)?$/,
      route.path,
    )
})

test('no address hides behind an earlier one that takes anything in its place', () => {
  for (const [n, route] of routes.entries())
    for (const earlier of routes.slice(0, n).filter(({ method }) => method === route.method)) {
      const pattern = earlier.path.replace(/:\w+(?:\{(.*?)\})?|\./g, (found, own = '[^/]+') =>
        found === '.' ? '\\.' : own,
      )
      assert.doesNotMatch(
        addressOf(route.path),
        new RegExp(`^${pattern}$`),
        `${route.path} after ${earlier.path}`,
      )
    }
})

test('private zones are never for anyone', () => {
  for (const { path, who } of routes) {
    if (path.startsWith('/office')) assert.match(who, /^staff/, path)
    if (path.startsWith('/app')) assert.match(who, /^(person|client)/, path)
    if (path.startsWith('/pos') && path !== '/pos/connect') assert.match(who, /^(till|cashier)$/, path)
  }
})

// A ZIP file is made for two at a time; here everybody asks for one at once, and comes back when told to.
async function getWhenFree(browser: Browser, address: string) {
  for (let tries = 0; ; tries++) {
    const answer = await browser.get(address)
    if (answer.status !== 503 || !address.startsWith('/app/documents.zip') || tries === 100) return answer
    await pause(100)
  }
}

for (const method of ['GET', 'POST'] as const) {
  test(`every ${method} route lets in whom its word names and turns the others away, and nothing breaks`, async () => {
    await each(async (visitor, browser) => {
      let csrf = ''
      for (const route of routes.filter((candidate) => candidate.method === method)) {
        // These end the visitor's own session, which the next routes need.
        if (['/logout', '/app/security/close', '/pos/shift/close'].includes(route.path)) continue
        const address = addressOf(route.path)
        if (method === 'POST' && csrf === '') {
          await browser.get('/help')
          csrf = browser.csrf
        }
        const answer =
          method === 'GET'
            ? await getWhenFree(browser, address)
            : await sendTo(browser, route, address, { csrf })
        // A browser that was told something new may need another token.
        if (answer.headers.getSetCookie().length > 0) csrf = ''
        const said = `${method} ${route.path} as ${visitor}: ${answer.status} ${answer.location}`
        assert.ok(answer.status < 500, said)
        const turnedAway =
          answer.status === 403 ||
          answer.location.startsWith('/login?next=') ||
          (answer.status === 303 &&
            answer.location === (visitor === 'till' ? '/pos/login' : '/pos/connect')) ||
          (answer.status === 303 && answer.location === '/login')
        if (route.who === 'anyone, local mode') assert.equal(answer.status, 404, said)
        else if (mayEnter(route.who, visitor))
          assert.ok(
            !turnedAway ||
              (answer.status === 303 && ['/', '/login'].includes(route.path.replace(/\/:.*/, ''))) ||
              route.path === '/' ||
              route.path === '/app/company' ||
              (answer.location === '/login' && route.who === 'anyone'),
            said,
          )
        else assert.ok(turnedAway, said)
      }
    })
  })
}

test('every answer forbids what is not ours: other scripts, frames, guessed types, addresses in referrers', async () => {
  const guest = site.browser()
  const asked = [...routes.map(({ path }) => addressOf(path)), '/robots.txt', '/favicon.ico', '/nowhere']
  const answers = [
    ...(await Promise.all(asked.map((path) => guest.get(path)))),
    await guest.post('/login', {}),
    await guest.send('/login', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    }),
  ]
  for (const { headers, status } of answers) {
    const said = `${status} ${[...headers.keys()].join()}`
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/, said)
    assert.equal(headers.get('x-frame-options'), 'DENY', said)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', said)
    assert.equal(headers.get('referrer-policy'), 'no-referrer', said)
    assert.equal(headers.get('x-robots-tag'), 'noindex', said)
  }
})

test('every call of programs turns away who has no key of its kind, whoever is signed in', async () => {
  const { key } = await aStation(site.app)
  for (const call of calls.filter(({ who }) => who !== 'anyone')) {
    const address = addressOf(call.path)
    const method = call.method === 'GET' ? {} : { body: {} }
    for (const [visitor, browser] of visitors) {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await callApi(site, address, { ...method, headers: { cookie } })
      assert.equal(answer.status, 401, `${call.method} ${call.path} as ${visitor}`)
    }
    const answer = await callApi(site, address, { ...method, key })
    assert.ok([200, 404, 422].includes(answer.status), `${call.path} as a till: ${answer.status}`)
    assert.equal(call.who, 'till')
    assert.match(call.path, /^\/api\//)
  }
})

test('a form without its token changes nothing, whoever sends it', async () => {
  await each(async (visitor, browser) => {
    for (const route of routes.filter(({ method, who }) => method === 'POST' && mayEnter(who, visitor))) {
      const answer = await sendTo(browser, route, addressOf(route.path), {})
      assert.ok(
        [403, 404, 410, 422, 303, 429, 200].includes(answer.status),
        `${route.path} as ${visitor}: ${answer.status}`,
      )
    }
    assert.ok(
      ['guest', 'till', 'cashier'].includes(visitor) || (await browser.get('/app/security')).status === 200,
      `${visitor} is still signed in`,
    )
  })
})

// Everything there is, but for when a session was last seen, how much of a budget is used and how far the watch has looked.
async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('throttle', 'watch_mark') order by 1`.execute(
    site.owner,
  )
  const sums: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ sum: string }>`
      select md5(coalesce(string_agg(r::text, '' order by r::text), '')) as sum
      from (select to_jsonb(t) - 'last_seen_at' as r from ${sql.table(name)} t) rows`.execute(site.owner)
    sums.push(`${name} ${rows[0]!.sum}`)
  }
  return sums.join('\n')
}

/** A company whose every form has something to do, an administrator who looks at it, and its owner. */
async function aCabinetLookedAt() {
  const client = await site.aClient()
  const owner = await site.aPerson({ clientId: client.id, role: 'owner' })
  const colleague = await site.aPerson({ clientId: client.id, role: 'manager' })
  const invitation = await site.invited({ email: 'waits@example.kz', clientId: client.id })
  await sql`update invitation set sent_at = now() - interval '1 hour' where id = ${invitation}`.execute(
    site.owner,
  )
  await site.otherLetters('waits@example.kz')
  const looker = await site.signedIn(await site.aPerson({ staff: 'admin' }))
  await looker.get(`/office/clients/${client.id}/look`)
  assert.equal((await looker.submit({ reason: 'test' })).location, '/app')
  const real = (path: string) =>
    addressOf(path.replace(':account', colleague.id).replace('invitations/:id', `invitations/${invitation}`))
  const ownersBrowser = await site.signedIn(owner)
  // Letters of the signing in are on their way, and sending them writes on their rows.
  await site.otherLetters('nobody@example.kz')
  return { looker, owner: ownersBrowser, real }
}

// Whatever a form of the cabinet asks for.
const ANY_FIELDS = {
  email: 'new@example.kz',
  person: 'Новый',
  name: 'Новый',
  role: 'viewer',
  lang: 'kk',
  reason: 'test',
  currentPassword: PASSWORD,
  password: 'другой верблюд под дождём',
  passwordConfirmation: 'другой верблюд под дождём',
}
const named = ({ method, path }: Route) => `${method} ${path}`
const ofTheCabinet = routes.filter(({ who }) => /^(client|person)/.test(who))

test('a colleague who looks at a cabinet changes nothing by any form or page of it', async () => {
  const { looker, owner, real } = await aCabinetLookedAt()
  const open = ofTheCabinet.filter(({ method, looking }) => method === 'POST' && looking === 'open')
  assert.deepEqual(open.map(named), ['POST /session/stay'])

  await looker.get('/app/people')
  const { csrf } = looker
  const before = await everything()
  for (const route of ofTheCabinet) {
    const get = route.method === 'GET'
    const answer = get
      ? await looker.get(real(route.path))
      : await sendTo(looker, route, real(route.path), { ...ANY_FIELDS, csrf })
    const said = `${named(route)}: ${answer.status} ${answer.location}`
    if (route.looking === 'closed' || (!get && route.looking === 'read')) {
      assert.equal(answer.status, 403, said)
      assert.match(answer.words, /Только просмотр/, said)
    } else assert.ok([200, 303, 404].includes(answer.status) && answer.location !== '/office', said)
  }
  assert.equal(await everything(), before)
  assert.match((await looker.get('/app')).words, /только для просмотра/)

  // The same forms are anything but idle when the owner sends them.
  for (const route of ofTheCabinet) {
    if (route.method !== 'POST' || !route.who.startsWith('client')) continue
    await owner.get('/app/people')
    await sendTo(owner, route, real(route.path), { ...ANY_FIELDS, csrf: owner.csrf })
  }
  const after = await everything()
  for (const table of ['invitation', 'membership', 'letter', 'audit_entry'])
    assert.notEqual(lineOf(after, table), lineOf(before, table), table)
})

const lineOf = (sums: string, table: string) => sums.split('\n').find((line) => line.startsWith(`${table} `))
