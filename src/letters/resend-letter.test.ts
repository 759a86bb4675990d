import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { queueLetter } from '../accounts/letter-params.ts'
import { buildLetter } from '../accounts/build-letter.ts'
import { sendReset } from '../accounts/recover.ts'
import { withdrawInvitation } from '../accounts/invite.ts'
import { openWorld, operator, type Someone, type World } from '../clients/testing.ts'
import { answerInWords } from './answer-words.ts'
import { findLetter, findLetters, lettersQuery } from './find-letters.ts'
import { renderHtml } from '../mail/letter-html.tsx'
import { renderText } from '../mail/letter.ts'
import { resendLetter } from './resend-letter.ts'

let world: World
let support: Someone
before(async () => {
  world = await openWorld()
  support = await world.aPerson({ staff: 'support' })
})
after(() => world.close())

const resend = (letterId: string) =>
  world.do((tx) => resendLetter(world.app, tx, { letterId, by: support.by }))

async function newest(email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from letter where email = ${email} order by created_at desc, id desc limit 1`.execute(
    world.db.write,
  )
  return rows[0]!.id
}

/** Makes everything that was sent or invited older than the shortest gap. */
async function timePasses(): Promise<void> {
  await sql`update invitation set sent_at = sent_at - interval '2 minutes'`.execute(world.db.write)
}

/** News that came back an hour ago. */
async function bounced(email: string, accountId?: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into letter (template, lang, email, account_id, state, server_answer, created_at)
    values ('unlocked', 'ru', ${email}, ${accountId ?? null}, 'bounced', '550 5.1.1 no such user', now() - interval '1 hour')
    returning id`.execute(world.db.write)
  return rows[0]!.id
}

test('an invitation goes out once a minute, with a new link, and who sent it is written down', async () => {
  const client = await world.aClient()
  const letterId = await newest(client.email)
  assert.deepEqual(await resend(letterId), { ok: false, reason: 'too_soon' })
  await timePasses()
  const answers = await Promise.all([resend(letterId), resend(letterId), resend(letterId)])
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  assert.equal((await world.lettersTo(client.email)).length, 2)
  const { rows } = await sql<{ alive: number }>`
    select count(*) filter (where ended_at is null)::int as alive from link where subject_id = ${client.invitationId}`.execute(
    world.db.write,
  )
  assert.equal(rows[0]!.alive, 1)
  const { rows: acts } = await sql<{ n: number }>`
    select count(*)::int as n from audit_entry
    where action = 'letter.resent' and actor_id = ${support.accountId} and object = ${client.email}`.execute(
    world.db.write,
  )
  assert.equal(acts[0]!.n, 1)
})

test('a withdrawn invitation is not sent again', async () => {
  const client = await world.aClient()
  await timePasses()
  await world.do((tx) => withdrawInvitation(tx, { invitationId: client.invitationId, by: operator }))
  assert.deepEqual(await resend(await newest(client.email)), { ok: false, reason: 'over' })
})

test('a reset keeps to the account’s quota, whoever asks', async () => {
  const person = await world.aPerson()
  await world.do((tx) => sendReset(world.app, tx, { accountId: person.accountId, by: operator }))
  assert.deepEqual(await resend(await newest(person.email)), { ok: false, reason: 'too_soon' })
})

test('news that bounced goes out as a copy, once a minute, to nobody but the person', async () => {
  const person = await world.aPerson()
  const letterId = await bounced(person.email, person.accountId)
  const answers = await Promise.all([resend(letterId), resend(letterId), resend(letterId)])
  assert.equal(answers.filter((answer) => answer.ok).length, 1, JSON.stringify(answers))
  assert.equal((await world.lettersTo(person.email)).length, 2)
  assert.deepEqual(await resend(letterId), { ok: false, reason: 'too_soon' })

  const old = await bounced('old@example.kz', person.accountId)
  assert.deepEqual(await resend(old), { ok: false, reason: 'address_changed' })
  await sql`update account set state = 'suspended' where id = ${person.accountId}`.execute(world.db.write)
  assert.deepEqual(await resend(old), { ok: false, reason: 'over' })
})

test('what did not bounce, and what carries another link, is not sent again', async () => {
  const person = await world.aPerson()
  const sent = await world.do((tx) =>
    queueLetter(tx, {
      template: 'unlocked',
      lang: 'ru',
      to: person.email,
      params: {},
      accountId: person.accountId,
    }),
  )
  assert.deepEqual(await resend(sent), { ok: false, reason: 'not_again' })
  assert.deepEqual(await resend('01890000-0000-7000-8000-000000000000'), { ok: false, reason: 'unknown' })
})

test('staff read a letter without the token of its link', async () => {
  const client = await world.aClient()
  const letter = (await findLetter(world.db.read, await newest(client.email)))!
  const [shown, sent] = [await buildLetter(world.app, letter, 'hidden'), await buildLetter(world.app, letter)]
  assert.ok(shown !== 'void' && sent !== 'void')
  const token = /invitations\/([a-z2-7]{32})/.exec(renderText(sent, sent.frame))?.[1]
  assert.ok(token)
  for (const text of [renderText(shown, shown.frame), renderHtml(shown, shown.frame)]) {
    assert.ok(!text.includes(token))
    assert.match(text, /invitations\/(…|%E2%80%A6)/)
  }
})

test('letters are found by how an address begins, by kind and by state', async () => {
  await bounced('Under_score%1@example.kz')
  await bounced('underXscore@example.kz')
  const find = async (to: string) =>
    (await findLetters(world.db.read, { to, state: 'bounced', template: 'unlocked' }, {}, 10)).map(
      (row) => row.email,
    )
  assert.deepEqual(await find('under_'), ['Under_score%1@example.kz'])
  assert.deepEqual(await find('UNDER_SCORE%'), ['Under_score%1@example.kz'])
  assert.deepEqual((await find('under')).length, 2)
  assert.deepEqual(await find('score'), [])
})

test('each filter of the letters can be answered by an index', async () => {
  const plans = await world.db.transaction(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    const planOf = async (filter: Parameters<typeof lettersQuery>[0]) => {
      const { rows } = await sql<Record<string, string>>`explain ${lettersQuery(filter, {}, 50)}`.execute(tx)
      return rows.map((row) => Object.values(row)[0]).join('\n')
    }
    const any = { state: undefined, template: undefined, to: '' }
    return {
      letter_recent: await planOf(any),
      letter_by_state: await planOf({ ...any, state: 'bounced' }),
      letter_by_template: await planOf({ ...any, template: 'reset' }),
      letter_by_address: await planOf({ ...any, to: 'a@example.kz' }),
    }
  })
  for (const [index, plan] of Object.entries(plans)) assert.match(plan, new RegExp(index), plan)
})

test('a mail server’s answer is said in words, where its code means something', () => {
  const t = world.app.texts.en
  const words = (answer: string) => answerInWords(t, answer)
  assert.match(words('550 5.1.1 <x@y.kz>: user unknown')!, /no such mailbox/)
  assert.match(words('550 mailbox unavailable')!, /no such mailbox/)
  assert.match(words('452-4.2.2 The email account is over quota')!, /full/)
  assert.match(words('421 4.7.0 Try again later')!, /later/)
  assert.match(words('554 5.7.1 Message rejected as spam')!, /refused/)
  assert.match(words('535 5.7.8 Authentication failed')!, /password/)
  assert.match(words('530 5.7.0 Must issue a STARTTLS command first')!, /password/)
  assert.match(words('Connection timeout ETIMEDOUT')!, /connection/i)
  assert.equal(words('250 2.0.0 Ok: queued'), undefined)
  assert.equal(words('Kept in the mailbox page (local mode).'), undefined)
})
