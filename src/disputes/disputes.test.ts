/** «This was not us» (pages C15): what a client says of a refuel, what the office makes of it, and what comes of that. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { StaffRole } from '../accounts/roles.ts'
import { sweep } from '../alerts/sweep.ts'
import type { Actor } from '../audit/record.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { declineRefund } from '../refunds/decide-refund.ts'
import { findRefundsOf } from '../refunds/find-refunds.ts'
import type { Browser } from '../testing/browser.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, type Till } from '../testing/tills.ts'
import { acceptDispute, declineDispute } from './decide-dispute.ts'
import { findDisputeOf } from './find-disputes.ts'
import { openDispute } from './open-dispute.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 33_333n })
  till = await aTill(site.app)
})
after(async () => {
  assert.deepEqual(
    (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0),
    [],
  )
  await site.stop()
})

const WORDS = 'Машина в этот день была в ремонте'

/** Ten litres of a coupon that were refuelled, its client’s owner, and the refuel’s page. */
async function aRefuel() {
  const client = await site.aClient()
  const coupon = await aCoupon(site.app, client, { litres: 10 })
  const { operationId: refuelId } = approved(await till.redeem(coupon.code))
  const aigul = await site.signedIn(await site.aPerson({ clientId: client.id, name: 'Айгүл Бекова' }))
  return { client, couponId: coupon.id, refuelId, aigul, page: `/app/refuels/${refuelId}` }
}

/** The same, and the client has said that it was not them. */
async function aDispute() {
  const refuel = await aRefuel()
  const { client, refuelId } = refuel
  const opened = await site.app.db.transaction((tx) =>
    openDispute(tx, { clientId: client.id, refuelId, words: WORDS, by: { name: 'Айгүл Бекова' } }),
  )
  assert.ok(opened.ok)
  return { ...refuel, disputeId: opened.disputeId }
}

async function judge(staff: StaffRole = 'accountant'): Promise<Actor & { accountId: string }> {
  return { name: 'Бухгалтер', accountId: (await site.aPerson({ staff })).id }
}
const enter = async (staff: StaffRole): Promise<Browser> => site.signedIn(await site.aPerson({ staff }))
const stateOf = async (refuelId: string) => (await findDisputeOf(site.app.db.write, refuelId))?.state

test('a client says at the refuel that it was not them, once, and the office finds it in its queue', async () => {
  const { page, refuelId, aigul, client } = await aRefuel()
  await aigul.get(page)
  const empty = await aigul.submit({ words: ' ' })
  assert.equal(empty.status, 422)
  assert.match(empty.words, /Напишите, что случилось/)
  assert.equal((await aigul.submit({ words: WORDS })).status, 303)
  const said = await aigul.get(page)
  assert.match(said.words, /Отправлено.*Машина в этот день была в ремонте.*Айгүл Бекова/s)
  assert.doesNotMatch(said.text, /name="words"/)
  const again = await aigul.post(`${page}/dispute`, { words: 'Ещё раз', csrf: aigul.csrf })
  assert.equal(again.status, 303)
  assert.equal((await findDisputeOf(site.app.db.write, refuelId))?.words, WORDS)

  const support = await enter('support')
  assert.match((await support.get('/office')).words, /Обращения по заправкам/)
  const queue = await support.get('/office/disputes')
  assert.ok(queue.words.includes(client.name) && queue.words.includes(WORDS))
})

test('a stranger and somebody who only looks say nothing', async () => {
  const { client, refuelId, page } = await aRefuel()
  const chingiz = await site.signedIn(await site.aPerson({ clientId: (await site.aClient()).id }))
  await chingiz.get('/app')
  assert.equal((await chingiz.post(`${page}/dispute`, { words: WORDS, csrf: chingiz.csrf })).status, 404)
  const viewer = await site.signedIn(await site.aPerson({ clientId: client.id, role: 'viewer' }))
  assert.doesNotMatch((await viewer.get(page)).text, /name="words"/)
  assert.equal((await viewer.post(`${page}/dispute`, { words: WORDS, csrf: viewer.csrf })).status, 403)
  assert.equal(await stateOf(refuelId), undefined)
})

test('support takes it on and says no, with words that the client reads', async () => {
  const { page, disputeId, refuelId, aigul, client } = await aDispute()
  const here = `/office/disputes/${disputeId}`
  const support = await enter('support')
  assert.match((await support.get(here)).words, /Принять обращение и запросить возврат может бухгалтер/)
  assert.equal((await support.submit({}, `${here}/take`)).status, 303)
  assert.equal(await stateOf(refuelId), 'taken')
  assert.match((await aigul.get(page)).words, /Разбираемся/)
  assert.equal((await support.post(`${here}/accept`, { litres: '10', csrf: support.csrf })).status, 403)
  await support.get(here)
  const empty = await support.submit({ why: '' })
  assert.equal(empty.status, 422)
  assert.equal((await support.submit({ why: 'На записи видно вашу машину' })).status, 303)
  assert.match((await aigul.get(page)).words, /Отклонено.*На записи видно вашу машину/s)
  await sweep(site.app.db, 'minute', 0)
  const told = await aigul.get('/app/notifications')
  assert.match(told.words, /Ответ на обращение по заправке: отклонено/)
  assert.ok(told.text.includes(page))
  assert.ok((await support.get('/office/disputes?tab=decided')).words.includes(client.name))
})

test('accepted, it asks for a refund, and another accountant gives the fuel back', async () => {
  const { page, disputeId, refuelId, couponId, aigul } = await aDispute()
  const here = `/office/disputes/${disputeId}`
  const bolat = await enter('accountant')
  await bolat.get(here)
  const tooMuch = await bolat.submit({ litres: '11', answer: 'Поверили' })
  assert.equal(tooMuch.status, 422)
  assert.match(tooMuch.words, /не больше 10 л/)
  assert.equal((await bolat.submit({ litres: '10', answer: 'Поверили' })).status, 303)
  assert.match((await aigul.get(page)).words, /Принято, возврат на согласовании.*Поверили/s)
  const [asked] = await findRefundsOf(site.app.db.write, refuelId)
  assert.deepEqual([asked?.ml, asked?.reason, asked?.decision], [10_000n, WORDS, null])
  const approve = `/office/refunds/${asked!.id}/approve`
  assert.equal((await bolat.get(approve)).status, 200)
  assert.match((await bolat.submit({}, approve)).words, /Своё действие подтверждает другой сотрудник/)

  const dana = await enter('accountant')
  await dana.get(approve)
  assert.equal((await dana.submit({}, approve)).status, 303)
  assert.equal((await couponNow(site.app, couponId)).left, 10_000n)
  assert.match((await aigul.get(page)).words, /Топливо возвращено/)
})

test('a refund that is not agreed to opens the dispute again', async () => {
  const { client, disputeId, refuelId } = await aDispute()
  const about = { clientId: client.id, disputeId, by: await judge(), ml: 10_000n, answer: '' }
  assert.deepEqual(await site.app.db.transaction((tx) => acceptDispute(tx, about)), { ok: true })
  assert.equal(await stateOf(refuelId), 'refunding')
  const [asked] = await findRefundsOf(site.app.db.write, refuelId)
  const decision = { clientId: client.id, requestId: asked!.id, by: await judge(), answer: 'нет оснований' }
  assert.ok((await site.app.db.transaction((tx) => declineRefund(tx, decision))).ok)
  assert.equal(await stateOf(refuelId), 'taken')
  assert.deepEqual(
    await site.app.db.transaction((tx) => declineDispute(tx, { ...about, answer: 'Машина ваша' })),
    { ok: true },
  )
  assert.equal(await stateOf(refuelId), 'declined')
})

test('of those who say it and those who answer at the same moment, each is one', async () => {
  const { client, refuelId } = await aRefuel()
  const { id: clientId } = client
  const opened = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      site.app.db.transaction((tx) =>
        openDispute(tx, { clientId, refuelId, words: `${WORDS} ${n}`, by: { name: 'Айгүл' } }),
      ),
    ),
  )
  assert.equal(opened.filter(({ ok }) => ok).length, 1)
  const disputeId = opened.flatMap((one) => (one.ok ? [one.disputeId] : []))[0]!
  const by = await judge()
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      site.app.db.transaction((tx) =>
        n % 2 === 0
          ? acceptDispute(tx, { clientId, disputeId, by, ml: 10_000n, answer: '' })
          : declineDispute(tx, { clientId, disputeId, by, answer: 'Нет' }),
      ),
    ),
  )
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  const requests = await findRefundsOf(site.app.db.write, refuelId)
  assert.equal(requests.length, (await stateOf(refuelId)) === 'refunding' ? 1 : 0)
})
