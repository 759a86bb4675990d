/** Everything that exists once, tried by many at the same moment. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testSite, type TestSite } from '../testing/site.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { takeLink } from './link.ts'
import { finishRecovery, sendReset } from './recover.ts'
import { resendInvitation, withdrawInvitation } from './invite.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const VISITOR = { ip: '127.0.0.1', bucket: '127.0.0.1', userAgent: 'test' }
const many = <T>(n: number, what: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => what(i)))
const tokenOf = (links: string[], path: string) =>
  /([a-z2-7]{32})/.exec(links.find((link) => link.includes(path)) ?? '')?.[1] ?? ''

test('an invitation is accepted once, however many try at the same moment', async () => {
  const client = await site.aClient()
  await site.invited({ email: 'once@example.kz', clientId: client.id })
  const token = tokenOf((await site.letter('once@example.kz')).links, '/invitations/')
  const passwordHash = (await site.app.hasher.hash('двенадцать раз')) as string
  const answers = await many(12, () =>
    acceptInvitation(site.app, { token, passwordHash, deviceCookie: undefined, visitor: VISITOR }),
  )
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  const { rows } = await sql<{ accounts: number; members: number }>`
    select (select count(*)::int from account where email_key = 'once@example.kz') as accounts,
      (select count(*)::int from membership where client_id = ${client.id}) as members`.execute(
    site.app.db.read,
  )
  assert.deepEqual(rows[0], { accounts: 1, members: 1 })
})

test('read, check, write accepts it twice: the race is real', async () => {
  const client = await site.aClient()
  const id = await site.invited({ email: 'naive@example.kz', clientId: client.id })
  const naive = () =>
    site.app.db.transaction(async (tx) => {
      const { rows } = await sql<{
        used_at: Date | null
      }>`select used_at from link where subject_id = ${id} and ended_at is null`.execute(tx)
      if (rows[0]!.used_at) return false
      await new Promise((resolve) => setTimeout(resolve, 20))
      await sql`update link set used_at = now() where subject_id = ${id} and ended_at is null`.execute(tx)
      return true
    })
  const taken = await many(6, naive)
  assert.ok(taken.filter(Boolean).length > 1)
})

test('a reset link sets one password, however many try at the same moment', async () => {
  const person = await site.aPerson()
  await site.app.db.transaction((tx) =>
    sendReset(site.app, tx, { accountId: person.id, by: { name: 'test' } }),
  )
  const token = tokenOf((await site.letter(person.email)).links, '/password/reset/')
  const hashes = await many(8, (n) => site.app.hasher.hash(`пароль номер ${n}`))
  const answers = await many(8, (n) =>
    finishRecovery(site.app, {
      token,
      passwordHash: hashes[n] as string,
      deviceCookie: undefined,
      visitor: VISITOR,
    }),
  )
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
})

test('no sign-in outlives a reset that finishes at the same moment', async () => {
  for (let round = 0; round < 5; round++) {
    const person = await site.aPerson()
    await site.app.db.transaction((tx) =>
      sendReset(site.app, tx, { accountId: person.id, by: { name: 'test' } }),
    )
    const token = tokenOf((await site.letter(person.email)).links, '/password/reset/')
    const passwordHash = (await site.app.hasher.hash('совсем другой мир')) as string
    const browsers = Array.from({ length: 6 }, () => site.browser())
    await Promise.all(browsers.map((browser) => browser.get('/login')))
    await Promise.all([
      ...browsers.map((browser) => browser.submit({ email: person.email, password: person.password })),
      finishRecovery(site.app, { token, passwordHash, deviceCookie: undefined, visitor: VISITOR }),
    ])
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from session where account_id = ${person.id}`.execute(site.app.db.read)
    assert.equal(rows[0]!.n, 0)
  }
})

test('two letters asked for at once leave one living link: the newest', async () => {
  const client = await site.aClient()
  const id = await site.invited({ email: 'two@example.kz', clientId: client.id })
  await sql`update invitation set sent_at = sent_at - interval '5 minutes' where id = ${id}`.execute(
    site.app.db.write,
  )
  const resent = await many(5, () =>
    site.app.db.transaction((tx) =>
      resendInvitation(site.app, tx, { invitationId: id, by: { name: 'test' }, renew: true }),
    ),
  )
  assert.equal(resent.filter((answer) => answer.ok).length, 1, 'one a minute')
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from link where subject_id = ${id} and used_at is null and ended_at is null`.execute(
    site.app.db.read,
  )
  assert.equal(rows[0]!.n, 1)
})

test('inviting one address twice at once makes one invitation and one letter', async () => {
  const client = await site.aClient()
  await Promise.allSettled(
    [1, 2, 3, 4].map(() => site.invited({ email: 'double@example.kz', clientId: client.id })),
  )
  await site.letter('double@example.kz')
  assert.deepEqual(await site.otherLetters('double@example.kz'), [])
})

test('an invitation that is withdrawn while it is accepted is either, never both', async () => {
  for (let round = 0; round < 5; round++) {
    const client = await site.aClient()
    const email = `either${round}@example.kz`
    const id = await site.invited({ email, clientId: client.id })
    const token = tokenOf((await site.letter(email)).links, '/invitations/')
    const passwordHash = (await site.app.hasher.hash('или так или так')) as string
    const [accepted, withdrawn] = await Promise.allSettled([
      acceptInvitation(site.app, { token, passwordHash, deviceCookie: undefined, visitor: VISITOR }),
      site.app.db.transaction((tx) => withdrawInvitation(tx, { invitationId: id, by: { name: 'test' } })),
    ])
    const isAccepted = accepted.status === 'fulfilled' && accepted.value.ok
    const isWithdrawn = withdrawn.status === 'fulfilled' && withdrawn.value
    assert.notEqual(isAccepted, isWithdrawn, `round ${round}`)
  }
})

test('a token of another purpose, a shortened, an upper-case and an invented one take nothing', async () => {
  const person = await site.aPerson()
  await site.app.db.transaction((tx) =>
    sendReset(site.app, tx, { accountId: person.id, by: { name: 'test' } }),
  )
  const token = tokenOf((await site.letter(person.email)).links, '/password/reset/')
  const take = (purpose: 'invitation' | 'confirmation' | 'email_new' | 'not_me' | 'reset', text: string) =>
    site.app.db.transaction((tx) => takeLink(tx, purpose, text))
  for (const purpose of ['invitation', 'confirmation', 'email_new', 'not_me'] as const)
    assert.equal(await take(purpose, token), undefined)
  for (const text of [
    '',
    token.slice(1),
    token.toUpperCase(),
    `${token}a`,
    'a'.repeat(32),
    "' or 1=1 --",
    '\u0000',
  ])
    assert.equal(await take('reset', text), undefined)
  assert.ok(await take('reset', token))
})
