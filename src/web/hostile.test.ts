/** Input nobody's browser sends: refused with a clear answer, changes nothing, never a 5xx. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import fc from 'fast-check'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const counts = async () => {
  const { rows } = await sql<{ all: string }>`
    select concat_ws(' ', (select count(*) from account), (select count(*) from session), (select count(*) from letter), (select count(*) from link),
      (select count(*) from registration), (select count(*) from login_guard), (select count(*) from audit_entry)) as all`.execute(
    site.app.db.read,
  )
  return rows[0]!.all
}

async function unchanged(what: () => Promise<void>): Promise<void> {
  const before = await counts()
  await what()
  assert.equal(await counts(), before)
}

test('a post from another site is refused, with any of the signs a browser gives', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  await browser.get('/login')
  const fields = { csrf: browser.csrf, email: person.email, password: person.password }
  await unchanged(async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'null' },
    ] as Record<string, string>[]) {
      assert.equal((await browser.post('/login', fields, headers)).status, 403)
    }
  })
})

test('a form token of another browser is worth nothing', async () => {
  const person = await site.aPerson()
  const [mine, theirs] = [site.browser(), site.browser()]
  await mine.get('/login')
  await theirs.get('/login')
  await unchanged(async () => {
    const answer = await mine.post('/login', {
      csrf: theirs.csrf,
      email: person.email,
      password: person.password,
    })
    assert.equal(answer.status, 422)
    assert.match(answer.words, /Форма устарела/)
    assert.ok(answer.text.includes(person.email), 'the typed address is kept')
    assert.ok(!answer.text.includes(person.password), 'the password is not')
  })
})

test('an oversized body is refused before it is read, said and unsaid', async () => {
  const browser = site.browser()
  await browser.get('/login')
  await unchanged(async () => {
    assert.equal(
      (await browser.post('/login', { csrf: browser.csrf, email: 'a@b.kz', password: 'x'.repeat(20_000) }))
        .status,
      413,
    )
    const endless = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 40; n++) controller.enqueue(new TextEncoder().encode('x'.repeat(1000)))
        controller.close()
      },
    })
    const answer = await browser.send('/login', {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(answer.status, 413)
  })
})

test('fields that come twice, other types, broken encodings and missing fields are refused', async () => {
  const browser = site.browser()
  await browser.get('/login')
  const raw = (body: string, type = 'application/x-www-form-urlencoded') =>
    browser.send('/login', { method: 'POST', body, headers: { 'content-type': type } })
  const csrf = encodeURIComponent(browser.csrf)
  await unchanged(async () => {
    assert.equal((await raw(`csrf=${csrf}&email=a@b.kz&email=c@d.kz&password=x`)).status, 400)
    assert.equal((await raw('{"email":"a@b.kz"}', 'application/json')).status, 415)
    assert.equal((await raw('--x', 'multipart/form-data; boundary=x')).status, 415)
    assert.equal((await raw(`csrf=${csrf}&email=%zz&password=x`)).status, 400)
    assert.equal((await raw(`csrf=${csrf}&email=%ff%fe&password=x`)).status, 400)
    assert.equal((await raw('')).status, 422)
    assert.equal((await raw(`csrf=${csrf}`)).status, 422)
    assert.equal((await raw(`csrf=${csrf}&email[]=a@b.kz&password[]=x`)).status, 422)
  })
})

test('a NUL, which the database keeps in no text, is refused in forms and dropped from addresses', async () => {
  const browser = site.browser()
  await browser.get('/register')
  assert.equal(
    (await browser.post('/register', { csrf: browser.csrf, email: 'a\u0000b@example.kz' })).status,
    400,
  )
  const admin = await site.signedIn(await site.aPerson({ staff: 'admin' }))
  for (const path of [
    '/office/clients?q=%00',
    '/office/audit?who=%00',
    '/office/mail?to=%00',
    '/office/invitations?q=a%00b',
  ]) {
    assert.equal((await admin.get(path)).status, 200, path)
  }
})

test('a foreign Host gets no page of ours', async () => {
  const said = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(site.url.port), '127.0.0.1', () =>
      socket.write('GET /login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
    )
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })
  assert.match(said, /^HTTP\/1\.1 421 /)
  assert.ok(!said.includes('evil.example'))
})

test('X-Forwarded-For of a stranger does not buy new budgets', async () => {
  const careful = await testSite({ LIMIT_SIGN_INS_PER_MINUTE: '3' })
  try {
    const statuses: number[] = []
    for (let n = 0; n < 5; n++) {
      const browser = careful.browser({ 'x-forwarded-for': `10.1.2.${n}` })
      await browser.get('/login')
      statuses.push((await browser.submit({ email: `x${n}@example.kz`, password: 'wrong' })).status)
    }
    assert.deepEqual(statuses, [422, 422, 422, 429, 429])
  } finally {
    await careful.stop()
  }
})

test('ten links that never existed are ten; the eleventh is told to wait', async () => {
  const careful = await testSite({ LIMIT_BAD_LINKS_PER_10_MIN: '10' })
  try {
    const statuses: number[] = []
    for (let n = 0; n < 11; n++)
      statuses.push(
        (await careful.browser().get(`/password/reset/${'a'.repeat(31)}${'abcdefghijk'[n]}`)).status,
      )
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 410), 429])
  } finally {
    await careful.stop()
  }
})

test('any text in any field of the sign-in gets an answer below 500 and no session', async () => {
  // Made before the browser connects: it takes seconds, in which the connection would be closed behind our back.
  const anyText = fc.string({ unit: 'binary', maxLength: 300 })
  const browser = site.browser()
  await browser.get('/login')
  const { csrf } = browser
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (email, password) => {
      const answer = await browser.post('/login', { csrf, email, password })
      assert.ok(answer.status < 500, `${answer.status}`)
      assert.ok(!browser.cookies.has('session'))
    }),
    { numRuns: 60 },
  )
})

test('any address is answered below 500', async () => {
  const browser = site.browser()
  await fc.assert(
    fc.asyncProperty(
      fc.webPath({ size: 'medium' }),
      fc.constantFrom('/', '/invitations/', '/app/', '/office/clients/', '/mailbox/', '/confirmation/'),
      async (tail, head) => {
        assert.ok((await browser.get(head + tail.replace(/^\/+/, ''))).status < 500)
      },
    ),
    { numRuns: 100 },
  )
  for (const path of [
    '/%00',
    '/%ff',
    '/login?lang=%ff',
    '/login?lang=ru&lang=kk',
    '/app/security/sessions/1/end',
    '/..%2f..%2fetc/passwd',
    `/${'a'.repeat(7000)}`,
  ]) {
    assert.ok((await browser.get(path)).status < 500, path)
  }
})

test('company names and addresses with markup are shown as text', async () => {
  const client = await site.aClient({ name: 'ТОО «<script>alert(1)</script>» & "Сыновья"' })
  await site.invited({ email: 'markup@example.kz', clientId: client.id, contractId: client.contractId })
  const letter = await site.letter('markup@example.kz')
  const page = await site.browser().open(letter.links.find((link) => link.includes('/invitations/'))!)
  assert.ok(!page.text.includes('<script>alert'))
  assert.ok(page.words.includes('<script>alert(1)</script>'))
  assert.ok(!letter.html.includes('<script>alert'))
})

test('pages are never kept, framed or sniffed, and their scripts and styles are files of ours', async () => {
  for (const path of ['/login', '/password/forgot', `/invitations/${'a'.repeat(32)}`, '/nowhere']) {
    const { headers } = await site.browser().get(path)
    assert.equal(headers.get('cache-control'), 'no-store', path)
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, path)
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/, path)
  }
})
