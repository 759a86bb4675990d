import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { aBin } from '../clients/testing.ts'
import { readAdvance } from '../ledger/advance.ts'
import type { Answer, Browser } from '../testing/browser.ts'
import { eightBits, WINDOWS_1251 } from '../testing/code-pages.ts'
import { pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite, waitFor } from '../testing/site.ts'
import { readStatement } from './read-statement.ts'
import { sampleStatement } from './sample-statement.ts'
import {
  anInvoice,
  aPayment,
  aStatement,
  bankDay,
  type DocumentLines,
  inTenge,
  OURS,
  sellerIs,
} from './testing.ts'

const COST = 480_000n
const LIST = '/office/payments'

let site: TestSite
let accountant: Browser
let colleague: Browser
let manager: Browser
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  await sellerIs(site.app)
  accountant = await site.signedIn(await site.aPerson({ staff: 'accountant', name: 'Гүлнар' }))
  colleague = await site.signedIn(await site.aPerson({ staff: 'accountant', name: 'Асель' }))
  manager = await site.signedIn(await site.aPerson({ staff: 'manager', name: 'Мадина' }))
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>

const from = (client: { bin: string }, purpose: string, tiyn: bigint, lines: DocumentLines = {}) =>
  aPayment({
    ДатаДокумента: bankDay(),
    ДатаОперации: bankDay(),
    ПлательщикБИН_ИИН: client.bin,
    НазначениеПлатежа: purpose,
    СуммаПриход: inTenge(tiyn),
    ...lines,
  })

async function upload(browser: Browser, content: string | Uint8Array<ArrayBuffer>): Promise<Answer> {
  await browser.get(`${LIST}/import`)
  const file = new File([content], 'выписка за март.txt')
  return browser.upload(`${LIST}/import`, { csrf: browser.csrf, file })
}

/** Uploads and posts; answers with the page of the result. */
async function post(documents: DocumentLines[]): Promise<Answer> {
  const check = await upload(accountant, aStatement({ documents }))
  assert.equal(check.status, 303, check.words)
  await accountant.get(check.location)
  const posted = await accountant.submit({}, check.location)
  assert.equal(posted.status, 303, posted.words)
  let page = await accountant.get(posted.location)
  await waitFor(async () =>
    (page = await accountant.get(posted.location)).words.includes('Выписка проведена'),
  )
  return page
}

async function receiptOf(bin: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from bank_receipt where payer_bin = ${bin} and state = 'waiting' order by id desc limit 1`.execute(
    site.app.db.write,
  )
  return rows[0]!.id
}

/** Money of a client that names no invoice, in the queue. */
async function aReceipt(client: Client, tiyn: bigint): Promise<string> {
  await post([from(client, 'За ГСМ', tiyn)])
  return `${LIST}/${await receiptOf(client.bin)}`
}

const advanceOf = async (client: Client) => (await readAdvance(site.app.db.write, client.id)).tiyn
const couponsOf = async (client: Client) =>
  (
    await sql<{ n: number }>`select count(*)::int as n from coupon where client_id = ${client.id}`.execute(
      site.app.db.write,
    )
  ).rows[0]!.n

test('an accountant uploads a statement, sees what it will do, posts it, and the client has coupons', async () => {
  const [client, other] = [await site.aClient(), await site.aClient({ name: 'ТОО «Тұлпар»' })]
  const invoice = await anInvoice(site.app, client, 3)
  const documents = [
    from(client, `Оплата по счету № ${invoice.number}`, invoice.tiyn),
    from(other, 'За ГСМ', 100_050n, { ПлательщикНаименование: 'ТОО «Тұлпар»' }),
  ]
  const uploaded = await upload(
    accountant,
    eightBits(aStatement({ documents }), WINDOWS_1251, '?') as Uint8Array<ArrayBuffer>,
  )
  assert.equal(uploaded.status, 303)
  const check = await accountant.get(uploaded.location)
  assert.match(check.words, /выписка за март\.txt/)
  assert.match(check.words, /Разнесутся автоматически 1 на 14 400,00 ₸/)
  assert.match(check.words, /Нужно решение 1 на 1 000,50 ₸/)
  assert.match(check.words, /Провести 2 поступления/)
  assert.equal(await couponsOf(client), 0)

  const posted = await accountant.submit({}, uploaded.location)
  let page = await accountant.get(posted.location)
  await waitFor(async () =>
    (page = await accountant.get(posted.location)).words.includes('Выписка проведена'),
  )
  assert.match(page.words, /Разнесено автоматически: 1/)
  assert.match(page.words, /Нужно решение: 1/)
  assert.equal(await couponsOf(client), 3)

  const queue = await accountant.get(LIST)
  assert.match(queue.words, /1 000,50 ₸ Плательщик известен, но номер счёта не указан/)
  assert.match((await accountant.get(`${LIST}?q=${client.bin}&tab=posted`)).words, /14 400,00 ₸ Разнесён/)
  assert.match((await accountant.get(`${LIST}?q=14400,00&tab=posted`)).words, new RegExp(client.bin))
})

test('the same file twice says so at the field and changes nothing', async () => {
  const client = await site.aClient()
  const documents = [from(client, 'За ГСМ', 700n), from(client, 'За ГСМ', 800n)]
  await post(documents)
  const again = await upload(accountant, aStatement({ documents }))
  assert.equal(again.status, 422)
  assert.match(again.words, /Эти платежи уже загружены: 2\. Новых нет\./)
})

test('a file that is no statement, broken or somebody else’s is refused with what is wrong', async () => {
  const documents = [aPayment()]
  const said = async (content: string) => {
    const answer = await upload(accountant, content)
    assert.equal(answer.status, 422)
    return answer.words
  }
  assert.match(await said('БИН;Название'), /Это не выписка в формате 1С/)
  assert.match(
    await said(aStatement({ documents: [aPayment({ СуммаПриход: 'много' })] })),
    /Строка 31: сумма не читается/,
  )
  assert.match(
    await said(aStatement({ documents }).replace('КонецДокумента', '')),
    /Строка 17: раздел начат, но не закончен/,
  )
  assert.match(
    await said(aStatement({ account: 'KZ75125KZT1001300335', documents: [] })),
    /чужой счёт KZ75125KZT1001300335/,
  )
  await accountant.get(`${LIST}/import`)
  const none = await accountant.upload(`${LIST}/import`, { csrf: accountant.csrf })
  assert.equal(none.status, 422)
  assert.match(none.words, /Выберите файл выписки/)
})

test('a statement that does not add up says so, and nothing of it is posted by itself', async () => {
  const client = await site.aClient()
  const invoice = await anInvoice(site.app, client)
  const documents = [from(client, `сч ${invoice.number}`, invoice.tiyn)]
  const uploaded = await upload(accountant, aStatement({ documents, totals: { in: '9.00', out: '0.00' } }))
  const check = await accountant.get(uploaded.location)
  assert.match(check.words, /по данным банка поступило 9,00 ₸, а платежи в файле дают 4 800,00 ₸/)
  assert.match(check.words, /Автоматически ничего не разнесём/)
  await accountant.get(`${uploaded.location.replace('/check', '')}/discard`)
  const discarded = await accountant.submit({}, `${uploaded.location.replace('/check', '')}/discard`)
  assert.equal(discarded.location, `${LIST}/import`)
  assert.match((await accountant.get(discarded.location)).words, /Выписка удалена: выписка за март\.txt/)
  assert.equal((await accountant.get(uploaded.location)).status, 404)
})

test('a payment in the queue is shared out over the client’s invoices', async () => {
  const client = await site.aClient()
  const [one, two] = [await anInvoice(site.app, client), await anInvoice(site.app, client, 2)]
  const here = await aReceipt(client, 2n * COST)
  const page = await accountant.get(here)
  assert.match(page.words, /Плательщик известен, но номер счёта не указан/)
  // The invoice of the very sum is suggested.
  assert.match(page.text, new RegExp(`name="part-${two.orderId}"[^>]*value="9\u00a0600,00"`))
  assert.match(page.text, new RegExp(`name="part-${one.orderId}"`))
  assert.doesNotMatch(page.text, new RegExp(`name="part-${one.orderId}"[^>]*value="[^"]`))

  const over = await accountant.submit(
    { [`part-${one.orderId}`]: '4 800', [`part-${two.orderId}`]: '4 800,01' },
    `${here}/match`,
  )
  assert.equal(over.status, 422)
  assert.match(over.words, /Разносится больше, чем пришло: лишние 0,01 ₸/)
  assert.match(over.text, /value="4 800,01"/)
  const much = await accountant.submit(
    { [`part-${one.orderId}`]: '4 800,01', [`part-${two.orderId}`]: '' },
    `${here}/match`,
  )
  assert.equal(much.status, 422)
  assert.match(much.words, /По этому счёту осталось оплатить 4 800,00 ₸/)
  const nonsense = await accountant.submit(
    { [`part-${one.orderId}`]: 'много', [`part-${two.orderId}`]: '' },
    `${here}/match`,
  )
  assert.match(nonsense.words, /Сумма не распознана/)
  assert.equal(await advanceOf(client), 0n)

  const matched = await accountant.submit(
    { [`part-${one.orderId}`]: '4 800', [`part-${two.orderId}`]: '4 800' },
    `${here}/match`,
  )
  assert.equal(matched.status, 303)
  const payment = await accountant.get(matched.location)
  assert.match(payment.words, /Платёж зачислен/)
  assert.match(payment.words, new RegExp(`${one.number} 4 800,00 ₸ Исполнен`))
  assert.match(payment.words, new RegExp(`${two.number} 4 800,00 ₸ Оплачен частично`))
  assert.equal(await couponsOf(client), 1)
  // Somebody who still has the old page open: the receipt leads on to its payment.
  assert.equal((await accountant.get(here)).location, matched.location)
})

test('a stranger’s payment is given to a client that is looked for by name', async () => {
  const client = await site.aClient({ name: 'ТОО «Көкжиек Транс»' })
  await post([from({ bin: '991040001526' }, 'Оплата за Көкжиек', 5_000n)])
  const here = `${LIST}/${await receiptOf('991040001526')}`
  assert.match((await accountant.get(here)).words, /Название, БИН или номер договора/)
  const found = await accountant.get(`${here}?q=${encodeURIComponent('кокжиек')}`)
  assert.match(found.text, new RegExp(`${here}\\?client=${client.id}`))
  const chosen = await accountant.get(`${here}?client=${client.id}`)
  assert.match(chosen.words, /Неоплаченных счетов нет: 50,00 ₸ станут авансом клиента/)
  const matched = await accountant.submit({}, `${here}/match`)
  assert.equal(matched.status, 303)
  assert.equal(await advanceOf(client), 5_000n)
  assert.match((await accountant.get(matched.location)).words, /На авансе/)
})

const PAYER_OF_TWO = aBin(777)
test('one receipt is split between two clients, and one of them undone', async () => {
  const [first, second] = [await site.aClient(), await site.aClient({ name: 'ТОО «Вторая доля»' })]
  await post([from({ bin: PAYER_OF_TWO }, 'За две компании', 90_000n)])
  const here = `${LIST}/${await receiptOf(PAYER_OF_TWO)}`
  assert.match((await accountant.get(here)).text, new RegExp(`${here}/split`))
  await accountant.get(`${here}/split`)
  const bins = await Promise.all([first, second].map(binOf))
  const shares = { bin1: bins[0]!, sum1: '300', bin2: bins[1]!, sum2: '500' }
  const wrong = await accountant.submit(shares, `${here}/split`)
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Вместе должно быть ровно 900,00/)
  assert.match(wrong.text, /value="500"/)
  assert.equal(await advanceOf(first), 0n)
  const stranger = await accountant.submit({ ...shares, bin2: '991040001526' }, `${here}/split`)
  assert.match(stranger.words, /Клиента с таким БИН нет/)
  assert.equal((await accountant.submit({ ...shares, sum2: '600' }, `${here}/split`)).location, here)
  assert.deepEqual([await advanceOf(first), await advanceOf(second)], [30_000n, 60_000n])
  const page = await accountant.get(here)
  assert.match(page.words, /Поступление разделено: 2 клиента.*Чьи это деньги.*Вторая доля» 600,00/)
  const [, payment] = new RegExp(`href="(${LIST}/[0-9a-f-]{36})">600,00`).exec(page.text)!
  await accountant.get(`${payment}/undo`)
  await accountant.submit({ reason: 'Не их деньги' }, `${payment}/undo`)
  assert.match((await accountant.get(here)).words, /Ещё ничьи 600,00/)
})

const binOf = async ({ id }: { id: string }): Promise<string> => {
  const { rows } = await sql<{ bin: string }>`select bin from client where id = ${id}`.execute(site.owner)
  return rows[0]!.bin
}

test('money that is no client’s leaves the queue with a reason, and comes back', async () => {
  const client = await site.aClient()
  const here = await aReceipt(client, 900n)
  await accountant.get(`${here}/aside`)
  const silent = await accountant.submit({ reason: ' ' }, `${here}/aside`)
  assert.equal(silent.status, 422)
  assert.match(silent.words, /Укажите причину/)
  const aside = await accountant.submit({ reason: 'Проценты банка' }, `${here}/aside`)
  assert.equal(aside.location, LIST)
  const page = await accountant.get(here)
  assert.match(page.words, /Не от клиента: Проценты банка\. Отложено .* Гүлнар/)
  assert.match((await accountant.get(`${LIST}?tab=aside`)).words, /Проценты банка/)
  await accountant.get(here)
  assert.equal((await accountant.submit({}, `${here}/back`)).location, here)
  assert.match((await accountant.get(here)).words, /Выберите клиента и счёт/)
})

test('a payment entered by hand is checked first, pays its invoices, and is posted once', async () => {
  const client = await site.aClient()
  const [one, two] = [await anInvoice(site.app, client), await anInvoice(site.app, client)]
  await accountant.get(`${LIST}/new`)
  const wrong = await accountant.submit({
    bin: '210440000805',
    amount: '1.234',
    day: '31.02.2026',
    invoices: 'два',
    number: '',
    purpose: '',
  })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Сумма не распознана/)
  assert.match(wrong.words, /Дата не распознана/)
  assert.match(wrong.text, /value="210440000805"/)
  const typed = { bin: client.bin, amount: '10 000', day: bankDay(), number: '15', purpose: 'Касса' }
  const foreign = await accountant.submit({ ...typed, invoices: '2026-999999' })
  assert.match(foreign.words, /У этого клиента нет счёта № 2026-999999/)
  const entered = await accountant.submit({ ...typed, invoices: `${one.number}, ${two.number}` })
  assert.equal(entered.status, 303)
  const check = await accountant.get(entered.location)
  assert.match(check.words, new RegExp(`№ ${one.number}: 4 800,00 ₸ и № ${two.number}: 4 800,00 ₸`))
  assert.match(check.words, /Останется авансом 400,00 ₸/)
  assert.equal(await couponsOf(client), 0)

  const posted = await accountant.submit({}, `${LIST}/new/check`)
  assert.equal(posted.status, 303)
  assert.equal(await couponsOf(client), 2)
  assert.equal(await advanceOf(client), 40_000n)
  assert.match((await accountant.get(posted.location)).words, /Введён вручную/)

  // The same check page once more, from the browser's history: by now its invoices are paid.
  await accountant.get(`${LIST}/new`)
  const plain = await accountant.submit({ ...typed, amount: '5', invoices: '' })
  await accountant.get(plain.location)
  const first = await accountant.submit({}, `${LIST}/new/check`)
  await accountant.get(plain.location)
  const second = await accountant.submit({}, `${LIST}/new/check`)
  assert.equal(second.location, first.location)
  assert.equal(await advanceOf(client), 40_500n)
})

test('a payment entered by hand meets its line of the statement without being posted twice', async () => {
  const client = await site.aClient()
  const invoice = await anInvoice(site.app, client)
  await accountant.get(`${LIST}/new`)
  const entered = await accountant.submit({
    bin: client.bin,
    amount: '4800',
    day: bankDay(),
    number: '',
    invoices: invoice.number,
    purpose: '',
  })
  await accountant.get(entered.location)
  const byHand = await accountant.submit({}, `${LIST}/new/check`)
  await post([from(client, `сч ${invoice.number}`, COST)])
  const here = `${LIST}/${await receiptOf(client.bin)}`
  // The invoice is paid by now, and the money is the client's all the same: so it looks like the same payment.
  assert.match((await accountant.get(here)).words, /Похожий платёж уже есть/)
  const joined = await accountant.submit({}, `${here}/join`)
  assert.equal(joined.location, byHand.location)
  assert.match((await accountant.get(joined.location)).words, /второй раз деньги не зачислены/)
  assert.equal(await advanceOf(client), 0n)
})

test('a match is undone with a reason while the money is there', async () => {
  const client = await site.aClient()
  const here = await aReceipt(client, COST)
  await accountant.get(here)
  const matched = await accountant.submit({}, `${here}/match`)
  await accountant.get(`${matched.location}/undo`)
  assert.equal((await accountant.submit({ reason: '' }, `${matched.location}/undo`)).status, 422)
  const undone = await accountant.submit({ reason: 'Не тот клиент' }, `${matched.location}/undo`)
  assert.equal(undone.location, matched.location)
  const page = await accountant.get(undone.location)
  assert.match(page.words, /Разнесение отменено/)
  assert.match(page.words, /Отменено .* Гүлнар/)
  assert.equal(await advanceOf(client), 0n)
  assert.match((await accountant.get(here)).words, /Разнесение отменили\. Выберите клиента заново\./)

  const invoice = await anInvoice(site.app, client)
  await accountant.get(here)
  const spent = await accountant.submit({ [`part-${invoice.orderId}`]: '4800' }, `${here}/match`)
  await accountant.get(`${spent.location}/undo`)
  const refused = await accountant.submit({ reason: 'Ошибка' }, `${spent.location}/undo`)
  assert.equal(refused.status, 422)
  assert.match(refused.words, /Клиент уже потратил эти деньги: на авансе не хватает 4 800,00 ₸/)
  assert.match(refused.text, />Ошибка</)
})

test('the rest of a payment is matched to an invoice later', async () => {
  const client = await site.aClient()
  const here = await aReceipt(client, COST + 100n)
  await accountant.get(here)
  const matched = await accountant.submit({}, `${here}/match`)
  const invoice = await anInvoice(site.app, client)
  const page = await accountant.get(matched.location)
  assert.match(page.words, /Разнести остаток по счетам/)
  const none = await accountant.submit({}, `${matched.location}/assign`)
  assert.match(none.words, /Укажите сумму хотя бы для одного счёта/)
  const assigned = await accountant.submit(
    { [`part-${invoice.orderId}`]: '4 800,00' },
    `${matched.location}/assign`,
  )
  assert.equal(assigned.location, matched.location)
  assert.equal(await couponsOf(client), 1)
  assert.match((await accountant.get(matched.location)).words, /Разнесён частично/)
})

test('money goes back to the bank: one asks, another confirms', async () => {
  const client = await site.aClient()
  const here = await aReceipt(client, COST)
  await accountant.get(here)
  const { location } = await accountant.submit({}, `${here}/match`)
  const form = await accountant.get(`${location}/refund`)
  assert.match(form.text, /value="4\u00a0800,00"/)
  const wrong = await accountant.submit({ amount: '5000', iban: 'KZ86125KZT5004100101', reason: '' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /контрольные цифры не сходятся/)
  const typed = { iban: 'KZ75 125K ZT10 0130 0335', reason: 'Заявление клиента' }
  const over = await accountant.submit({ ...typed, amount: '5000' })
  assert.match(over.words, /На авансе не хватает 200,00 ₸/)
  const asked = await accountant.submit({ ...typed, amount: '4800' })
  assert.equal(asked.status, 303)
  assert.equal(await advanceOf(client), 0n)
  assert.match((await accountant.get(asked.location)).words, /Возврат запросили вы/)
  assert.equal((await accountant.get(`${asked.location}/paid`)).location, asked.location)

  await colleague.get(`${asked.location}/paid`)
  const unnumbered = await colleague.submit({ paidOn: bankDay(), number: '' })
  assert.equal(unnumbered.status, 422)
  assert.match(unnumbered.words, /Введите номер платёжного поручения/)
  const paid = await colleague.submit({ paidOn: bankDay(), number: '88' })
  assert.equal(paid.location, asked.location)
  const page = await colleague.get(asked.location)
  assert.match(page.words, /Возврат подтверждён/)
  assert.match(page.words, /Подтвердил Асель/)
  assert.match((await accountant.get(location)).words, /Возвращён/)
  assert.match((await accountant.get(`${LIST}?tab=refunds`)).words, new RegExp(`${client.bin}.*Возвращён`))
})

test('the others of the office read and change nothing', async () => {
  const client = await site.aClient()
  const here = await aReceipt(client, COST)
  const page = await manager.get(here)
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, /\/match"/)
  assert.doesNotMatch((await manager.get(LIST)).words, /Загрузить выписку/)
  for (const path of [`${here}/match`, `${here}/aside`, `${here}/undo`, `${LIST}/new/check`])
    assert.equal((await manager.post(path, { csrf: manager.csrf })).status, 403, path)
  assert.equal((await manager.get(`${LIST}/import`)).status, 403)
  assert.equal(await advanceOf(client), 0n)
})

test('the first page of the office counts what waits', async () => {
  await aReceipt(await site.aClient(), 300n)
  assert.match((await accountant.get('/office')).words, /Платежи не разнесены/)
})

test('a file to try the import with is for the local mode only', async () => {
  assert.equal((await accountant.get(`${LIST}/import/sample.txt`)).status, 404)
  await anInvoice(site.app, await site.aClient())
  const sample = await sampleStatement(site.app.db.read)
  const read = readStatement(new TextEncoder().encode(sample), new Set([OURS]))
  assert.ok(read.ok)
  assert.deepEqual(read.warnings, [])
  assert.ok(read.documents.filter(({ kind }) => kind === 'incoming').length >= 3)
})
