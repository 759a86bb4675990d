import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { renderText } from '../mail/letter.ts'
import type { FramedLetter, LetterRow } from '../mail/letter.ts'
import { sendDueLetters } from '../mail/send-letters.ts'
import { type LetterApp, openLetterApp, openSink, stateOf } from '../mail/testing.ts'
import { openTransport } from '../mail/transport.ts'
import { testDatabase } from '../testing/database.ts'
import { buildLetter, type LinksShown } from './build-letter.ts'
import { queueLetter, type LetterParams, type Template } from './letter-params.ts'
import { endLink, findLink, openLink, type Purpose, takeLink } from './link.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let app: LetterApp

before(async () => {
  database = await testDatabase()
  app = openLetterApp(database.url)
})
after(async () => {
  await app.db.close()
  await database.drop()
})

const ADDRESS = 'client_t@example.kz'
const CIRCUMSTANCE = {
  at: '2026-03-05T09:26:00Z',
  browser: 'Firefox 140',
  system: 'Linux',
  ip: '203.0.113.7',
}

async function aLink(purpose: Purpose, minutes = 60): Promise<{ id: string; subjectId: string }> {
  return app.db.transaction(async (tx) => {
    const { rows } = await sql<{ id: string }>`select new_id() as id`.execute(tx)
    const subjectId = rows[0]!.id
    return {
      subjectId,
      id: await openLink(tx, app.config.keys, { purpose, subjectId, emailKey: ADDRESS, minutes }),
    }
  })
}

async function aRow<Name extends Template>(
  template: Name,
  params: LetterParams[Name],
  more: { linkId?: string; accountId?: string } = {},
): Promise<LetterRow> {
  const id = await app.db.transaction((tx) =>
    queueLetter(tx, { template, lang: 'ru', to: ADDRESS, params, ...more }),
  )
  const { rows } = await sql<LetterRow>`
    select id, template, lang, email, params, link_id as "linkId", account_id as "accountId"
    from letter where id = ${id}`.execute(app.db.write)
  return rows[0]!
}

async function written(row: LetterRow, links?: LinksShown): Promise<FramedLetter> {
  const letter = await buildLetter(app, row, links)
  assert.notEqual(letter, 'void')
  return letter as FramedLetter
}

function urls(letter: FramedLetter): string[] {
  return letter.blocks.flatMap((block) => (block.kind === 'button' ? [block.url] : []))
}

async function anAccount(name: string, staff = false): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into account (email, email_key, name, password_hash)
    values (${`${name}@example.kz`}, ${`${name}@example.kz`}, ${name}, '$argon2id$') returning id`.execute(
    app.db.write,
  )
  const id = rows[0]!.id
  if (staff)
    await sql`insert into staff_member (account_id, role) values (${id}, 'admin')`.execute(app.db.write)
  return id
}

test('the link in a sent invitation opens the invitation', async () => {
  const sink = await openSink()
  const transport = openTransport({ ...app.config, smtpUrl: sink.url })
  const { id, subjectId } = await aLink('invitation')
  await aRow('invitation', { company: 'ТОО «А»', contract: '1', role: 'owner' }, { linkId: id })
  assert.equal((await sendDueLetters(app, transport, 10, (row) => buildLetter(app, row))).sent, 1)

  const [url] = /^https:\/\/mycoupon\.example\.kz\/invitations\/[a-z2-7]{32}\?lang=ru$/m.exec(
    sink.letters[0]!.text!,
  )!
  const token = new URL(url).pathname.split('/')[2]!
  const found = await findLink(app.db.read, 'invitation', token)
  assert.ok(found.ok && found.link.subjectId === subjectId)
  assert.ok(String(sink.letters[0]!.html).includes(`href="${url}"`))
  transport.close()
  await sink.close()
})

const ENDINGS: [how: string, end: (link: { id: string; subjectId: string }) => Promise<unknown>][] = [
  [
    'superseded',
    ({ subjectId }) =>
      app.db.transaction((tx) =>
        openLink(tx, app.config.keys, { purpose: 'reset', subjectId, emailKey: ADDRESS, minutes: 60 }),
      ),
  ],
  ['revoked', ({ subjectId }) => app.db.transaction((tx) => endLink(tx, 'reset', subjectId, 'revoked'))],
  ['void', ({ subjectId }) => app.db.transaction((tx) => endLink(tx, 'reset', subjectId, 'void'))],
  [
    'expired',
    ({ id }) => asOwner(`update link set expires_at = now() - interval '1 second' where id = '${id}'`),
  ],
  [
    'used',
    async ({ id }) => {
      const row = await aRow('reset', {}, { linkId: id })
      const token = new URL(urls(await written(row))[0]!).pathname.split('/')[3]!
      assert.ok(await app.db.transaction((tx) => takeLink(tx, 'reset', token)))
    },
  ],
]

for (const [how, end] of ENDINGS) {
  test(`a letter whose link is ${how} before it could be sent is void`, async () => {
    const link = await aLink('reset')
    const row = await aRow('reset', {}, { linkId: link.id })
    await written(row)
    await end(link)
    assert.equal(await buildLetter(app, row), 'void')
    const sends = { send: () => assert.fail('sent'), close: () => {} }
    await sendDueLetters(app, sends, 10, (each) => buildLetter(app, each))
    assert.equal((await stateOf(app, row.id)).state, 'void')
  })
}

test('news about safety is sent although its link is dead, without the button', async () => {
  const link = await aLink('not_me')
  const row = await aRow('password_changed', CIRCUMSTANCE, { linkId: link.id })
  assert.match(urls(await written(row))[0]!, /\/not-me\//)
  await app.db.transaction((tx) => endLink(tx, 'not_me', link.subjectId, 'superseded'))
  assert.deepEqual(urls(await written(row)), [])
})

test('the letter to the old address approves with one link and cancels with another', async () => {
  const [approve, cancel] = [await aLink('email_old'), await aLink('email_undo')]
  const row = await aRow(
    'email_old',
    { old: ADDRESS, new: 'new@example.kz', cancelLink: cancel.id },
    { linkId: approve.id },
  )
  const [first, second, ...rest] = urls(await written(row))
  assert.match(first!, /\/email-change\/approve\/[a-z2-7]{32}\?lang=ru$/)
  assert.match(second!, /\/email-change\/cancel\/[a-z2-7]{32}\?lang=ru$/)
  assert.deepEqual(rest, [])
})

test('a link made with the previous secret key is still written; with an unknown one the letter waits', async () => {
  const link = await aLink('reset')
  const row = await aRow('reset', {}, { linkId: link.id })
  const [old, next] = [7, 8].map((byte) => Buffer.alloc(32, byte).toString('base64'))
  const rotated = openLetterApp(database.url, { SECRET_KEY: next!, SECRET_KEY_PREVIOUS: old! })
  const forgetful = openLetterApp(database.url, { SECRET_KEY: next! })
  assert.deepEqual(urls((await buildLetter(rotated, row)) as FramedLetter), urls(await written(row)))
  await assert.rejects(buildLetter(forgetful, row), /secret key/)
  await Promise.all([rotated.db.close(), forgetful.db.close()])
})

test('the mailbox sees a letter whatever became of its link, staff see it without the token', async () => {
  const link = await aLink('reset')
  const row = await aRow('reset', {}, { linkId: link.id })
  const sent = urls(await written(row))
  await app.db.transaction((tx) => endLink(tx, 'reset', link.subjectId, 'void'))
  assert.deepEqual(urls(await written(row, 'any')), sent)
  assert.deepEqual(urls(await written(row, 'hidden')), [
    'https://mycoupon.example.kz/password/reset/…?lang=ru',
  ])
})

test('a reader whose name is known is greeted by it', async () => {
  const accountId = await anAccount('Айгүл')
  assert.equal((await written(await aRow('unlocked', {}, { accountId }))).greeting, 'Здравствуйте, Айгүл!')
  assert.equal((await written(await aRow('already', {}))).greeting, 'Здравствуйте!')
})

test('the welcome says what happens next, and leads staff to the back office', async () => {
  const none = { company: '', contract: '' }
  const text = async (row: LetterRow) => {
    const letter = await written(row)
    return renderText(letter, letter.frame)
  }
  const company = await text(await aRow('welcome', { company: 'ТОО «А»', contract: '17' }))
  assert.match(company, /Компания: ТОО «А»\nДоговор: 17\n/)
  assert.doesNotMatch(company, /проверим заявку/)
  assert.match(await text(await aRow('welcome', none)), /проверим заявку/)
  const staff = await text(await aRow('welcome', none, { accountId: await anAccount('staff', true) }))
  assert.doesNotMatch(staff, /проверим заявку/)
  assert.match(staff, /\/office\?lang=ru/)
})

test('a template of another version is not written', async () => {
  const row = await aRow('already', {})
  await assert.rejects(buildLetter(app, { ...row, template: 'from_tomorrow' }), /from_tomorrow/)
  await assert.rejects(buildLetter(app, { ...row, template: 'toString' }), /toString/)
})

// The application's own role may not turn a link's clock; a test ages the row as the database's owner.
async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(statement)
  await owner.end()
}
