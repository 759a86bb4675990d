import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { keepHouse } from '../accounts/housekeeping.ts'
import { aBin } from '../clients/testing.ts'
import { brokenConstraint } from '../db/database.ts'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { findBatches, findBatchRows } from './batch.ts'
import { checkBatch } from './check-batch.ts'
import { confirmBatch } from './confirm-batch.ts'
import { discardBatch, UNSENT_DAYS } from './discard-batch.ts'

let site: TestSite
let manager: Browser
let by: { accountId: string; name: string }
before(async () => {
  site = await testSite()
  const person = await site.aPerson({ staff: 'manager', name: 'Мадина' })
  manager = await site.signedIn(person)
  by = { accountId: person.id, name: 'Мадина' }
})
after(() => site.stop())

let serial = 7000
async function aList(): Promise<string> {
  const n = ++serial
  const line = `${aBin(n)};ТОО «Лишнее ${n}»;Л-${n};unsent${n}@example.kz`
  const bytes = new TextEncoder().encode(`БИН;Название;Номер договора;Электронная почта\n${line}`)
  const checked = await checkBatch(site.app, { fileName: `лишнее-${n}.csv`, bytes, by })
  assert.ok(checked.ok)
  return checked.batchId
}

const exists = async (id: string) => (await findBatches(site.app.db.write, { id })).length > 0

test('a list that is not to be sent is thrown away with its rows, after a question', async () => {
  const id = await aList()
  const check = await manager.get(`/office/invitations/bulk/${id}/check`)
  assert.match(check.words, /удаляется через 14 дней/)
  assert.match(check.text, new RegExp(`href="/office/invitations/bulk/${id}/discard"`))
  const question = await manager.get(`/office/invitations/bulk/${id}/discard`)
  assert.match(question.words, /Удалить список без отправки\?.*лишнее-\d+\.csv/)
  assert.ok(await exists(id), 'the question throws nothing away')

  const done = await manager.submit({}, `/office/invitations/bulk/${id}/discard`)
  assert.equal(done.location, '/office/invitations/bulk')
  const list = await manager.get(done.location)
  assert.match(list.words, /Список удалён: лишнее-\d+\.csv/)
  assert.doesNotMatch(list.text, new RegExp(id))
  assert.deepEqual(await findBatchRows(site.app.db.write, id), [])
  assert.equal((await manager.get(`/office/invitations/bulk/${id}/check`)).status, 404)
  const { rows } = await sql<{ object: string }>`
    select object from audit_entry where action = 'invitation.batch_discarded' and actor_id = ${by.accountId}`.execute(
    site.app.db.read,
  )
  assert.match(rows[0]!.object, /^лишнее-\d+\.csv$/)
})

test('a list that was sent stays, whoever asks', async () => {
  const id = await aList()
  await site.app.db.transaction((tx) => confirmBatch(site.app, tx, { batchId: id, by }))
  const asked = await manager.get(`/office/invitations/bulk/${id}/discard`)
  assert.equal(asked.location, `/office/invitations/bulk/${id}`)
  assert.deepEqual(await site.app.db.transaction((tx) => discardBatch(tx, { batchId: id, by })), {
    ok: false,
    reason: 'sent',
  })
  await assert.rejects(
    sql`delete from invitation_batch where id = ${id}`.execute(site.app.db.write),
    (error) => brokenConstraint(error) === 'invitation_batch_sent_stays',
  )
  await assert.rejects(
    sql`delete from invitation_batch_row where batch_id = ${id}`.execute(site.app.db.write),
  )
})

test('of sending and throwing away at the same moment one happens, and nothing of the other', async () => {
  for (let round = 0; round < 12; round++) {
    const id = await aList()
    const send = () => site.app.db.transaction((tx) => confirmBatch(site.app, tx, { batchId: id, by }))
    const drop = () => site.app.db.transaction((tx) => discardBatch(tx, { batchId: id, by }))
    const [first, second] = await Promise.all(round % 2 === 0 ? [send(), drop()] : [drop(), send()])
    assert.equal([first, second].filter((answer) => answer.ok).length, 1)
    const sent = first.ok ? round % 2 === 0 : round % 2 === 1
    assert.equal(await exists(id), sent)
  }
})

test('housekeeping drops what nobody has sent for two weeks since its last check, and nothing else', async () => {
  const [old, checkedAnew, sent, fresh] = [await aList(), await aList(), await aList(), await aList()]
  await site.app.db.transaction((tx) => confirmBatch(site.app, tx, { batchId: sent, by }))
  const age = (ids: string[], column: 'created_at' | 'checked_at') =>
    sql`update invitation_batch set ${sql.ref(column)} = now() - make_interval(days => ${UNSENT_DAYS}, mins => 1)
      where id = any(${ids}::uuid[])`.execute(site.owner)
  await age([old, checkedAnew, sent], 'created_at')
  await age([old, sent], 'checked_at')
  await keepHouse(site.app)
  assert.deepEqual(await Promise.all([old, checkedAnew, sent, fresh].map(exists)), [false, true, true, true])
})
