import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import type { Browser } from '../testing/browser.ts'
import { codeOf, groupCode } from './code.ts'
import { giveCoupons } from './give-coupons.ts'
import { readCoupons } from './read-coupons.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

const enter = async (client: Client, role: ClientRole = 'owner'): Promise<Browser> =>
  life.site.signedIn(await life.site.aPerson({ clientId: client.id, role, name: 'Айгүл Бекова' }))

async function numbersOf(ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; number: bigint }>`
    select id, number from coupon where id = any(${ids}::uuid[])`.execute(life.app.db.write)
  return ids.map((id) => String(rows.find((row) => row.id === id)!.number))
}

/** A company with so many coupons, their numbers, and its owner's browser. */
async function aCompany(count = 1, lot: Parameters<Life['aClientWith']>[1] = {}) {
  const { client, ids, coupons } = await life.aClientWith(count, lot)
  return { client, ids, coupons, numbers: await numbersOf(ids), aigul: await enter(client) }
}

const give = (client: Client, couponIds: string[], driverId: string) =>
  life.do((tx) =>
    giveCoupons(tx, life.app.vault, {
      clientId: client.id,
      couponIds,
      driverId,
      plate: '',
      note: '',
      by: BY,
    }),
  )

test('the list shows what is in stock, and finds a coupon by number, last four digits, driver and plate', async () => {
  const { client, ids, coupons, numbers, aigul } = await aCompany(3)
  const driver = await life.aDriver(client.id, { name: 'Серік Ахметов', plate: '777AAA02' })
  await give(client, [ids[2]!], driver.id)
  const stock = await aigul.get('/app/coupons')
  assert.match(stock.words, new RegExp(`${numbers[1]}.*${numbers[0]}`))
  assert.ok(!stock.words.includes(numbers[2]!))
  for (const asked of [numbers[2]!, coupons[2]!.code.slice(-4), coupons[2]!.code, 'серик', '777 ааа 02']) {
    const found = await aigul.get(`/app/coupons?q=${encodeURIComponent(asked)}`)
    assert.ok(found.words.includes(numbers[2]!), asked)
    assert.ok(!found.words.includes(numbers[1]!), asked)
  }
  assert.match((await aigul.get('/app/coupons?q=999999999')).words, /По этим условиям талонов нет/)
})

test('each row has a menu of what can be done with its coupon by who reads', async () => {
  const { client, ids, numbers, aigul } = await aCompany(3)
  await give(client, [ids[1]!], (await life.aDriver(client.id)).id)
  await life.refuel(client, ids[2]!, 20_000n)
  const hrefs = async (browser: Browser, at: number) => {
    const { text } = await browser.get(`/app/coupons?q=${numbers[at]}`)
    const [menu = ''] = /<details class="menu row-menu".*?<\/details>/s.exec(text) ?? []
    return [...menu.matchAll(/href="\/app\/coupons\/\d+\/([a-z-]+)"/g)].map(([, act]) => act)
  }
  assert.deepEqual(await hrefs(aigul, 0), ['issue', 'print', 'split', 'block', 'return'])
  assert.deepEqual(await hrefs(aigul, 1), ['send', 'print', 'until', 'take-back', 'split', 'block', 'return'])
  assert.deepEqual(await hrefs(aigul, 2), [])
  assert.deepEqual(await hrefs(await enter(client, 'dispatcher'), 0), ['issue', 'print', 'block'])
  assert.deepEqual(await hrefs(await enter(client, 'viewer'), 0), [])
})

test('a driver’s last refuel stands in the list and on their page; one before the coupon was theirs does not count', async () => {
  const { client, ids, aigul } = await aCompany(2)
  const serik = await life.aDriver(client.id, { name: 'Серік' })
  const page = async () => (await aigul.get(`/app/drivers/${serik.id}`)).words
  await life.refuel(client, ids[0]!, 5_000n)
  await give(client, [ids[0]!], serik.id)
  assert.match(await page(), /Последняя заправка Нет/)
  await life.refuel(client, ids[0]!, 7_500n)
  assert.match(await page(), /Последняя заправка \d\d\.\d\d\.2\d{3}, \d\d:\d\d, АЗС[^:]*: 7,5 л, АИ-95/)
  assert.match((await aigul.get('/app/drivers')).words, /Последняя заправка.* \d\d\.\d\d\.2\d{3}/)
})

test('a coupon of another company does not exist, in no page and in no act', async () => {
  const { client, ids, numbers } = await aCompany(1)
  const chingiz = await enter(await life.site.aClient())
  const [number] = numbers
  for (const part of ['', '/qr', '/split', '/swap', '/send', '/block', '/return', '/take-back'])
    assert.equal((await chingiz.get(`/app/coupons/${number}${part}`)).status, 404, part)
  await chingiz.get('/help')
  for (const part of ['/qr', '/split', '/swap', '/link', '/block', '/return', '/take-back']) {
    const answer = await chingiz.post(`/app/coupons/${number}${part}`, {
      csrf: chingiz.csrf,
      reason: 'lost',
      parts: '10000 10000',
      fuel: 'DT',
    })
    assert.equal(answer.status, 404, part)
  }
  await chingiz.post('/app/coupons/block', { csrf: chingiz.csrf, n: number!, reason: 'lost' })
  assert.equal((await life.see(client, ids[0]!)).state, 'issued')
  assert.ok(!(await chingiz.get(`/app/coupons?q=${number}`)).words.includes('АИ-95, 20'))
})

test('litres go to a new driver in three steps, and the link is there to send', async () => {
  const { client, ids, aigul } = await aCompany(2)
  await aigul.get('/app/coupons/issue/to?fuel=AI95&litres=30')
  const added = await aigul.submit({ name: 'Ержан Қасымов', phone: '8 701 123 45 67' })
  assert.match(added.location, /^\/app\/coupons\/issue\/check\?fuel=AI95&litres=30&driver=/)
  const check = await aigul.get(added.location)
  assert.match(check.words, /30 л.*разделим: 10 л водителю, 10 л останется в запасе/)
  const done = await aigul.submit({ plate: '123 авс 02', note: 'Трасса', pin: '2580' })
  assert.equal(done.status, 303)
  const send = await aigul.get(done.location)
  assert.match(send.words, /выдано 2 талона/)
  assert.match(send.text, /https:\/\/wa\.me\/77011234567\?text=/)
  assert.match(send.text, /\/c\/b\/[\w-]{22}/)
  const { rows } = await sql<{ ml: bigint; plate: string; pins: bigint }>`
    select sum(remaining_ml)::bigint as ml, min(plate) as plate, count(pin_hash) as pins from coupon
    where client_id = ${client.id} and shelf = 'given'`.execute(life.app.db.write)
  assert.deepEqual(rows[0], { ml: 30_000n, plate: '123ABC02', pins: 2n })
  assert.equal((await life.see(client, ids[1]!)).state, 'replaced')
})

test('who begins with a driver finds them chosen, however many were given something since', async () => {
  const { client, aigul } = await aCompany(1)
  const { id: driverId } = await life.aDriver(client.id)
  for (let n = 0; n < 13; n++) await life.aDriver(client.id)
  const first = await aigul.get(`/app/coupons/issue?driver=${driverId}`)
  assert.match(first.text, new RegExp(`type="hidden" name="driver" value="${driverId}"`))
  const second = await aigul.get(`/app/coupons/issue/to?fuel=AI95&litres=10&driver=${driverId}`)
  assert.match(second.text, new RegExp(`value="${driverId}"[^>]* checked`))
})

test('what is typed wrong is told at its field, stays there, and gives nothing', async () => {
  const { client, ids, numbers, aigul } = await aCompany(1)
  const wrong = await aigul.get('/app/coupons/issue/to?fuel=XX&litres=-5')
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Выберите топливо.*Введите литры числом/)
  assert.match(wrong.text, /value="-5"/)

  await aigul.get(`/app/coupons/issue/to?n=${numbers[0]}`)
  const noName = await aigul.submit({ name: ' ', phone: '12' })
  assert.equal(noName.status, 422)
  assert.match(noName.words, /Введите имя водителя/)
  assert.match(noName.text, /value="12"/)

  const driver = await life.aDriver(client.id)
  await aigul.get(`/app/coupons/issue/check?n=${numbers[0]}&driver=${driver.id}`)
  const refused = await aigul.submit({ plate: '!', note: 'Трасса', pin: '1111' })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /Госномер не распознан.*подбирают первым/)
  assert.match(refused.text, /Трасса/)
  assert.ok(!refused.text.includes('1111'))
  assert.equal((await aigul.get('/app/coupons/issue/check?fuel=AI95&litres=20')).status, 422)
  assert.equal((await life.see(client, ids[0]!)).shelf, 'stock')
})

test('more than there is in stock is said before anything is given', async () => {
  const { client, aigul } = await aCompany(1)
  const driver = await life.aDriver(client.id)
  const check = await aigul.get(`/app/coupons/issue/check?fuel=AI95&litres=500&driver=${driver.id}`)
  assert.match(check.words, /В запасе только 20 л АИ-95/)
  assert.doesNotMatch(check.text, /name="plate"/)
})

test('one table gives many drivers their litres, pasted from a spreadsheet', async () => {
  const { client, aigul } = await aCompany(1, { litres: 100, product: 'DT' })
  await life.aDriver(client.id, { name: 'Ержан Қасымов', phone: '+77010000000' })
  const maria = await life.aDriver(client.id, { name: 'Мария Ким' })
  await aigul.get('/app/coupons/issue/table')
  const wrong = await aigul.submit({ fuel: 'DT', pasted: 'Ержан Қасымов; 40\nНикто; 5' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Строка 2: водителя «Никто» нет в списке/)
  const check = await aigul.submit({
    fuel: 'DT',
    pasted: '8 701 000 00 00\t40,5',
    [`l-${maria.id}`]: '20',
  })
  assert.equal(check.status, 303)
  const asked = await aigul.get(check.location)
  assert.match(asked.words, /60,5 л/)
  const lines = new URLSearchParams(check.location.split('?')[1])
  lines.set('csrf', aigul.csrf)
  const done = await aigul.send('/app/coupons/issue/table/check', {
    method: 'POST',
    body: lines.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.match(done.location, /^\/app\/coupons\/issue\/given\?n=/)
  assert.match(
    (await aigul.get(done.location)).words,
    /Мария Ким 1 талон, 20 л.*Ержан Қасымов 1 талон, 40,5 л/s,
  )
})

test('ticked coupons are blocked together, with a reason, and those that cannot be are named', async () => {
  const { client, ids, numbers, aigul } = await aCompany(3)
  await life.refuel(client, ids[2]!, 20_000n)
  const path = `/app/coupons/block?${numbers.map((n) => `n=${n}`).join('&')}`
  const asked = await aigul.get(path)
  assert.match(asked.words, /Заблокировать 2 талона\?/)
  assert.match(asked.words, new RegExp(`${numbers[2]} не войдут: уже использован`))
  const body = `csrf=${encodeURIComponent(aigul.csrf)}&n=${numbers[0]}&n=${numbers[1]}`
  const send = (more: string) =>
    aigul.send('/app/coupons/block', {
      method: 'POST',
      body: body + more,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const without = await send('')
  assert.equal(without.status, 422)
  assert.match(without.words, /Выберите причину/)
  assert.equal((await send('&reason=lost')).status, 303)
  assert.match((await aigul.get('/app/coupons')).words, /Заблокировано 2 талона/)
  const page = await aigul.get(`/app/coupons/${numbers[0]}`)
  assert.match(page.words, /Заблокирован компанией\. Талон потерян или украден/)
})

test('the code is behind a button that writes down who looked', async () => {
  const { client, ids, numbers, aigul } = await aCompany(1)
  const path = `/app/coupons/${numbers[0]}/qr`
  const hidden = await aigul.get(path)
  const [coupon] = await readCoupons(life.app.db.write, { numbers: [BigInt(numbers[0]!)] })
  const code = codeOf(life.app.vault, coupon!)
  assert.ok(!hidden.text.includes(groupCode(code)))
  assert.equal((await aigul.submit({}, path)).status, 303)
  const shown = await aigul.get(path)
  assert.ok(shown.text.includes(groupCode(code)))
  assert.deepEqual(await life.story(ids[0]!), ['code_shown'])
  const bolat = await enter(client, 'manager')
  assert.ok(!(await bolat.get(path)).text.includes(groupCode(code)))
  assert.equal((await (await enter(client, 'accountant')).get(path)).status, 403)
})

test('a colleague of the retailer who looks at the cabinet sees neither codes nor links', async () => {
  const { client, ids, numbers, aigul } = await aCompany(1)
  await give(client, ids, (await life.aDriver(client.id)).id)
  await aigul.get(`/app/coupons/${numbers[0]}/send`)
  await aigul.submit({}, '/app/coupons/send')
  const support = await life.site.signedIn(await life.site.aPerson({ staff: 'support' }))
  await support.get(`/office/clients/${client.id}/look`)
  await support.submit({ reason: 'Звонок клиента' })
  const page = await support.get(`/app/coupons/${numbers[0]}`)
  assert.equal(page.status, 200)
  assert.ok(!(await support.get(`/app/coupons/send?n=${numbers[0]}`)).text.includes('/c/'))
  const answer = await support.post(`/app/coupons/${numbers[0]}/qr`, { csrf: support.csrf })
  assert.notEqual(answer.status, 303)
  assert.ok(!(await support.get(`/app/coupons/${numbers[0]}/qr`)).text.includes('class="qr-card"'))
})

test('a coupon is split on two pages; what does not add up is told with both sums', async () => {
  const { client, ids, numbers, aigul } = await aCompany(1)
  const here = `/app/coupons/${numbers[0]}/split`
  const wrong = await aigul.get(`${here}/check?how=custom&part=5&part-2=10`)
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /сейчас 15 л, нужно 20 л/)
  assert.match(wrong.text, /value="5"/)
  await aigul.get(`${here}/check?how=custom&part=5&part-2=10&part-3=5`)
  const done = await aigul.submit({}, here)
  assert.equal(done.location, '/app/coupons?tab=stock')
  assert.match((await aigul.get(done.location)).words, /Талон разделён на 3 части/)
  assert.match((await aigul.get(`/app/coupons/${numbers[0]}`)).words, /Разделён на новые талоны/)
  assert.equal((await life.see(client, ids[0]!)).state, 'replaced')
})

test('a return is asked for with its sum, withdrawn, asked again and decided by another person', async () => {
  const { client, ids, numbers, aigul } = await aCompany(1)
  const asked = await aigul.get(`/app/coupons/${numbers[0]}/return`)
  assert.match(asked.words, /Остаток 20 л вернётся на счёт по цене покупки: 4 910,00 ₸/)
  await aigul.submit({ reason: 'не нужны' })
  assert.match((await aigul.get(`/app/coupons/${numbers[0]}`)).words, /Возврат на согласовании/)
  await aigul.submit({}, `/app/coupons/${numbers[0]}/return/withdraw`)
  assert.equal((await life.see(client, ids[0]!)).state, 'issued')
  await aigul.get(`/app/coupons/${numbers[0]}/return`)
  await aigul.submit({ reason: 'не нужны' })

  const accountant = await life.site.signedIn(await life.site.aPerson({ staff: 'accountant' }))
  assert.match((await accountant.get('/office')).words, /Возвраты талонов 1/)
  const queue = await accountant.get('/office/returns')
  const path = /\/office\/returns\/[0-9a-f-]{36}/.exec(queue.text)![0]
  assert.match((await accountant.get(path)).words, /не нужны/)
  await accountant.get(`${path}/decline`)
  assert.equal((await accountant.submit({ reason: ' ' })).status, 422)
  await accountant.get(`${path}/approve`)
  assert.equal((await accountant.submit({}, `${path}/approve`)).status, 303)
  assert.equal((await life.see(client, ids[0]!)).state, 'returned')
  assert.equal(await life.advanceOf(client), 491_000n)
})

test('the office finds a coupon by its number, its code and its plate, and blocks it above the client', async () => {
  const { client, ids, coupons, numbers, aigul } = await aCompany(1)
  const driver = await life.aDriver(client.id)
  await life.do((tx) =>
    giveCoupons(tx, life.app.vault, {
      clientId: client.id,
      couponIds: ids,
      driverId: driver.id,
      plate: '555KKK05',
      note: '',
      by: BY,
    }),
  )
  const support = await life.site.signedIn(await life.site.aPerson({ staff: 'support' }))
  for (const typed of [numbers[0]!, groupCode(coupons[0]!.code), '555 ккк 05'])
    assert.equal(
      (await support.get(`/office/coupons?q=${encodeURIComponent(typed)}`)).location,
      `/office/coupons/${numbers[0]}`,
      typed,
    )
  const page = await support.get(`/office/coupons/${numbers[0]}`)
  assert.ok(!page.text.includes(groupCode(coupons[0]!.code)))
  await support.get(`/office/coupons/${numbers[0]}/block`)
  assert.equal((await support.submit({ reason: '' })).status, 422)
  assert.equal((await support.submit({ reason: 'Спор по оплате' })).status, 303)
  assert.match(
    (await aigul.get(`/app/coupons/${numbers[0]}`)).words,
    /Заблокирован PetroRetail\. Спор по оплате/,
  )
  assert.match(
    (await aigul.get(`/app/coupons/${numbers[0]}/unblock`)).words,
    /заблокирован PetroRetail, обратитесь к менеджеру/,
  )
})

test('a dispatcher gives and blocks, an accountant reads, and neither sees what is not theirs', async () => {
  const { client, numbers } = await aCompany(1)
  const dispatcher = await enter(client, 'dispatcher')
  const page = await dispatcher.get(`/app/coupons/${numbers[0]}`)
  assert.match(page.words, /Выдать водителю/)
  assert.doesNotMatch(page.words, /Вернуть талон|Цена покупки/)
  assert.equal((await dispatcher.get(`/app/coupons/${numbers[0]}/return`)).status, 403)
  const accountant = await enter(client, 'accountant')
  const read = await accountant.get(`/app/coupons/${numbers[0]}`)
  assert.match(read.words, /Цена покупки/)
  assert.doesNotMatch(read.words, /Выдать водителю|Заблокировать/)
  assert.doesNotMatch(
    (await (await enter(client, 'viewer')).get(`/app/coupons/${numbers[0]}`)).words,
    /Цена покупки/,
  )
})

test('the list leaves as a file under the same filter, without codes', async () => {
  const { client, ids, coupons, numbers, aigul } = await aCompany(3)
  await life.refuel(client, ids[0]!, 5_000n)
  const file = await aigul.get('/app/coupons/export.csv?tab=stock&state=partial')
  assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8')
  const lines = file.text.trim().split('\r\n')
  assert.equal(lines.length, 2)
  assert.match(lines[1]!, new RegExp(`^${numbers[0]};АИ-95;20;15;`))
  const cells = file.text.split(/[;\s]+/)
  assert.ok(!coupons.some(({ code }) => file.text.includes(code) || cells.includes(code.slice(-4))))
})

test('the first page counts what is in stock, with drivers, and ends soon', async () => {
  const { client, ids, aigul } = await aCompany(3)
  await give(client, [ids[0]!], (await life.aDriver(client.id)).id)
  await life.endedDaysAgo(ids[1]!, -10)
  const home = await aigul.get('/app')
  assert.match(home.words, /Талоны в запасе 40 л АИ-95: 40 л · 2 талона/)
  assert.match(home.words, /На руках у водителей 20 л/)
  assert.match(home.words, /Скоро истекают 1/)
})
