import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { keyring } from '../secrets.ts'
import type { Answer, Browser } from '../testing/browser.ts'
import { testSite, type TestSite, waitFor } from '../testing/site.ts'
import { hasher, solve } from '../web/browser/proof/solve.ts'
import { makeChallenge, readProof } from './proof-of-work.ts'

let site: TestSite
before(async () => {
  site = await testSite({ SIEGE: 'on', SIEGE_WORK_BITS: '8' })
})
after(() => site.stop())

/** Does what the page's script does. */
function proofFor(page: Answer): string {
  const key = Buffer.from(/data-challenge-key="([^"]+)"/.exec(page.text)![1]!, 'base64')
  return solve(key, Number(/data-zero-bits="(\d+)"/.exec(page.text)![1]), () => {})
}

type Person = { email: string; password: string }

async function attempt(browser: Browser, person: Person, facts: { proof?: string } = {}): Promise<Answer> {
  const page = await browser.get('/login')
  return browser.submit({
    email: person.email,
    password: person.password,
    proof: facts.proof ?? proofFor(page),
  })
}

/** Everything that a try may count on. */
async function counters(at = site) {
  const { rows: guards } = await sql`select key, fails, locked_at from login_guard order by key`.execute(
    at.owner,
  )
  const { rows: devices } = await sql`select id, fails from device order by id`.execute(at.owner)
  const { rows: budgets } = await sql`select scope, key, used from throttle order by scope, key`.execute(
    at.owner,
  )
  const { rows: told } = await sql`select count(*) as n from audit_entry`.execute(at.owner)
  return { guards, devices, budgets, told }
}

const ASKS = /Этот браузер ещё не проверен\. Введите пароль ещё раз: попытка не засчитана/

test('under siege a new browser that did the work signs in, and is known from then on', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  assert.equal((await attempt(browser, person)).status, 303)
  await browser.open('/app')
  await browser.submit({}, '/logout')
  const page = await browser.get('/login')
  assert.doesNotMatch(page.text, /proof/)
  assert.equal((await browser.submit({ email: person.email, password: person.password })).status, 303)
})

test('without the work nothing is counted, and the page says what to do, scripts or none', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  const before = await counters()
  for (const proof of ['', 'x', Array.from({ length: 16 }, () => '0').join('.'), '1.'.repeat(400)]) {
    const answer = await attempt(browser, person, { proof })
    assert.equal(answer.status, 422)
    assert.match(answer.words, ASKS)
    assert.match(answer.words, /Сейчас кто-то подбирает пароли/)
    assert.match(answer.words, /В этом браузере выключен JavaScript/)
    assert.match(answer.words, /Войдите в браузере, в котором уже входили/)
    assert.match(answer.words, /Задайте новый пароль по ссылке из письма/)
    assert.match(answer.words, /Попробуйте снова через 30 минут/)
    assert.match(answer.text, /<a href="\/password\/forgot">/)
    assert.ok(answer.text.includes(`value="${person.email}"`), 'the address is kept')
    assert.ok(!answer.text.includes(person.password))
  }
  // As whoever never saw the page posts.
  await browser.get('/login')
  const bare = { csrf: browser.csrf, email: person.email, password: 'wrong' }
  assert.equal((await browser.post('/login', bare)).status, 422)
  assert.deepEqual(await counters(), before)
})

test('an address that does not exist is asked for the same work with the same words', async () => {
  const person = await site.aPerson()
  const words = async (email: string) => {
    const answer = await attempt(site.browser(), { email, password: 'x' }, { proof: '' })
    return [answer.status, answer.words.replaceAll(email, 'ADDRESS')]
  }
  assert.deepEqual(await words('nobody@example.kz'), await words(person.email))
})

test('a proof is good for one try: of twenty at the same moment one is evaluated', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  const page = await browser.get('/login')
  const fields = {
    csrf: browser.csrf,
    email: person.email,
    password: 'wrong',
    challenge: /name="challenge" value="([^"]+)"/.exec(page.text)![1]!,
    proof: proofFor(page),
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post('/login', fields)))
  assert.equal(answers.filter(({ words }) => ASKS.test(words)).length, 19)
  assert.equal(answers.filter(({ words }) => /Почта или пароль не подходят/.test(words)).length, 1)
  const key = site.app.config.keys.mac('guard', person.email)
  const { rows } = await sql<{ fails: number }>`select fails from login_guard where key = ${key}`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.fails, 1)
  // Written otherwise it is the same proof.
  const spent = { ...fields, proof: fields.proof.replace(/^(\w)/, '0$1'), challenge: `${fields.challenge}=` }
  assert.match((await browser.post('/login', spent)).words, ASKS)
})

test('a challenge is of one browser, of a quarter of an hour, and of us', async () => {
  const keys = site.app.config.keys
  const [here, now] = ['guest:one', 1_800_000_000_000]
  const made = makeChallenge(keys, here, 8, now)
  const proof = solve(made.key, made.zeroBits, () => {})
  const brought = { challenge: made.text, proof }
  const fits = (subject: string, at: number, changed = brought, ring = keys) =>
    readProof(ring, subject, changed, at) !== undefined
  assert.ok(fits(here, now))
  assert.ok(fits(here, now + 15 * 60_000 - 1))
  assert.ok(!fits(here, now + 15 * 60_000))
  assert.ok(!fits('guest:two', now))
  assert.ok(!fits(here, now, brought, keyring([Buffer.alloc(32, 1).toString('base64')])))
  const parts = made.text.split('.')
  for (const changed of [
    ['zzzzzzzz', ...parts.slice(1)],
    [parts[0], '0', ...parts.slice(2)],
    [...parts.slice(0, 3), Buffer.alloc(32).toString('base64url')],
    [...parts, 'more'],
    parts.slice(1),
    [],
  ])
    assert.ok(!fits(here, now, { challenge: changed.join('.'), proof }), changed.join('.'))
  const answers = proof.split('.')
  for (const changed of [answers.slice(1), [...answers, '0'], answers.toReversed(), answers.with(3, '-1')])
    assert.ok(!fits(here, now, { challenge: made.text, proof: changed.join('.') }))

  const [one, two] = [site.browser(), site.browser()]
  const page = await one.get('/login')
  await two.get('/login')
  const challenge = /name="challenge" value="([^"]+)"/.exec(page.text)![1]!
  const carried = { csrf: two.csrf, email: 'a@example.kz', password: 'x', challenge, proof: proofFor(page) }
  assert.match((await two.post('/login', carried)).words, ASKS)
})

test('the browser’s hash is SHA-256', () => {
  const words = fc.tuple(
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.nat(15),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  )
  fc.assert(
    fc.property(words, ([key, part, n]) => {
      const tail = Buffer.alloc(8)
      tail.writeUInt32BE(part)
      tail.writeUInt32BE(n, 4)
      const first = createHash('sha256').update(key).update(tail).digest().readInt32BE()
      assert.equal(hasher(key, part)(n), first)
    }),
  )
})

test('a browser the account has used is not asked; for another account it is', async () => {
  const [person, other] = [await site.aPerson(), await site.aPerson()]
  const browser = site.browser()
  await attempt(browser, person)
  await browser.open('/app')
  await browser.submit({}, '/logout')
  await browser.get('/login')
  const asked = await browser.submit({ email: other.email, password: other.password })
  assert.match(asked.words, ASKS)
  assert.equal((await browser.submit({ password: other.password, proof: proofFor(asked) })).status, 303)
})

test('a recovery is never asked for the work, and makes the browser a known one', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  await browser.get('/password/forgot')
  await browser.submit({ email: person.email })
  const letter = await site.letter(person.email)
  await browser.get(new URL(letter.links[0]!).pathname)
  const password = 'другой верблюд под дождём'
  await browser.submit({ password, passwordConfirmation: password })
  await browser.get('/login')
  assert.equal((await browser.submit({ email: person.email, password })).status, 303)
})

test('too many locks in a minute, over all processes, begin a siege for a while', async () => {
  const SECRET_KEY = Buffer.alloc(32, 9).toString('base64')
  const settings = {
    SECRET_KEY,
    SIEGE_WORK_BITS: '8',
    LIMIT_LOCKS_PER_MINUTE: '4',
    SIEGE_MINUTES: '7',
    LOCK_AFTER: '1',
  }
  const first = await testSite(settings)
  const second = await testSite({ ...settings, DATABASE_URL: first.databaseUrl })
  try {
    const person = await first.aPerson()
    const lock = async (at: TestSite, email: string) => {
      const browser = at.browser()
      for (const password of ['a', 'b']) {
        const page = await browser.get('/login')
        const proof = /data-zero-bits/.test(page.text) ? { proof: proofFor(page) } : {}
        await browser.submit({ email, password, ...proof })
      }
    }
    for (const n of [1, 2]) await lock(first, `one${n}@example.kz`)
    for (const n of [1, 2]) await lock(second, `two${n}@example.kz`)
    const bare = async (at: TestSite) => {
      const browser = at.browser()
      await browser.get('/login')
      return browser.post('/login', { csrf: browser.csrf, email: person.email, password: 'wrong' })
    }
    assert.match((await bare(second)).words, /Почта или пароль не подходят/, 'four locks are not too many')
    await lock(second, 'fifth@example.kz')
    for (const at of [first, second]) assert.match((await bare(at)).words, ASKS)
    const { rows } = await sql<{ minutes: number }>`
      select round(extract(epoch from ends_at - now()) / 60)::int as minutes from throttle where scope = 'siege'`.execute(
      first.owner,
    )
    assert.deepEqual(rows, [{ minutes: 7 }])
    // The form soon knows by itself, so that the work is done while the person types.
    await waitFor(async () => /data-zero-bits/.test((await second.browser().get('/login')).text))
    assert.equal((await attempt(second.browser(), person)).status, 303)

    await sql`update throttle set ends_at = now() where scope = 'siege'`.execute(first.owner)
    const late = first.browser()
    await late.get('/login')
    assert.equal(
      (await late.post('/login', { csrf: late.csrf, email: person.email, password: person.password })).status,
      303,
    )
  } finally {
    await second.stop()
    await first.stop()
  }
})

test('the operator is called by the lock that begins a siege, once, and not asked for work with SIEGE=off', async () => {
  const quiet = await testSite({ SIEGE: 'off', LIMIT_LOCKS_PER_MINUTE: '2', LOCK_AFTER: '1' })
  try {
    const calls: unknown[] = []
    quiet.app.log = {
      ...quiet.app.log,
      error: (message: string, facts?: object) => calls.push([message, facts]),
    }
    const lock = async (email: string) => {
      const browser = quiet.browser()
      for (const password of ['a', 'b']) {
        await browser.get('/login')
        await browser.submit({ email, password })
      }
    }
    for (const n of [1, 2, 3, 4, 5]) await lock(`${n}@example.kz`)
    assert.deepEqual(calls, [
      ['many accounts are being locked: somebody is trying addresses', { locksInAMinute: 3, siege: 'off' }],
    ])
    const browser = quiet.browser()
    assert.doesNotMatch((await browser.get('/login')).text, /data-zero-bits/)
    const person = await quiet.aPerson()
    assert.equal((await browser.submit({ email: person.email, password: person.password })).status, 303)
  } finally {
    await quiet.stop()
  }
})
