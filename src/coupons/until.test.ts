/** A coupon that is its driver's only until a day (pages C5, domain §6.1). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { isoDay, longDate, shortDate } from '../i18n/format.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { approved, aTill, couponNow, type Till, whyNot } from '../testing/tills.ts'
import { blockList } from '../tills/block-list.ts'
import { postOffline } from '../tills/offline.ts'
import { readOfflineToken } from '../tills/offline-token.ts'
import { showOfflineToken } from '../tills/show-offline-token.ts'
import { wordsIn } from '../tills/words.ts'
import { askReturn } from './ask-return.ts'
import { withdrawReturn } from './decide-return.ts'
import { endGifts } from './end-gifts.ts'
import { expireCoupons } from './expire-coupons.ts'
import { findShown } from './find-shown.ts'
import { giveCoupons } from './give-coupons.ts'
import { giveLitres } from './give-litres.ts'
import { readHandoutLetter } from './handout-letter.ts'
import { readCoupons } from './read-coupons.ts'
import { sendCoupons } from './send-coupons.ts'
import { splitCoupon } from './split-coupon.ts'
import { takeBack } from './take-back.ts'
import { changeUntil } from './change-until.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
let till: Till
before(async () => {
  life = await openLife()
  till = await aTill(life.app)
})
after(async () => {
  assert.deepEqual(await life.broken(), [])
  await life.close()
})

const inDays = (days: number) => isoDay(new Date(Date.now() + days * 86_400_000))

/** Coupons given until a day so many days from now, their link, and the first one's code. */
async function aGift(count = 1, days = 2) {
  const { client, coupons, ids } = await life.aClientWith(count)
  const { id: driverId } = await life.aDriver(client.id, { name: 'Серік Ахметов' })
  const gift = { driverId, plate: '', note: '', until: inDays(days), by: BY }
  const given = await life.do((tx) =>
    giveCoupons(tx, life.app.vault, { clientId: client.id, couponIds: ids, ...gift }),
  )
  assert.ok(given.ok)
  const sent = await life.do((tx) =>
    sendCoupons(tx, life.app.vault, { clientId: client.id, couponIds: ids, lang: 'ru', how: 'link', by: BY }),
  )
  assert.ok(sent.ok)
  return {
    client,
    ids,
    id: ids[0]!,
    code: coupons[0]!.code,
    token: sent.handout.token,
    number: sent.numbers[0]!,
  }
}

/** Lets days go by: the gift's last one was so many days ago. */
const overSince = (id: string, days: number) =>
  sql`update coupon set given_until = local_day(now()) - ${days}::int where id = ${id}`.execute(
    life.site.owner,
  )
const look = (path: string) => life.site.browser().open(path)
const enter = async (client: Client) =>
  life.site.signedIn(await life.site.aPerson({ clientId: client.id, role: 'manager' }))
const facts = async (number: bigint) => (await readCoupons(life.app.db.write, { numbers: [number] }))[0]!
const end = (client: Client, ...couponIds: string[]) =>
  life.do((tx) => endGifts(tx, life.app.vault, { clientId: client.id, couponIds }))

test('a till serves a gift on its last day and says afterwards until when it was the driver’s', async () => {
  const { id, code } = await aGift(1, 0)
  const found = await till.lookup(code)
  assert.ok(found.outcome === 'found')
  assert.equal(found.validTo, inDays(0))
  approved(await till.redeem(code, { product: 'AI95', ml: 5_000n }))

  await overSince(id, 1)
  const late = await till.lookup(code)
  assert.ok(late.outcome === 'declined')
  assert.deepEqual([late.reason, late.facts], ['expired', { on: inDays(-1), given: true }])
  const said = wordsIn(life.app.texts.ru, late, '')
  assert.match(said.cashier, /выдан водителю только до .*Не отпускайте/)
  assert.match(said.driver, /Попросите продлить/)
  for (const answer of [
    await till.redeem(code, { product: 'AI95', ml: 5_000n }),
    await till.authorize(code, 5_000n),
  ])
    assert.equal(whyNot(answer), 'expired')
  assert.equal((await couponNow(life.app, id)).state, 'partial')
})

test('a pump that runs when the gift ends still ends', async () => {
  const { id, code } = await aGift()
  const { posTxnId } = approved(await till.authorize(code, 12_000n))
  await overSince(id, 1)
  assert.equal(approved(await till.complete(posTxnId, 12_000n)).shortMl, 0n)
  assert.deepEqual(await couponNow(life.app, id).then(({ left, hold }) => [left, hold]), [8_000n, 0n])
})

test('a coupon’s own last day stays its end, however long it was given for', async () => {
  const { client, id, code } = await aGift(1, 20)
  await life.endedDaysAgo(id, 1)
  const late = await till.lookup(code)
  assert.ok(late.outcome === 'declined')
  assert.deepEqual(late.facts, { on: inDays(-1) })
  assert.equal(await life.do((tx) => expireCoupons(tx, { clientId: client.id, couponIds: [id] })), 1)
})

test('a gift that is over does not expire its coupon', async () => {
  const { client, id } = await aGift()
  await overSince(id, 2)
  assert.equal(await life.do((tx) => expireCoupons(tx, { clientId: client.id, couponIds: [id] })), 0)
})

test('the driver’s page, the letter, WhatsApp, the coupon’s page and the printed slip say the gift’s last day', async () => {
  const { client, id, token, number } = await aGift()
  const day = longDate('ru', inDays(2)).replaceAll('\u00a0', ' ')
  assert.ok((await look(`/c/${token}`)).words.includes(`Действует по ${day}`))
  const aigul = await enter(client)
  assert.ok((await aigul.get(`/app/coupons/${number}`)).words.includes(`Выдан водителю до ${day}`))
  await aigul.get(`/app/coupons/print?n=${number}`)
  const agreed = await aigul.submit({ per: '8', in: 'ru' })
  const { bytes } = await aigul.file(agreed.location.replace('/print?', '/print.pdf?'))
  const [page] = await readPdf(bytes)
  assert.ok(page!.text.includes(shortDate('ru', inDays(2))), page!.text)
  const { handoutId } = (await findShown(life.app.db.write, token))!
  const letter = await readHandoutLetter(life.app, { clientId: client.id, handoutId }, 'live')
  assert.deepEqual(
    letter?.coupons.map(({ validTo }) => validTo),
    [inDays(2)],
  )
  await aigul.get(`/app/coupons/send?n=${number}`)
  const link = await aigul.get((await aigul.submit({ how: 'link' }, '/app/coupons/send')).location)
  assert.ok(decodeURIComponent(/https:\/\/wa\.me\/[^"]+/.exec(link.text)![0]).includes(`действует по ${day}`))

  await overSince(id, 1)
  const over = await look(`/c/${token}`)
  assert.equal(over.status, 410)
  assert.equal(await readHandoutLetter(life.app, { clientId: client.id, handoutId }, 'live'), undefined)
  assert.match(over.words, /Талон был выдан вам до .*Попросите продлить/)
  assert.doesNotMatch(over.text, /class="qr"/)
  assert.match((await aigul.get('/app/coupons?tab=given')).words, /Срок выдачи прошёл/)
})

test('whoever moves the day lets the same link and code pay again, and the story says so', async () => {
  const { client, id, code, token, number } = await aGift()
  await overSince(id, 1)
  const aigul = await enter(client)
  await aigul.get(`/app/coupons/${number}/until`)
  for (const [until, words] of [
    ['вчера', /Дата не распознана/],
    [inDays(-1), /Дата уже прошла/],
    ['2099-01-01', /Срок не может быть позже/],
  ] as const) {
    const refused = await aigul.submit({ until })
    assert.equal(refused.status, 422)
    assert.match(refused.words, words)
  }
  assert.equal((await aigul.submit({ until: inDays(5) })).status, 303)
  assert.equal((await facts(number)).givenUntil, inDays(5))
  assert.equal((await look(`/c/${token}`)).status, 200)
  approved(await till.redeem(code, { product: 'AI95', ml: 5_000n }))
  assert.deepEqual(await life.story(id), ['given', 'sent', 'until_changed'])
  assert.match(
    (await aigul.get(`/app/coupons/${number}`)).words,
    /Изменён день, до которого талон у водителя/,
  )

  await aigul.get(`/app/coupons/${number}/until`)
  assert.equal((await aigul.submit({ until: '' })).status, 303)
  assert.equal((await facts(number)).givenUntil, null)
})

test('the day is asked for on the page that gives, and what it says is given', async () => {
  const { client, ids } = await life.aClientWith(1)
  const driver = await life.aDriver(client.id)
  const aigul = await enter(client)
  const { number } = await life.see(client, ids[0]!)
  await aigul.get(`/app/coupons/issue/check?n=${number}&driver=${driver.id}`)
  for (const until of ['31.02.2027', inDays(-1), '2099-12-31']) {
    const refused = await aigul.submit({ until, note: 'Трасса' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /Трасса/)
    assert.equal((await life.see(client, ids[0]!)).shelf, 'stock')
  }
  const done = await aigul.submit({ until: inDays(3) })
  assert.equal(done.status, 303)
  assert.equal((await life.see(client, ids[0]!)).givenUntil, inDays(3))
})

test('a table gives many drivers their litres until one day', async () => {
  const { client } = await life.aClientWith(1, { litres: 100, product: 'DT' })
  const driver = await life.aDriver(client.id, { name: 'Мария Ким' })
  const aigul = await enter(client)
  await aigul.get('/app/coupons/issue/table')
  const wrong = await aigul.submit({ fuel: 'DT', until: inDays(-1), [`l-${driver.id}`]: '20' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Дата уже прошла/)
  const check = await aigul.submit({ fuel: 'DT', until: inDays(3), [`l-${driver.id}`]: '20' })
  assert.match((await aigul.get(check.location)).words, /Выдан водителю до/)
  const lines = new URLSearchParams(check.location.split('?')[1])
  lines.set('csrf', aigul.csrf)
  const done = await aigul.send('/app/coupons/issue/table/check', {
    method: 'POST',
    body: lines.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(done.status, 303)
  const number = BigInt(new URL(done.location, life.site.url).searchParams.get('n')!)
  assert.deepEqual(await facts(number).then(({ givenUntil, driverId }) => [givenUntil, driverId]), [
    inDays(3),
    driver.id,
  ])
})

test('nothing is given until a day that is past, ticked or in litres', async () => {
  const { client, ids } = await life.aClientWith(1)
  const { id: driverId } = await life.aDriver(client.id)
  const gift = { driverId, plate: '', note: '', until: inDays(-1) }
  const ticked = await life.do((tx) =>
    giveCoupons(tx, life.app.vault, { clientId: client.id, couponIds: ids, by: BY, ...gift }),
  )
  assert.deepEqual(ticked, { ok: false, reason: 'past_day' })
  const litres = await life.do((tx) =>
    giveLitres(tx, life.app.vault, {
      clientId: client.id,
      lines: [{ product: 'AI95', ml: 5_000n, ...gift }],
      by: BY,
    }),
  )
  assert.deepEqual(litres, { ok: false, reason: 'past_day', line: 0 })
  assert.equal((await life.see(client, ids[0]!)).shelf, 'stock')
})

test('three days after its last one a gift is back in stock, once, with another code, and is given again', async () => {
  const { client, ids, code, token } = await aGift(2)
  await overSince(ids[0]!, 3)
  await overSince(ids[1]!, 4)
  assert.deepEqual(
    await Promise.all([end(client, ...ids), end(client, ...ids)]).then((n) => n.toSorted()),
    [0, 1],
  )
  const [kept, back] = [await life.see(client, ids[0]!), await life.see(client, ids[1]!)]
  assert.deepEqual([kept.shelf, kept.giftOver], ['given', true])
  assert.deepEqual([back.shelf, back.givenUntil, back.codeNo], ['stock', null, 1])
  assert.deepEqual(await life.story(ids[1]!), ['given', 'sent', 'taken_back'])
  // The other one's code and link are what they were.
  assert.equal(whyNot(await till.redeem(code)), 'expired')
  assert.equal((await look(`/c/b/${token}`)).status, 200)

  const { id: driverId } = await life.aDriver(client.id)
  const again = await life.do((tx) =>
    giveCoupons(tx, life.app.vault, {
      ...{ clientId: client.id, couponIds: [ids[1]!], driverId, plate: '', note: '', by: BY },
    }),
  )
  assert.ok(again.ok)
  assert.equal((await life.see(client, ids[1]!)).givenUntil, null)
})

test('a gift that is prolonged while the night takes gifts back is one or the other, never both', async () => {
  for (let n = 0; n < 5; n++) {
    const { client, id } = await aGift()
    await overSince(id, 9)
    const until = inDays(3)
    const [taken, moved] = await Promise.all([
      end(client, id),
      life.do((tx) => changeUntil(tx, { clientId: client.id, couponId: id, until, by: BY })),
    ])
    const coupon = await life.see(client, id)
    assert.deepEqual([coupon.shelf, coupon.givenUntil], moved.ok ? ['given', until] : ['stock', null])
    assert.equal(taken, moved.ok ? 0 : 1)
  }
})

test('what is taken back by hand, split or on its way back loses or keeps its day as it should', async () => {
  const { client, ids } = await aGift(3)
  await life.do((tx) => takeBack(tx, life.app.vault, { clientId: client.id, couponIds: [ids[0]!], by: BY }))
  assert.equal((await life.see(client, ids[0]!)).givenUntil, null)

  const split = await life.do((tx) =>
    splitCoupon(tx, life.app.vault, {
      ...{ clientId: client.id, couponId: ids[1]!, parts: [5_000n, 15_000n], by: BY },
    }),
  )
  assert.ok(split.ok)
  for (const { id } of split.coupons) {
    const part = await life.see(client, id)
    assert.deepEqual([part.shelf, part.givenUntil], ['stock', null])
  }

  const [, , returned] = ids
  await life.do((tx) =>
    askReturn(tx, { clientId: client.id, couponIds: [returned!], kind: 'return', reason: '', by: BY }),
  )
  await overSince(returned!, 9)
  assert.equal(await end(client, returned!), 0)
  const { returnId } = await life.see(client, returned!)
  await life.do((tx) =>
    withdrawReturn(tx, { clientId: client.id, returnId: returnId!, kind: 'return', by: BY }),
  )
  assert.equal(await end(client, returned!), 1)
})

test('offline a gift’s token ends with the gift, and pays afterwards for what was given in time', async () => {
  const { client, id, token } = await aGift(1, 1)
  await life.contractIs(client, { offline_ml: 20_000 })
  const shown = await showOfflineToken(life.app, { clientId: client.id, id })
  assert.equal(readOfflineToken(life.app.vault, shown!)?.until, inDays(1))
  assert.ok((await look(`/c/${token}`)).status === 200)

  // The day is moved to an earlier one: a till that was told so refuses, one that was not is the network's loss.
  await overSince(id, 1)
  assert.equal(await showOfflineToken(life.app, { clientId: client.id, id }), undefined)
  const list = await blockListNow()
  const { number } = await life.see(client, id)
  assert.ok(list.includes(`${number}.0`))
  const given = (at: Date) => ({ posTxnId: `off-${randomUUID()}`, token: shown!, at })
  const [late] = await postOffline(life.app, till, [given(new Date())])
  assert.equal(approved(late!).shortMl, 20_000n)
  const [inTime] = await postOffline(life.app, till, [given(new Date(Date.now() - 86_400_000))])
  assert.equal(approved(inTime!).shortMl, 0n)
})

// The list is kept for ten seconds: another product beside this one has its own.
async function blockListNow(): Promise<string[]> {
  return (await blockList({ ...life.app })).blocked
}
