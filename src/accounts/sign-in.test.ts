import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testSite, type TestSite } from '../testing/site.ts'
import type { Browser, Answer } from '../testing/browser.ts'
import { parseEmailAddress, type EmailAddress } from '../values/email-address.ts'
import { signIn } from './sign-in.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const VISITOR = { ip: '127.0.0.1', bucket: '127.0.0.1', userAgent: 'test' }
const attempt = async (browser: Browser, email: string, password: string): Promise<Answer> => {
  await browser.get('/login')
  return browser.submit({ email, password })
}
const direct = (email: string, password: string, at = site) =>
  signIn(at.app, {
    address: parseEmailAddress(email) as EmailAddress,
    password,
    deviceCookie: undefined,
    visitor: VISITOR,
  })

// All of them wait their turn at the hasher: whoever is sent away because the line is full proves nothing.
const patient = () => testSite({ HASH_WAITING: '200', HASH_WAIT_MS: '60000' })
const guesses = Array.from({ length: 200 }, (_, n) => `guess ${n}`)

/** Fifty of them in flight at any moment: more would only wait for a connection to the database. */
async function inParallel<T>(act: (guess: string) => Promise<T>): Promise<T[]> {
  const left = guesses.values()
  const answers: T[] = []
  const worker = async () => {
    for (const guess of left) answers.push(await act(guess))
  }
  await Promise.all(Array.from({ length: 50 }, worker))
  return answers
}

/** The guesses that have been compared with the person's own hash since this was called. */
async function watchEvaluated(patientSite: TestSite, person: { id: string }): Promise<() => number> {
  const { app } = patientSite
  const { rows } = await sql<{
    password_hash: string
  }>`select password_hash from account where id = ${person.id}`.execute(app.db.read)
  let evaluated = 0
  const { verify } = app.hasher
  app.hasher = {
    ...app.hasher,
    verify(phc, password, request) {
      if (phc === rows[0]!.password_hash) evaluated += 1
      return verify(phc, password, request)
    },
  }
  return () => evaluated
}

test('of two hundred wrong guesses at once four are evaluated, and the right one is too late', async () => {
  const crowded = await patient()
  try {
    const person = await crowded.aPerson()
    const evaluated = await watchEvaluated(crowded, person)
    const answers = await inParallel((guess) => direct(person.email, guess, crowded))
    assert.equal(answers.length, 200)
    assert.equal(evaluated(), 4)
    const reasons = answers.map((answer) => (answer.ok ? 'let in' : answer.reason))
    assert.ok(reasons.filter((reason) => reason === 'wrong').length <= 2)
    assert.ok(reasons.every((reason) => ['wrong', 'last_try', 'locked'].includes(reason)))
    assert.deepEqual(await direct(person.email, person.password, crowded), { ok: false, reason: 'locked' })
    assert.equal(evaluated(), 4, 'what is locked is not compared any more')
  } finally {
    await crowded.stop()
  }
})

test('the naive way, counting after hashing, evaluates many more: the race is real', async () => {
  const crowded = await patient()
  try {
    const person = await crowded.aPerson()
    const evaluated = await watchEvaluated(crowded, person)
    const { db, hasher, config } = crowded.app
    const key = config.keys.mac('guard', person.email)
    const naive = async (password: string) => {
      const { rows } = await sql<{ password_hash: string; fails: number }>`
        select password_hash, coalesce((select fails from login_guard where key = ${key}), 0) as fails
        from account where id = ${person.id}`.execute(db.write)
      if (rows[0]!.fails >= 4) return
      if (await hasher.verify(rows[0]!.password_hash, password)) return
      await sql`insert into login_guard (key, fails) values (${key}, 1)
        on conflict (key) do update set fails = login_guard.fails + 1`.execute(db.write)
    }
    await inParallel(naive)
    assert.ok(evaluated() > 4, `only ${evaluated()} were evaluated`)
  } finally {
    await crowded.stop()
  }
})

test('a right password among the guesses lets in at most four of them', async () => {
  const person = await site.aPerson()
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => direct(person.email, n % 4 === 3 ? person.password : `guess ${n}`)),
  )
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from audit_entry where account_id = ${person.id} and action = 'sign_in.succeeded'`.execute(
    site.app.db.read,
  )
  assert.ok(rows[0]!.n <= 4, `${rows[0]!.n} were let in`)
})

test('an address that does not exist gets the same pages, statuses and headers as one that does', async () => {
  const person = await site.aPerson()
  const answers = async (email: string) => {
    const browser = site.browser()
    const all: Answer[] = []
    for (let n = 0; n < 6; n++) all.push(await attempt(browser, email, `wrong ${n}`))
    await browser.get('/password/forgot')
    const forgot = await browser.submit({ email })
    all.push(forgot, await browser.get(forgot.location))
    await browser.get('/confirmation/resend')
    const resent = await browser.submit({ email })
    all.push(resent, await browser.get(resent.location))
    return all.map((answer) => ({
      status: answer.status,
      location: answer.location,
      headers: [...answer.headers.keys()].filter((name) => name !== 'set-cookie').toSorted(),
      words: answer.words.replaceAll(email, 'ADDRESS'),
    }))
  }
  assert.deepEqual(await answers('nobody@example.kz'), await answers(person.email))
})

test('someone invited who has set no password yet is unknown at the door', async () => {
  const client = await site.aClient()
  await site.invited({ email: 'pending@example.kz', clientId: client.id })
  const answer = await attempt(site.browser(), 'pending@example.kz', 'whatever it is')
  assert.equal(answer.status, 422)
  assert.match(answer.words, /Почта или пароль не подходят/)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from account where email_key = 'pending@example.kz'`.execute(site.app.db.read)
  assert.equal(rows[0]!.n, 0)
})

test('the third wrong password warns that one more locks', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  await attempt(browser, person.email, 'a')
  await attempt(browser, person.email, 'b')
  assert.match((await attempt(browser, person.email, 'c')).words, /Ещё одна ошибка, и вход заблокируется/)
})

test('a right password forgets the wrong ones before it', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  for (let round = 0; round < 3; round++) {
    for (const password of ['a', 'b', 'c']) await attempt(browser, person.email, password)
    assert.equal((await attempt(browser, person.email, person.password)).status, 303)
    await browser.open('/app')
    await browser.submit({}, '/logout')
    browser.cookies.clear()
  }
})

test('wrong passwords below the lock are forgotten after a day without a try, a lock is not', async () => {
  const person = await site.aPerson()
  const key = site.app.config.keys.mac('guard', person.email)
  const age = () =>
    sql`update login_guard set touched_at = touched_at - interval '25 hours' where key = ${key}`.execute(
      site.app.db.write,
    )
  for (let n = 0; n < 3; n++) await direct(person.email, 'wrong')
  await age()
  for (let n = 0; n < 3; n++)
    assert.notEqual(((await direct(person.email, 'wrong')) as { reason: string }).reason, 'locked')
  assert.deepEqual(await direct(person.email, 'wrong'), { ok: false, reason: 'locked' })
  await age()
  assert.deepEqual(await direct(person.email, person.password), { ok: false, reason: 'locked' })
})

test('strangers can lock an address for unknown browsers only: the owner’s browser and session go on', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const own = await site.signedIn(person)
  const stranger = site.browser()
  for (let n = 0; n < 5; n++) await attempt(stranger, person.email, `wrong ${n}`)
  assert.match((await attempt(stranger, person.email, person.password)).words, /Вход заблокирован/)

  assert.equal((await own.get('/app')).status, 200, 'the live session is untouched')
  await own.submit({}, '/logout')
  assert.equal(
    (await attempt(own, person.email, person.password)).status,
    303,
    'the known browser still signs in',
  )
  const security = await own.get('/app/security')
  assert.match(security.words, /Вход с новых устройств закрыт/)
  await own.submit({}, '/app/security/unlock')
  assert.equal(
    (await attempt(site.browser(), person.email, person.password)).status,
    303,
    'the owner has opened it again',
  )
})

test('four wrong passwords from a browser that was signed in before close everything', async () => {
  const person = await site.aPerson()
  const own = await site.signedIn(person)
  await own.open('/app')
  await own.submit({}, '/logout')
  for (let n = 0; n < 4; n++) await attempt(own, person.email, `wrong ${n}`)
  assert.match((await attempt(own, person.email, person.password)).words, /Вход заблокирован/)
  assert.match((await attempt(site.browser(), person.email, person.password)).words, /Вход заблокирован/)
})

test('with LOCK_STRICT a lock closes known browsers too', async () => {
  const strict = await testSite({ LOCK_STRICT: 'true' })
  try {
    const person = await strict.aPerson()
    const own = await strict.signedIn(person)
    await own.open('/app')
    await own.submit({}, '/logout')
    for (let n = 0; n < 4; n++) await attempt(strict.browser(), person.email, `wrong ${n}`)
    assert.match((await attempt(own, person.email, person.password)).words, /Вход заблокирован/)
  } finally {
    await strict.stop()
  }
})

test('the owner is told of a lock once a day, without a link that opens anything', async () => {
  const person = await site.aPerson()
  for (let n = 0; n < 6; n++) await direct(person.email, 'wrong')
  const letter = await site.letter(person.email)
  assert.equal(letter.subject, 'Вход в Личный кабинет заблокирован')
  assert.ok(letter.links.every((link) => !/[a-z2-7]{32}/.test(link)))
  assert.deepEqual(await site.otherLetters(person.email), [])
})

test('a sign-in from a browser the account has never used is told to its owner, the next one is not', async () => {
  const person = await site.aPerson()
  const browser = await site.signedIn(person)
  assert.equal((await site.letter(person.email)).subject, 'Новый вход в Личный кабинет')
  await browser.open('/app')
  await browser.submit({}, '/logout')
  await attempt(browser, person.email, person.password)
  assert.deepEqual(await site.otherLetters(person.email), [])
})

test('letter case, spaces and a pasted name lead to the same account', async () => {
  const person = await site.aPerson({ email: 'Mixed.Case_1@Example.KZ' })
  for (const typed of [
    'mixed.case_1@example.kz',
    '  MIXED.CASE_1@EXAMPLE.KZ ',
    'Айгүл <mixed.case_1@example.kz>',
  ]) {
    assert.equal((await attempt(site.browser(), typed, person.password)).status, 303, typed)
  }
})

test('й and ё typed on another system are the same password', async () => {
  const person = await site.aPerson({ password: 'йод и ёж в лесу' })
  assert.equal((await attempt(site.browser(), person.email, 'йод и ёж в лесу'.normalize('NFD'))).status, 303)
})

test('after signing in the person is where they wanted to be, and never on another site', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const browser = site.browser()
  const asked = await browser.get('/app/company')
  assert.equal(asked.status, 303)
  await browser.open(asked.location)
  assert.equal(
    (await browser.submit({ email: person.email, password: person.password })).location,
    '/app/company',
  )
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ]) {
    const other = site.browser()
    await other.get(`/login?next=${encodeURIComponent(next)}`)
    const answer = await other.post('/login', {
      csrf: other.csrf,
      email: person.email,
      password: person.password,
      next,
    })
    assert.equal(answer.location, '/', next)
  }
})

test('an eleventh session ends the one that was used least recently', async () => {
  const person = await site.aPerson()
  const browsers: Browser[] = []
  for (let n = 0; n < 11; n++) browsers.push(await site.signedIn(person))
  assert.equal((await browsers[0]!.get('/app')).status, 303)
  assert.equal((await browsers[1]!.get('/app')).status, 200)
})

test('a session ends after an hour without a request and after a day in any case', async () => {
  const person = await site.aPerson()
  const idle = await site.signedIn(person)
  await sql`update session set last_seen_at = now() - interval '61 minutes' where account_id = ${person.id}`.execute(
    site.app.db.write,
  )
  const turned = await idle.get('/app')
  assert.equal(turned.status, 303)
  assert.match((await idle.open(turned.location)).words, /Сеанс завершён/)
  const old = await site.signedIn(person)
  await sql`update session set expires_at = now() where account_id = ${person.id}`.execute(site.owner)
  assert.equal((await old.get('/app')).status, 303)
})

test('a source address that fails with many addresses is slowed down, and that counts against nobody', async () => {
  const careful = await testSite({ LIMIT_FAILED_ADDRESSES_PER_10_MIN: '3' })
  try {
    const person = await careful.aPerson()
    const browser = careful.browser()
    for (const n of [1, 2, 3]) await attempt(browser, `someone${n}@example.kz`, 'wrong')
    for (let n = 0; n < 6; n++) {
      const slowed = await attempt(browser, person.email, 'wrong')
      assert.equal(slowed.status, 429)
      assert.ok(Number(slowed.headers.get('retry-after')) > 0)
    }
    await sql`delete from throttle`.execute(careful.app.db.write)
    assert.equal((await attempt(careful.browser(), person.email, person.password)).status, 303)
  } finally {
    await careful.stop()
  }
})
