/** What the office sees of refuels: every request of every till in one list, and all of a card's story on its page. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { blockCards } from '../cards/block-cards.ts'
import { unblockCards } from '../cards/unblock-cards.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till } from '../testing/tills.ts'

let site: TestSite
let till: Till
let support: Browser
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  till = await aTill(site.app)
  support = await site.signedIn(await site.aPerson({ staff: 'support' }))
})
after(() => site.stop())

const numberOf = async (cardId: string) =>
  (
    await sql<{ number: string }>`select number::text as number from card where id = ${cardId}`.execute(
      site.app.db.read,
    )
  ).rows[0]!.number

test('a card’s story has who, when and where: people’s acts with their address, refuels, refunds, refusals and wrong PINs', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 10_000_000n, pin: '7391' })
  const by = { name: 'Айгүл', ip: '203.0.113.7' }
  const which = { clientId: client.id, cardIds: [card.id], side: 'client' as const, by }
  await site.app.db.transaction((tx) => blockCards(tx, { ...which, reason: 'lost' }))
  assert.equal((await till.redeemCard(card.number, 5_000n, { pin: '7391' })).outcome, 'declined')
  await site.app.db.transaction((tx) => unblockCards(tx, which))
  assert.equal((await till.redeemCard(card.number, 5_000n, { pin: '1111' })).outcome, 'declined')
  const { posTxnId } = approved(
    await till.redeemCard(card.number, 20_000n, { pin: '7391', cashier: 'Сауле' }),
  )
  approved(await till.refund(posTxnId, 4_000n))
  const { words, text } = await support.get(`/office/cards/${await numberOf(card.id)}`)
  assert.match(words, /Заблокирована.*Айгүл · с адреса 203\.0\.113\.7/)
  assert.match(words, /ПИН.*Отказ/)
  assert.match(words, /АИ-95, 20 л Проведена возвращено 4 л · № S-/i)
  assert.match(words, /АИ-95, 4 л Возврат/)
  assert.match(words, /Сауле/)
  assert.match(text, /\/answers\/[0-9a-f-]{36}"/)
})

test('the list of operations is narrowed by company, card, outcome, fuel and means, and steps through pages', async () => {
  const [client, other] = [await site.aClient(), await site.aClient()]
  const card = await aCard(site.app, client, { tiyn: 100_000_000n })
  for (let n = 0; n < 52; n++) approved(await till.redeemCard(card.number, 1_000n))
  await till.redeemCard(card.number, 9_000_000n)
  const { code } = await aCoupon(site.app, other)
  approved(await till.redeem(code))
  const rowsOf = async (query: string) => {
    const page = await support.get(`/office/refuels?${query}`)
    assert.equal(page.status, 200, query)
    return { ...page, n: page.text.match(/class="quiet">test-/g)?.length ?? 0 }
  }
  const first = await rowsOf(`bin=${client.bin}`)
  assert.equal(first.n, 50)
  const next = /href="(\/office\/refuels\?[^"]*older=[^"]*)"/.exec(first.text)![1]!.replaceAll('&amp;', '&')
  assert.equal((await rowsOf(next.split('?')[1]!)).n, 3)
  const number = await numberOf(card.id)
  assert.equal((await rowsOf(`card=${number}&what=refusals`)).n, 1)
  assert.equal((await rowsOf(`card=${number}&what=refunds`)).n, 0)
  assert.equal((await rowsOf(`bin=${other.bin}`)).n, 1)
  assert.equal((await rowsOf(`bin=${other.bin}&paid=card`)).n, 0)
  assert.equal((await rowsOf(`bin=${other.bin}&fuel=DT`)).n, 0)

  const wrong = await support.get('/office/refuels?bin=123')
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Проверьте БИН/)
  assert.match(
    (await support.get('/office/refuels?from=2026-01-01&to=2026-12-31')).words,
    /Период больше 92 дней/,
  )
  assert.equal(
    (await support.get(`/office/refuels?from=2026-01-01&to=2026-12-31&card=${number}`)).status,
    200,
  )
})

test('the first page says what the network dispensed today, less what came back, and what was paid in', async () => {
  const accountant = await site.signedIn(await site.aPerson({ staff: 'accountant' }))
  const said = async () => {
    const { words } = await accountant.get('/office')
    const [, litres, refuels] = /Заправлено ([\d, ]+) л (\d+) заправ/.exec(words)!
    const [, tenge, payments] = /Поступило денег ([\d, ]+) ₸ (\d+) плат/.exec(words)!
    const value = (text: string) => Math.round(Number(text.replaceAll(' ', '').replace(',', '.')) * 100)
    return {
      centilitres: value(litres!),
      refuels: Number(refuels),
      tiyn: value(tenge!),
      payments: Number(payments),
    }
  }
  const before = await said()
  const card = await aCard(site.app, await site.aClient(), { tiyn: 10_000_000n })
  const { posTxnId } = approved(await till.redeemCard(card.number, 20_000n))
  approved(await till.refund(posTxnId, 4_500n))
  approved(await till.refund(approved(await till.redeemCard(card.number, 7_000n)).posTxnId, 7_000n))
  await till.redeemCard(card.number, 9_000_000n)
  assert.deepEqual(await said(), {
    ...{ centilitres: before.centilitres + 1550, refuels: before.refuels + 1 },
    ...{ tiyn: before.tiyn + 10_000_000, payments: before.payments + 1 },
  })

  const pricing = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
  assert.doesNotMatch((await pricing.get('/office')).words, /За сегодня по сети/)
})
