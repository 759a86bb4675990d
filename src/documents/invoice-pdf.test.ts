import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LANGS } from '../i18n/index.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { readyFonts } from './fonts.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { aLine, anInvoice, speaker } from './testing.ts'

const fonts = await readyFonts()
const [ru, kk, en] = [speaker('ru'), speaker('kk'), speaker('en')]

/** As a person reads it: the text has no-break spaces where the line must not break. */
async function wordsOf(pdf: Uint8Array): Promise<string[]> {
  return (await readPdf(pdf)).map(({ text }) => text.replaceAll('\u00a0', ' '))
}

test('an invoice says all that a bank and an accountant ask for', async () => {
  const [page = '', ...more] = await wordsOf(await invoicePdf(ru, fonts, anInvoice(ru)))
  assert.equal(more.length, 0)
  for (const said of [
    'Счёт на оплату № 2026-000152 от 5 марта 2026 г.',
    'ТОО «PetroRetail» БИН/ИИН 210440000017',
    'KZ86 125K ZT50 0410 0100',
    'Кбе 17',
    'HSBKKZKX',
    'Код назначения платежа 710',
    'Оплата по счёту № 2026-000152 от 5 марта 2026 г. за нефтепродукты, договор № ПР-117',
    '№ ПР-117 от 15 января 2026 г.',
    'Оплатить не позднее 10 марта 2026 г.',
    '1 Электронный талон, АИ-95, 20 л, по 292,00 ₸ за литр шт. 50 5 840,00 292 000,00',
    'Итого 292 000,00',
    'В том числе НДС 16 % 40 275,86',
    'Всего наименований 1, на сумму 292 000,00 ₸',
    'Всего к оплате: Двести девяносто две тысячи тенге 00 тиын',
    '/Ұ. Әбдіқадырова/',
  ])
    assert.ok(page.includes(said), `${said}\n\n${page}`)
})

test('it speaks the language it is asked for, and every Kazakh letter can be copied from it', async () => {
  const [inKazakh = ''] = await wordsOf(await invoicePdf(kk, fonts, anInvoice(kk)))
  for (const said of [
    '2026 ж. 5 наурыз № 2026-000152 төлем шоты',
    'Төлеуге жататын сома: Екі жүз тоқсан екі мың теңге 00 тиын',
    'Оның ішінде ҚҚС 16%',
    'Әлем Ғаламат Қаңғыбас Өңір Ұлы Үміт Һәм Іс',
  ])
    assert.ok(inKazakh.includes(said), `${said}\n\n${inKazakh}`)

  const letters = 'ӘәҒғҚқҢңӨөҰұҮүҺһІі₸ЁёЙй«»№’“”–−ÇĞŞİ'
  const spelt = anInvoice(en, { executor: letters, buyer: { name: letters, bin: '991040001526' } })
  const [inEnglish = ''] = await wordsOf(await invoicePdf(en, fonts, spelt))
  assert.equal(inEnglish.split(letters).length - 1, 2, inEnglish)
  assert.match(inEnglish, /Total to pay: Two hundred and ninety-two thousand tenge 00 tiyn/)
})

test('a long invoice goes over pages: each has the head of the table and its number, no line is lost', async () => {
  const lines = Array.from({ length: 80 }, (_, i) => aLine(ru, i + 1, `АИ-${1000 + i}`))
  const pages = await wordsOf(await invoicePdf(ru, fonts, anInvoice(ru, { lines })))
  assert.ok(pages.length > 1)
  for (const [i, page] of pages.entries()) {
    assert.match(page, /№ Наименование Ед. изм. Количество Цена, ₸ Сумма, ₸/)
    assert.ok(page.includes(`Страница ${i + 1} из ${pages.length}`))
  }
  const found = lines.filter((_, i) => pages.some((page) => page.includes(`АИ-${1000 + i},`)))
  assert.equal(found.length, 80)
})

test('names without end stay on the page', async () => {
  const name = `ТОО «${'Ұзақатау'.repeat(60)}»`
  const endless = anInvoice(kk, { buyer: { name, bin: '991040001526', address: 'көше '.repeat(900) } })
  const pages = await wordsOf(await invoicePdf(kk, fonts, endless))
  assert.ok(pages.length <= 4)
  assert.ok(pages.at(-1)?.includes('/Ұ. Әбдіқадырова/'))
})

test('a seller without VAT says so', async () => {
  const [page = ''] = await wordsOf(await invoicePdf(ru, fonts, anInvoice(ru, { vatBp: 0, vatTiyn: 0n })))
  assert.match(page, /Без НДС –/)
  assert.doesNotMatch(page, /В том числе НДС/)
})

test('an invoice that need not be paid any more says so on top', async () => {
  const notice = 'Заказ отменён: этот счёт оплачивать не нужно.'
  const [page = ''] = await wordsOf(await invoicePdf(ru, fonts, anInvoice(ru, { notice })))
  assert.ok(page.startsWith(notice))
})

test('lines that do not make the total make no paper', async () => {
  await assert.rejects(
    invoicePdf(ru, fonts, anInvoice(ru, { tiyn: 29_200_001n })),
    /2026-000152 make its total/,
  )
})

test('a screen reader finds its language, its title, the table and the heads of its columns', async () => {
  for (const lang of LANGS) {
    const pdf = Buffer.from(await invoicePdf(speaker(lang), fonts, anInvoice(speaker(lang)))).toString(
      'latin1',
    )
    assert.match(pdf, new RegExp(`/Lang \\(${lang}\\)`))
    assert.match(pdf, /\/MarkInfo/)
    assert.match(pdf, /\/DisplayDocTitle true/)
    assert.match(pdf, /\/S \/H1\b/)
    assert.equal(pdf.match(/\/Scope \/Column/g)?.length, 6)
  }
})

test('the same invoice is the same file, whenever it is made', async () => {
  const [one, two] = [await invoicePdf(ru, fonts, anInvoice(ru)), await invoicePdf(ru, fonts, anInvoice(ru))]
  assert.deepEqual(one, two)
})
